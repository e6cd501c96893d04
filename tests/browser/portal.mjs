import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const program = join(root, "src/Broadtape.Portal/bin/Release/net10.0/broadtape.dll");

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** A portal of its own on a free port and an empty folder; stop() ends both. */
export async function startPortal(...options) {
  if (!existsSync(program)) throw new Error(`${program} is not built`);
  const data = mkdtempSync(join(tmpdir(), "broadtape-"));
  const url = `http://127.0.0.1:${await freePort()}`;
  const child = spawn("dotnet", [program, "serve", "--data", data, "--urls", url, ...options], { stdio: ["ignore", "pipe", "pipe"] });
  let told = "";
  child.stdout.on("data", (d) => (told += d));
  child.stderr.on("data", (d) => (told += d));
  for (let i = 0; i < 1200; i++) {
    if (child.exitCode !== null) throw new Error(`the portal ended: ${told}`);
    try {
      if ((await fetch(`${url}/health/ready`)).ok) break;
    } catch {
      // Not listening yet.
    }
    if (i === 1199) throw new Error(`the portal did not get ready: ${told}`);
    await new Promise((r) => setTimeout(r, 100));
  }
  return {
    url,
    async stop() {
      const gone = new Promise((r) => child.once("exit", r));
      child.kill("SIGTERM");
      await gone;
      rmSync(data, { recursive: true, force: true });
    },
  };
}

export const startBrowser = () => chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });

/** A page of its own, with what went wrong in it (`errors`) and what it asked for (`asked`). */
export async function visit(browser, address, { width = 1280, height = 900, prepare, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, ...options });
  const page = await context.newPage();
  page.errors = [];
  page.on("pageerror", (e) => page.errors.push(String(e)));
  page.on("console", (m) => m.type() === "error" && page.errors.push(m.text()));
  page.asked = [];
  page.on("request", (r) => page.asked.push(r.url()));
  await prepare?.(page);
  page.answer = await page.goto(address, { waitUntil: "load" });
  return page;
}

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds wrong with a page, each with its first places, and whether it is wider than the window. */
export async function faults(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"] }));
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  return [
    ...violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html.slice(0, 160)).slice(0, 3).join(" ")}`),
    ...(over > 0 ? [`${over} pixels too wide`] : []),
  ];
}

/** How far a page has moved by itself since it began, watched for so long. */
export const shiftOf = (page, milliseconds) =>
  page.evaluate(
    (time) =>
      new Promise((resolve) => {
        let sum = 0;
        new PerformanceObserver((list) => list.getEntries().forEach((e) => (sum += e.hadRecentInput ? 0 : e.value))).observe({ type: "layout-shift", buffered: true });
        setTimeout(() => resolve(sum), time);
      }),
    milliseconds,
  );

export const article = "/articles/1001/one-port-two-clocks";
export const founding = "?asof=2026-01-09T00:08%2B08:00";
