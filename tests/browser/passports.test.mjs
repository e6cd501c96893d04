import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startBrowser, startPortal } from "./portal.mjs";

let portal, browser, page;

before(async () => {
  portal = await startPortal();
  browser = await startBrowser();
  page = await browser.newPage();
  await page.goto(portal.url + "/quotes/XHKG/00700");
});

after(async () => {
  await browser?.close();
  await portal?.stop();
});

const tip = () => page.getByRole("tooltip");

test("a figure pointed at says its source, its time, its delay and its state in words", async () => {
  await page.locator('.big data[data-f="price"]').hover();
  const words = await tip().innerText();
  for (const expected of ["XHKG:00700", "來源", "模擬交易所", "數據時間", "即時"]) assert.match(words, new RegExp(expected));
});

test("one without a value says why", async () => {
  await page.locator('data[data-f="close"]').first().hover();
  assert.match(await tip().innerText(), /來源未有提供/);
});

test("by keyboard all figures are one stop; arrows lead on, Escape lets go", async () => {
  const first = page.locator("main data.fig").first();
  assert.equal(await page.locator('main data.fig[tabindex="0"]').count(), 1);
  await first.focus();
  assert.equal(await first.getAttribute("aria-describedby"), "passport");
  await page.keyboard.press("ArrowRight");
  const second = page.locator("main data.fig").nth(1);
  assert.ok(await second.evaluate((f) => f === document.activeElement));
  assert.equal(await first.getAttribute("aria-describedby"), null);
  await page.keyboard.press("Escape");
  assert.equal(await tip().count(), 0);
});

test("on a delayed board the delay is told as at least so many minutes", async () => {
  await page.goto(portal.url + "/en/boards/us");
  await page.locator('main data[data-f="price"]').first().hover();
  assert.match(await tip().innerText(), /delayed at least 15 minutes/);
});
