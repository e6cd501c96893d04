import { onColours } from "./colours";
import type { ChartData } from "./data";
import { Picture } from "./picture";
import { savePng } from "./png";
import { drawTable, sayOf } from "./table";

/** How often a chart that may tick asks again. */
const turnMs = 15_000;

/**
 * Draws the chart in place of the server's picture, in the same box, and asks the server again when the reader wants another range or
 * other lines. Figures and words are the server's; nothing is computed here but where a figure stands.
 */
export class ChartElement extends HTMLElement {
  #box!: HTMLElement;
  #reading!: HTMLElement;
  #picture: Picture | undefined;
  #data: ChartData | undefined;
  #query = new URLSearchParams(this.dataset["query"]);
  #style = "line";
  #slot = -1;
  #asked = 0;
  #turn = 0;
  #forget = () => {};

  connectedCallback() {
    this.#box = this.querySelector(".box")!;
    this.#reading = this.querySelector(".reading")!;
    for (const link of this.querySelectorAll<HTMLAnchorElement>("[data-range]"))
      link.addEventListener("click", (e) => {
        if (e.metaKey || e.ctrlKey || e.shiftKey) return;
        e.preventDefault();
        this.#change("range", link.dataset["range"]!);
      });
    this.querySelector(".options")!.addEventListener("change", (e) => this.#choose(e.target as HTMLInputElement));
    const png = this.querySelector<HTMLButtonElement>("[data-file=png]")!;
    png.hidden = false;
    png.addEventListener("click", () => this.#save());
    this.querySelector(".rows")!.addEventListener("toggle", () => this.#table());
    this.#box.addEventListener("keydown", (e) => this.#key(e));
    this.#box.addEventListener("blur", () => this.#rest());
    this.#box.addEventListener("focus", () => this.#say(this.dataset["keys"]!));
    this.#forget = onColours(() => this.#draw());
    void this.#ask();
  }

  disconnectedCallback() {
    clearTimeout(this.#turn);
    this.#forget();
    this.#picture?.remove();
  }

  #choose(input: HTMLInputElement | HTMLSelectElement) {
    if (input.name === "style") {
      this.#style = input.value;
      this.#draw();
    } else if (input.name === "lines") this.#change("lines", [...this.querySelectorAll<HTMLInputElement>("[name=lines]:checked")].map((i) => i.value).join(","));
    else if (input.name === "prices") this.#change("prices", (input as HTMLInputElement).checked ? "raw" : "");
    else this.#change(input.name, input.value.trim());
  }

  #change(name: string, value: string) {
    if (value) this.#query.set(name, value);
    else this.#query.delete(name);
    void this.#ask();
  }

  /** The address of these figures: the page's moment and edition are in it already. */
  #address(of: string) {
    const url = new URL(of, location.href);
    for (const name of ["range", "lines", "versus", "prices"]) url.searchParams.delete(name);
    for (const [name, value] of this.#query) url.searchParams.set(name, value);
    return url.href;
  }

  async #ask() {
    const turn = ++this.#asked;
    clearTimeout(this.#turn);
    const answer = await fetch(this.#address(this.dataset["source"]!)).catch(() => undefined);
    // An older answer may come after a newer one.
    if (turn !== this.#asked) return;
    if (!answer?.ok) this.#say(((await answer?.json().catch(() => undefined)) as { title?: string } | undefined)?.title ?? this.dataset["failed"]!);
    else this.#take((await answer.json()) as ChartData);
    if (this.#data?.ticks) this.#turn = window.setTimeout(() => this.#again(), turnMs);
  }

  /** Nobody looks at a hidden page, and who has stopped the page's figures has stopped these. */
  #again() {
    if (document.hidden || document.querySelector<HTMLElement>("bt-tape")?.dataset["state"] === "off") this.#turn = window.setTimeout(() => this.#again(), turnMs);
    else void this.#ask();
  }

  #take(data: ChartData) {
    const same = this.#data?.query === data.query && this.#picture;
    this.#data = data;
    this.#query = new URLSearchParams(data.query);
    if (same && same.fits(data)) {
      same.draw(data);
      if (this.#box !== document.activeElement) this.#rest();
    } else {
      this.#slot = -1;
      this.#draw();
    }
    for (const link of this.querySelectorAll("[data-range]"))
      if (link.getAttribute("data-range") === this.#query.get("range")) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    this.querySelector("figcaption")!.textContent = data.words;
    this.querySelector<HTMLAnchorElement>("[data-file=csv]")!.href = this.#address(this.dataset["csv"]!);
    this.#box.setAttribute("aria-label", data.summary);
    this.#events(data);
    this.#table();
  }

  #draw() {
    if (!this.#data) return;
    this.#picture?.remove();
    this.#box.replaceChildren();
    this.#box.tabIndex = 0;
    this.#box.setAttribute("role", "application");
    this.#box.dataset["panes"] = String(new Set(this.#data.lines.map((l) => /^(rsi|macd)/.exec(l.id!)?.[0]).filter(Boolean)).size);
    this.#picture = new Picture(this.#box, this.#data, this.#style, this.dataset["before"]!);
    const legend = document.createElement("ul");
    legend.className = "legend";
    for (const { name, colour } of this.#picture.legend) {
      const item = document.createElement("li");
      item.textContent = name;
      item.style.color = colour;
      legend.append(item);
    }
    this.#box.append(legend);
    this.#picture.onPointer((slot) => (slot === undefined ? this.#rest() : this.#say(sayOf(this.#data!, slot), "off")));
    this.#rest();
  }

  #key(e: KeyboardEvent) {
    const last = this.#newest;
    if (!this.#data || last < 0 || e.ctrlKey || e.metaKey || e.altKey) return;
    const step = (by: number) => this.#point(this.#slot < 0 ? last : this.#next(this.#slot, by));
    const keys: Record<string, () => void> = {
      ArrowLeft: () => step(-1),
      ArrowRight: () => step(1),
      PageUp: () => step(-10),
      PageDown: () => step(10),
      Home: () => this.#point(this.#data!.bars.close.figures.findIndex((f) => f !== null)),
      End: () => this.#point(last),
      "+": () => this.#picture!.zoom(0.7, this.#slot < 0 ? last : this.#slot),
      "=": () => this.#picture!.zoom(0.7, this.#slot < 0 ? last : this.#slot),
      "-": () => this.#picture!.zoom(1 / 0.7, this.#slot < 0 ? last : this.#slot),
    };
    const done = keys[e.key];
    if (!done) return;
    e.preventDefault();
    done();
  }

  /** The nearest slot with a bar in that direction; where there is none, it stays. */
  #next(from: number, by: number) {
    const { figures } = this.#data!.bars.close;
    let [at, left] = [from, Math.abs(by)];
    for (let i = from + Math.sign(by); i >= 0 && i < figures.length && left > 0; i += Math.sign(by))
      if (figures[i]) {
        at = i;
        left--;
      }
    return at;
  }

  #point(slot: number) {
    this.#slot = slot;
    this.#picture!.point(slot);
    this.#say(sayOf(this.#data!, slot));
  }

  /** Keys are announced; what a pointer passes over is only shown. */
  #say(text: string, live = "polite") {
    this.#reading.setAttribute("aria-live", live);
    this.#reading.textContent = text;
  }

  get #newest() {
    return this.#data?.bars.close.figures.reduce((newest, figure, i) => (figure ? i : newest), -1) ?? -1;
  }

  /** With nothing pointed at, the newest bar is read. */
  #rest() {
    this.#say(this.#newest < 0 ? "" : sayOf(this.#data!, this.#newest), "off");
  }

  #table() {
    const rows = this.querySelector<HTMLDetailsElement>(".rows")!;
    if (rows.open && this.#data) drawTable(rows.querySelector("table")!, this.#data, this.dataset["time"]!);
  }

  #events(data: ChartData) {
    const happened = this.querySelector<HTMLElement>(".happened")!;
    happened.hidden = data.events.length === 0;
    happened.querySelector("ul")!.replaceChildren(
      ...data.events.map((e) => {
        const [item, time] = [document.createElement("li"), document.createElement("small")];
        time.textContent = data.slots[e.slot]![1];
        const text = document.createElement(e.href ? "a" : "span");
        text.lang = e.lang;
        text.textContent = e.text;
        if (e.href) text.setAttribute("href", e.href);
        item.append(time, " ", text);
        return item;
      }),
    );
  }

  #save() {
    if (!this.#data || !this.#picture) return;
    const { symbol, name, words } = this.#data;
    savePng(this.#picture.canvas, `${name} ${symbol}`, this.#picture.legend, words, `${symbol.replace(":", "-")}-${this.#query.get("range")}.png`, this.#box);
  }
}
