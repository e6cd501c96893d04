import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { article, faults, shiftOf, startBrowser, startPortal, visit } from "./portal.mjs";

const quote = "/quotes/XHKG/00700";
const past = "asof=2026-01-08T17:00%2B08:00";

let portal, browser;
before(async () => {
  portal = await startPortal();
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await portal?.stop();
});

const open = (path, options) => visit(browser, portal.url + path, options);

const drawn = (page) => page.waitForSelector(".box canvas");
const reading = (page) => page.textContent(".reading");
const charts = (page) => page.asked.filter((u) => u.includes("/api/v1/charts/"));

/** The drawing has taken in what was chosen when its statement of range has. */
const shows = (page, part) => page.waitForFunction((p) => document.querySelector("[data-file=csv]").href.includes(p), part);

test("without script the day stands as a drawing with its figures in words, for shares and indices", async () => {
  for (const [path, name] of [
    [quote, "騰訊控股走勢"],
    ["/quotes/XHKG/HSI", "恒生指數走勢"],
  ]) {
    const page = await open(`${path}?${past}`, { javaScriptEnabled: false });
    const words = await page.getAttribute(".box svg", "aria-label");
    assert.match(words, new RegExp(`${name}，08/01/2026 09:\\d\\d 至 08/01/2026 1[56]:\\d\\d：開 [\\d,.]+，高 [\\d,.]+，低 [\\d,.]+，最新 [\\d,.]+`));
    assert.equal(await page.locator(".box svg .break").count(), 1);
    assert.ok(await page.isVisible(".masthead a[hreflang=en]"));
    assert.ok((await page.textContent(".chart figcaption")).includes("數據時間 08/01/2026"));
    await page.click("[data-range='1y']");
    await page.waitForURL("**range=1y**");
    assert.ok(page.url().includes("asof="));
    await page.click(".chart .rows summary");
    assert.ok((await page.locator(".chart .rows tbody tr").count()) > 0);
    await page.context().close();
  }
});

test("the script draws in the same box, moves nothing, and asks nobody else", async () => {
  const page = await open(quote);
  await drawn(page);
  const shift = await shiftOf(page, 1500);
  assert.ok(shift <= 0.002, `layout shift ${shift}`);
  assert.deepEqual(page.asked.filter((u) => !u.startsWith(portal.url)), []);
  assert.deepEqual(page.errors, []);
  assert.ok(await page.isVisible("text=TradingView Lightweight Charts"));
  assert.ok((await page.textContent(".chart figcaption")).includes("延遲最少15分鐘"));
  await page.context().close();
});

test("an article asks for no chart", async () => {
  const page = await open(article);
  assert.deepEqual(page.asked.filter((u) => u.includes("/assets/chart")), []);
  await page.context().close();
});

