import { CandlestickSeries, createChart, createSeriesMarkers, type IChartApi, type UTCTimestamp } from "lightweight-charts";
import { coloursOf, onColours } from "./colours";

interface Info {
  name: string;
  ticker: string;
  description: string;
  exchange: string;
  timezone: string;
  pricescale: number;
  data_status: "streaming" | "delayed_streaming" | "endofday";
  delay: number;
  source: string;
}

interface History {
  s: "ok" | "no_data" | "error";
  errmsg?: string;
  nextTime?: number;
  t: number[];
  o: number[];
  h: number[];
  l: number[];
  c: number[];
}

const bars = 300;
const turnMs = 15_000;

/** A client of UDF like any other: asks config, symbols, history, marks and time, and draws what it is told. */
export class UdfChartElement extends HTMLElement {
  #box!: HTMLElement;
  #status!: HTMLElement;
  #chart: IChartApi | undefined;
  #symbol = this.dataset["symbol"]!;
  #resolution = "1D";
  #turn = 0;
  #forget = () => {};

  async connectedCallback() {
    this.#box = this.querySelector(".box")!;
    this.#status = this.querySelector("[role=status]")!;
    this.#forget = onColours(() => void this.#draw());
    const config = await this.#ask<{ supported_resolutions: string[] }>("config", {});
    this.#form(config.supported_resolutions);
    await this.#draw();
  }

  disconnectedCallback() {
    clearTimeout(this.#turn);
    this.#forget();
    this.#chart?.remove();
  }

  async #ask<T>(what: string, query: Record<string, string | number>): Promise<T> {
    const url = new URL(this.dataset["udf"]!, location.href);
    url.pathname += what;
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
    return (await (await fetch(url)).json()) as T;
  }

  #form(resolutions: string[]) {
    const form = document.createElement("form");
    const [symbol, select, list] = [document.createElement("input"), document.createElement("select"), document.createElement("datalist")];
    symbol.value = this.#symbol;
    symbol.setAttribute("list", (list.id = "udf-symbols"));
    symbol.setAttribute("aria-label", this.dataset["symbolLabel"]!);
    select.setAttribute("aria-label", this.dataset["resolutionLabel"]!);
    for (const resolution of resolutions) select.add(new Option(resolution, resolution, false, resolution === this.#resolution));
    symbol.addEventListener("input", async () => {
      const found = await this.#ask<{ ticker: string; description: string }[]>("search", { query: symbol.value, limit: 8 });
      list.replaceChildren(...found.map((f) => new Option(f.description, f.ticker)));
    });
    form.addEventListener("change", () => this.#choose(symbol.value, select.value));
    form.addEventListener("submit", (e) => {
      e.preventDefault();
      this.#choose(symbol.value, select.value);
    });
    form.append(symbol, list, select);
    this.prepend(form);
  }

  #choose(symbol: string, resolution: string) {
    [this.#symbol, this.#resolution] = [symbol, resolution];
    void this.#draw();
  }

  async #draw() {
    clearTimeout(this.#turn);
    const info = await this.#ask<Info & { s?: string; errmsg?: string }>("symbols", { symbol: this.#symbol });
    if (info.s === "error") return this.#fail(info.errmsg);
    const now = await this.#ask<number>("time", {});
    const span = { symbol: info.ticker, resolution: this.#resolution, from: 0, to: now + 86_400, countback: bars };
    const history = await this.#ask<History>("history", span);
    if (history.s !== "ok") return this.#fail(history.errmsg);
    const marks = await this.#ask<{ time: number[]; label: string[] }>("marks", { ...span, from: history.t[0]! });
    const scale = await this.#ask<{ time: number; label: string }[]>("timescale_marks", { ...span, from: history.t[0]! });
    this.#paint(info, history, [...marks.time.map((time, i) => ({ time, label: marks.label[i]! })), ...scale]);
    if (info.data_status !== "endofday") this.#turn = window.setTimeout(() => void this.#draw(), turnMs);
  }

  #paint(info: Info, { t, o, h, l, c }: History, marks: { time: number; label: string }[]) {
    this.#chart?.remove();
    const { lang } = document.documentElement;
    const { ink, line, up, down, soft } = coloursOf(this.#box);
    const decimals = Math.round(Math.log10(info.pricescale));
    this.#chart = createChart(this.#box, {
      autoSize: true,
      layout: { background: { color: "transparent" }, textColor: ink, fontFamily: getComputedStyle(this.#box).fontFamily, attributionLogo: false },
      localization: { locale: lang },
      grid: { vertLines: { visible: false }, horzLines: { color: line } },
      timeScale: { timeVisible: !this.#isDays, borderColor: line },
      handleScroll: { mouseWheel: false, vertTouchDrag: false },
      handleScale: { mouseWheel: false },
    });
    const priceFormat = { type: "price" as const, precision: decimals, minMove: 1 / info.pricescale };
    const series = this.#chart.addSeries(CandlestickSeries, { priceFormat, upColor: up, downColor: down, wickUpColor: up, wickDownColor: down, borderVisible: false });
    const wall = (time: number) => this.#wall(time, info.timezone);
    series.setData(t.map((time, i) => ({ time: wall(time), open: o[i]!, high: h[i]!, low: l[i]!, close: c[i]! })));
    const shown = [...marks].sort((a, b) => a.time - b.time);
    createSeriesMarkers(series, shown.map((m) => ({ time: wall(m.time), position: "aboveBar", shape: "circle", color: soft, text: m.label })));
    this.#chart.timeScale().fitContent();
    this.#box.dataset["bars"] = String(t.length);
    const newest = new Date(t[t.length - 1]! * 1000);
    const last = this.#isDays
      ? newest.toLocaleDateString(lang, { timeZone: "UTC", dateStyle: "medium" })
      : newest.toLocaleString(lang, { timeZone: info.timezone, dateStyle: "medium", timeStyle: "short" });
    this.#status.textContent = `${info.description} · ${info.exchange} · ${info.source} · ${this.dataset[info.data_status]!.replace("{0}", String(info.delay / 60))} · ${last}`;
  }

  get #isDays() {
    return /[DWM]$/.test(this.#resolution);
  }

  /** The market's own clock; days stand at midnight UTC already. */
  #wall(time: number, zone: string): UTCTimestamp {
    if (this.#isDays) return time as UTCTimestamp;
    const there = new Date(time * 1000).toLocaleString("sv-SE", { timeZone: zone });
    return (Date.parse(there.replace(" ", "T") + "Z") / 1000) as UTCTimestamp;
  }

  #fail(reason?: string) {
    this.#status.textContent = `${this.dataset["failed"]!}${reason ? ` (${reason})` : ""}`;
  }
}
