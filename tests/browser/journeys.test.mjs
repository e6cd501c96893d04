import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { after, before, test } from "node:test";
import { article, faults, founding, shiftOf, startBrowser, startPortal, visit } from "./portal.mjs";

const screens = new URL("../../artifacts/screens/", import.meta.url).pathname;
mkdirSync(screens, { recursive: true });

let portal, browser;
before(async () => {
  portal = await startPortal("--speed", "30");
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await portal?.stop();
});

const open = (path, options) => visit(browser, portal.url + path, { bypassCSP: true, ...options });

const figures = (page) => page.$$eval("data.fig", (all) => all.map((f) => f.textContent).join("|"));

test("the article ticks, and the pause button stops it", async () => {
  const page = await open(article);
  const first = await figures(page);
  await page.waitForFunction((was) => [...document.querySelectorAll("data.fig")].map((f) => f.textContent).join("|") !== was, first, { timeout: 20000 });
  await page.click("bt-tape button");
  await page.waitForTimeout(400);
  const paused = await figures(page);
  await page.waitForTimeout(2500);
  assert.equal(await figures(page), paused);
  assert.equal(await page.getAttribute("bt-tape button", "aria-pressed"), "true");
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test("what may not be pushed is never bound to the stream", async () => {
  const page = await open("/quotes/XHKG/00700");
  assert.equal(await page.$("[data-s='XHKG:00700'][data-live]"), null);
  await page.goto(portal.url + "/boards/hk-indices");
  assert.equal(await page.$("[data-s='XHKG:HSI'][data-live]"), null);
  await page.context().close();
});

test("the page does not move while it ticks", async () => {
  const page = await open(article);
  const shift = await shiftOf(page, 4000);
  assert.ok(shift <= 0.002, `layout shift ${shift}`);
  await page.context().close();
});

test("nothing of anyone else's is asked for, and little before scrolling", async () => {
  const page = await open(article);
  assert.deepEqual(page.asked.filter((u) => !u.startsWith(portal.url)), []);
  const before = page.asked.filter((u) => !u.includes("/stream"));
  assert.ok(before.length <= 6, before.join("\n"));
  await page.context().close();
});

for (const width of [360, 768, 1280])
  for (const colorScheme of ["light", "dark"])
    test(`axe finds nothing at ${width} pixels, ${colorScheme}`, async () => {
      const wrong = [];
      for (const [name, path] of Object.entries({
        article: article + founding,
        live: article,
        front: "/",
        quote: "/quotes/XHKG/00700",
        board: "/boards/adr",
        about: "/about/data",
        account: "/account",
        missing: "/no/such/page",
      })) {
        const page = await open(path, { width, colorScheme, height: 900 });
        wrong.push(...(await faults(page)).map((fault) => `${name}: ${fault}`));
        await page.screenshot({ path: `${screens}${name}-${width}-${colorScheme}.png`, fullPage: true });
        await page.context().close();
      }
      assert.deepEqual(wrong, []);
    });

test("without script the founding page is whole", async () => {
  const page = await open(article + founding, { javaScriptEnabled: false });
  const text = await page.textContent("body");
  for (const said of ["49,165.25", "+0.345%", "13.458", "+3.44%", "84.403", "154.520", "23.525", "616.000", "目標：$26.00以上", "08/01/2026 11:08 EST", "數據時間 10:53"])
    assert.ok(text.includes(said), `${said} is missing`);
  for (const statement of ["資料更新時間為：08/01/2026 18:00", "資料更新時間為：08/01/2026 16:29", "資料更新時間為：09/01/2026 00:08", "資料更新時間為：08/01/2026 16:40"])
    assert.ok(text.includes(statement), `${statement} is missing`);
  assert.ok(text.includes("模擬市場"));
  assert.equal(await page.isVisible("bt-tape"), false);
  await page.context().close();
});

for (const typed of ["騰訊", "700", "0700.HK"])
  test(`the look-up finds Tencent by ${typed}, by keyboard and without script`, async () => {
    const page = await open("/");
    await page.fill("bt-lookup input", typed);
    await page.waitForSelector("bt-lookup [role=option]");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/quotes/XHKG/00700");
    await page.context().close();
    const plain = await open("/search?q=" + encodeURIComponent(typed), { javaScriptEnabled: false });
    assert.ok((await plain.textContent("main")).includes("騰訊控股"));
    await plain.context().close();
  });

test("the first stop of the keyboard skips to the content", async () => {
  const page = await open(article);
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "main");
  await page.context().close();
});

test("a video is loaded only when asked for", async () => {
  const page = await open("/");
  assert.equal(page.asked.some((u) => u.includes("/videos/")), false);
  await page.click("bt-video a");
  await page.waitForSelector("bt-video iframe");
  assert.ok(page.asked.some((u) => u.includes("/videos/")));
  await page.context().close();
});

test("the reader's colours stay chosen, and editions keep the address", async () => {
  const page = await open(article);
  await page.selectOption("bt-settings select >> nth=1", "red");
  await page.reload();
  assert.equal(await page.getAttribute("html", "data-colours"), "red");
  await page.click(".tools a[hreflang=en]");
  await page.waitForURL("**/en" + article);
  assert.ok((await page.textContent("main")).includes("written in Chinese only"));
  await page.context().close();
});

test("a subscriber's ten levels and broker queue go on by themselves, and stand still in the past", async () => {
  const page = await open("/quotes/XHKG/00700");
  await page.context().addCookies([{ name: "viewer", value: "subscriber", url: portal.url }]);
  await page.goto(portal.url + "/quotes/XHKG/00700");
  const book = () => page.$eval("[data-book]", (section) => section.textContent);
  const first = await book();
  await page.waitForFunction((was) => document.querySelector("[data-book]").textContent !== was, first, { timeout: 30000 });
  const rows = await page.$$eval("[data-book] tbody tr", (all) => all.map((row) => row.children.length));
  assert.ok(rows.length > 0 && rows.length <= 10 && rows.every((cells) => cells === 6), String(rows));
  await page.goto(portal.url + "/quotes/XHKG/00700" + founding);
  assert.equal(await page.$("[data-book]"), null);
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test("a subscriber sees level 1 in real time, bound to the stream", async () => {
  const page = await open("/account");
  await page.click("text=訂戶");
  await page.goto(portal.url + "/quotes/XHKG/00700");
  assert.ok(await page.$("[data-s='XHKG:00700'][data-live][data-delay='0']"));
  assert.notEqual(await page.textContent("data[data-f=bid]"), "–");
  await page.context().close();
});
