import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { article, faults, founding, startBrowser, startPortal, visit } from "./portal.mjs";

const noon = "?asof=2026-01-08T12:00%2B08:00";

let portal, browser;
before(async () => {
  portal = await startPortal();
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await portal?.stop();
});

const open = (path, options) => visit(browser, portal.url + path, { bypassCSP: true, ...options });

const asof = (page) => new URL(page.url()).searchParams.get("asof");

for (const width of [360, 768, 1280])
  for (const colorScheme of ["light", "dark"])
    test(`the open control has no fault at ${width} pixels, ${colorScheme}`, async () => {
      const wrong = [];
      for (const path of ["/", article + founding, "/boards/us" + noon, "/quotes/XNYS/BABA" + noon + "&replay=60"]) {
        const page = await open(path, { width, colorScheme });
        await page.click("bt-moment summary");
        wrong.push(...(await faults(page)).map((fault) => `${path}: ${fault}`));
        assert.deepEqual(page.errors, []);
        await page.context().close();
      }
      assert.deepEqual(wrong, []);
    });

test("the slider is moved by keyboard, says its time, and leads there", async () => {
  const page = await open("/boards/hk-indices" + noon);
  await page.click("bt-moment summary");
  await page.focus(".slide input");
  assert.equal(await page.getAttribute(".slide input", "aria-valuetext"), "12:00");
  await page.keyboard.press("ArrowRight");
  await page.waitForURL("**asof=2026-01-08T04%3A01%3A00.000Z**");
  assert.ok((await page.textContent("bt-moment")).includes("08/01/2026 12:01 HKT (UTC+8)"));
  await page.context().close();
});

test("without script a form, the day's parts and steps lead to other moments, and back to now", async () => {
  const page = await open("/boards/hk-indices", { javaScriptEnabled: false });
  await page.click("bt-moment summary");
  assert.equal(await page.isVisible(".slide"), false);
  await page.fill("input[name=at]", "2026-01-08T15:00");
  await page.click("bt-moment form button");
  assert.equal(asof(page), "2026-01-08T15:00:00+08:00");
  await page.click("bt-moment [rel=next]");
  const next = asof(page);
  assert.ok(Date.parse(next) > Date.parse("2026-01-08T15:00:00+08:00"), next);
  await page.click("bt-moment [rel=prev]");
  assert.ok(Date.parse(asof(page)) < Date.parse(next));
  await page.click("bt-moment summary");
  await page.click(".parts a >> nth=0");
  assert.equal(asof(page), "2026-01-08T01:00:00Z");
  await page.click(".back");
  assert.equal(page.url(), portal.url + "/boards/hk-indices");
  await page.context().close();
});

test("an article leads to what its first readers saw, where both prices of a chip are one", async () => {
  const page = await open(article);
  await page.click("bt-moment summary");
  await page.click("text=本文刊出時讀者所見");
  const pairs = await page.$$eval("a.chip", (chips) => chips.map((c) => [...c.querySelectorAll("data")].map((d) => d.textContent)));
  assert.ok(pairs.length > 0);
  for (const [then, now] of pairs) assert.equal(then, now);
  await page.context().close();
});

test("a replay runs on, is paused, changes speed, and its links carry its clock", async () => {
  const page = await open("/boards/us?asof=2026-01-08T23:00%2B08:00&replay=60");
  const clock = () => page.getAttribute(".pagetime time", "datetime");
  await page.waitForFunction(() => Date.parse(document.querySelector(".pagetime time").dateTime) > Date.parse("2026-01-08T15:00:30Z"));
  const ticking = await page.textContent(".board");
  await page.waitForFunction((was) => document.querySelector(".board").textContent !== was, ticking, { timeout: 20000 });
  await page.click("bt-replay button");
  const paused = await clock();
  await page.waitForTimeout(800);
  assert.equal(await clock(), paused);
  await page.click("bt-replay button");
  await page.selectOption("bt-replay select", "600");
  await page.waitForFunction((was) => Date.parse(document.querySelector(".pagetime time").dateTime) > Date.parse(was) + 300_000, paused, { timeout: 20000 });
  await page.click(".boardnav a >> nth=0");
  await page.waitForURL("**/boards/us-indices?**");
  assert.ok(Date.parse(asof(page)) > Date.parse(paused), `${asof(page)} ${paused}`);
  assert.equal(new URL(page.url()).searchParams.get("replay"), "600");
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test("a replayed front shows an article when its time has come, and not before", async () => {
  const page = await open("/?asof=2026-01-08T19:05%2B08:00&replay=600");
  assert.equal((await page.textContent("main")).includes("同一個港口"), false);
  await page.waitForFunction(() => document.querySelector("main").textContent.includes("同一個港口"), undefined, { timeout: 30000 });
  assert.ok(Date.parse(await page.getAttribute(".pagetime time", "datetime")) >= Date.parse("2026-01-08T20:30+08:00"));
  await page.context().close();
});
