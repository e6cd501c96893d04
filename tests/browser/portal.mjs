import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
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

export const article = "/articles/1001/one-port-two-clocks";
export const founding = "?asof=2026-01-09T00:08%2B08:00";