test("keys move the crosshair and say where it stands", async () => {
  const page = await open(`/en${quote}?${past}`);
  await drawn(page);
  await page.focus(".box");
  assert.ok((await reading(page)).includes("Arrow keys"));
  await page.keyboard.press("End");
  const last = await reading(page);
  assert.match(last, /8 Jan 2026 1[56]:\d\d · Open [\d.]+ · High [\d.]+ · Low [\d.]+ · Close [\d.]+/);
  assert.equal(await page.getAttribute(".reading", "aria-live"), "polite");
  await page.keyboard.press("ArrowLeft");
  assert.notEqual(await reading(page), last);
  await page.keyboard.press("ArrowRight");
  assert.equal(await reading(page), last);
  await page.keyboard.press("+");
  await page.keyboard.press("-");
  await page.keyboard.press("Home");
  assert.match(await reading(page), /8 Jan 2026 09:\d\d/);
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test("ranges, indicators and raw prices are drawn, tabled and filed as one", async () => {
  const page = await open(`/en${quote}?${past}`);
  await drawn(page);
  await page.click("[data-range='5d']");
  await shows(page, "range=5d");
  assert.equal(await page.getAttribute("[data-range='5d']", "aria-current"), "true");
  await page.click(".menu summary");
  for (const line of ["sma20", "rsi14", "macd"]) {
    await page.check(`[name=lines][value=${line}]`);
    await shows(page, line);
  }
  await page.check("[name=prices]");
  await shows(page, "prices=raw");
  assert.equal(await page.getAttribute(".box", "data-panes"), "2");
  await page.selectOption("[name=style]", "candles");
  await drawn(page);
  await page.click("bt-chart .rows summary");
  const heads = await page.$$eval("bt-chart .rows thead th", (all) => all.map((h) => h.textContent));
  assert.deepEqual(heads, ["Time", "Open", "High", "Low", "Close", "Volume", "SMA 20", "RSI 14", "MACD", "MACD 9", "MACD ±"]);
  const rows = await page.$$eval("bt-chart .rows tbody tr", (all) => all.map((r) => [...r.children].slice(1).map((c) => c.textContent.replace(/[,+%–]/g, ""))));
  const csv = await (await fetch(await page.$eval("[data-file=csv]", (a) => a.href))).text();
  const filed = csv
    .split("\r\n")
    .filter((l) => /^\d{4}-/.test(l))
    .map((l) => l.split(","))
    .map((c) => [...c.slice(1, 6), ...c.slice(7)]);
  assert.ok(rows.length > 50);
  assert.deepEqual(rows.reverse(), filed);
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test("another instrument is compared in percent, found by what people type", async () => {
  const page = await open(`${quote}?range=5d`);
  await drawn(page);
  await page.fill("[name=versus]", "恒指");
  await page.keyboard.press("Tab");
  await shows(page, "versus=XHKG%3AHSI");
  assert.deepEqual(await page.$$eval(".legend li", (all) => all.map((l) => l.textContent)), ["騰訊控股", "恒生指數"]);
  assert.ok((await page.textContent(".chart figcaption")).includes("恒生指數（即時）"));
  await page.fill("[name=versus]", "沒有這隻");
  await page.keyboard.press("Tab");
  await page.waitForFunction(() => document.querySelector(".reading").textContent.includes("沒有這隻"));
  await page.context().close();
});

test("the picture and the file can be kept, and say whose figures they hold", async () => {
  const page = await open(quote);
  await drawn(page);
  const [png] = await Promise.all([page.waitForEvent("download"), page.click("[data-file=png]")]);
  assert.equal(png.suggestedFilename(), "XHKG-00700-1d.png");
  const bytes = readFileSync(await png.path());
  assert.equal(bytes.subarray(1, 4).toString(), "PNG");
  const box = await page.locator(".box").boundingBox();
  assert.ok(bytes.readUInt32BE(20) > box.height + 40, "no room for the words under the picture");
  const [csv] = await Promise.all([page.waitForEvent("download"), page.click("[data-file=csv]")]);
  assert.ok(readFileSync(await csv.path(), "utf8").includes("延遲最少15分鐘"));
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test("a chart asks again only where its figures may be pushed, and never of the past", async () => {
  for (const [path, again] of [
    [quote, true],
    [`${quote}?${past}`, false],
    ["/quotes/XHKG/HSI", false],
  ]) {
    const page = await open(path, { prepare: (p) => p.clock.install() });
    await drawn(page);
    const before = charts(page).length;
    await page.clock.fastForward(16_000);
    await page.waitForTimeout(500);
    assert.equal(charts(page).length > before, again, path);
    await page.context().close();
  }
});

test("the reader's colours are the chart's, at once", async () => {
  const page = await open(quote);
  await drawn(page);
  await page.evaluate(() => (document.querySelector(".box canvas").dataset.old = "1"));
  await page.selectOption("bt-settings select >> nth=0", "dark");
  await page.waitForSelector(".box canvas:not([data-old])");
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test("a page that knows only UDF draws the same market, as late", async () => {
  const page = await open("/about/udf-chart");
  await page.waitForSelector("bt-udf-chart .box[data-bars] canvas");
  assert.ok((await page.textContent("bt-udf-chart [role=status]")).includes("延遲最少15分鐘"));
  const asked = page.asked.map((u) => new URL(u).pathname).filter((p) => !p.startsWith("/assets/") && !["/about/udf-chart", "/favicon.svg", "/stream"].includes(p));
  assert.ok(asked.length >= 6 && asked.every((p) => p.startsWith("/udf/")), asked.join("\n"));
  await page.selectOption("bt-udf-chart select", "5");
  await page.waitForFunction(() => Number(document.querySelector("bt-udf-chart .box").dataset.bars) > 50);
  await page.waitForFunction(() => /\d:\d\d/.test(document.querySelector("bt-udf-chart [role=status]").textContent));
  await page.fill("bt-udf-chart input", "NOPE");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector("bt-udf-chart [role=status]").textContent.includes("unknown_symbol"));
  assert.deepEqual(page.errors.filter((e) => !e.includes("404")), []);
  await page.context().close();
});

for (const width of [360, 768, 1280])
  for (const colorScheme of ["light", "dark"])
    test(`axe finds nothing in an opened chart at ${width} pixels, ${colorScheme}`, async () => {
      const wrong = [];
      for (const path of [`/en${quote}?range=5d&lines=sma20,boll20,rsi14,macd`, `/zh-hans${quote}?range=5d&versus=XHKG:HSI`, "/about/udf-chart"]) {
        const page = await open(path, { width, colorScheme, bypassCSP: true });
        await drawn(page);
        await page.$$eval(".chart details", (all) => all.forEach((d) => (d.open = true)));
        wrong.push(...(await faults(page)).map((fault) => `${path}: ${fault}`));
        await page.context().close();
      }
      assert.deepEqual(wrong, []);
    });
