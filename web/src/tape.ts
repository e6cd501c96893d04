import { drawBook, type Book } from "./book";

/** One instrument's change as the stream tells it; field names are those of `data-f`. */
interface Row {
  s: string;
  state: string;
  dir: string;
  time?: string;
  f: Record<string, string>;
}

export interface Frame {
  moment: string;
  rows: Row[];
  book?: Book;
}

const limit = 500;

/**
 * Brings the page's figures to life: one event source for every row that may be bound (`data-live`), a button that stops it, and
 * nothing that moves the page. Words come from the server, in the page's edition.
 */
export class TapeElement extends HTMLElement {
  #source: EventSource | undefined;
  #rows = new Map<string, HTMLElement[]>();
  #button = document.createElement("button");
  #book = document.querySelector<HTMLElement>("[data-book]");
  #status = document.createElement("span");
  #paused = false;
  #states = new Map(this.dataset["states"]!.split(",").map((s) => s.split(":") as [string, string]));

  connectedCallback() {
    this.bind();
    if (this.#rows.size === 0 && this.needsRows) return;
    this.#button.type = "button";
    this.#button.addEventListener("click", () => this.#pause(!this.#paused));
    this.#status.setAttribute("role", "status");
    this.replaceChildren(this.#button, this.#status);
    this.hidden = false;
    document.addEventListener("visibilitychange", this.#look);
    this.#pause(false);
  }

  disconnectedCallback() {
    document.removeEventListener("visibilitychange", this.#look);
    this.close();
  }

  /** A page without rows that may be bound has nothing to stream. */
  protected get needsRows() {
    return true;
  }

  /** Finds the rows anew. */
  protected bind() {
    this.#rows.clear();
    for (const row of document.querySelectorAll<HTMLElement>("[data-live][data-s]")) {
      const symbol = row.dataset["s"]!;
      this.#rows.set(symbol, [...(this.#rows.get(symbol) ?? []), row]);
    }
  }

  protected reopen() {
    if (!this.#source) return;
    this.close();
    this.open();
  }

  #look = () => {
    if (document.hidden) this.close();
    else if (!this.#paused) this.open();
  };

  #pause(paused: boolean) {
    this.#paused = paused;
    this.#button.setAttribute("aria-pressed", String(paused));
    this.#button.textContent = this.dataset[paused ? "resume" : "pause"]!;
    if (paused) {
      this.close();
      this.say("off");
    } else this.open();
  }

  protected open() {
    if (this.#source) return;
    this.#source = new EventSource(this.stream([...this.#rows.keys()].slice(0, limit).map(encodeURIComponent).join(",")));
    this.listen(this.#source);
  }

  protected stream(symbols: string) {
    const book = this.#book ? `&book=${encodeURIComponent(this.#book.dataset["book"]!)}` : "";
    return `/stream?symbols=${symbols}${book}`;
  }

  protected listen(source: EventSource) {
    source.onopen = () => this.say("on");
    source.onerror = () => this.say("lost");
    const take = (e: MessageEvent<string>) => this.take(JSON.parse(e.data) as Frame, e.type === "delta");
    source.addEventListener("snapshot", take);
    source.addEventListener("delta", take);
  }

  protected close() {
    this.#source?.close();
    this.#source = undefined;
  }

  protected say(word: "on" | "off" | "lost" | "caught" | "full") {
    const text = this.dataset[word]!;
    if (this.#status.textContent !== text) this.#status.textContent = text;
    this.dataset["state"] = word;
  }

  protected take(frame: Frame, flash: boolean) {
    for (const row of frame.rows) for (const element of this.#rows.get(row.s) ?? []) this.#apply(row, element, flash);
    if (frame.book && this.#book) drawBook(this.#book, frame.book);
  }

  #apply(row: Row, element: HTMLElement, flash: boolean) {
    if (element.dataset["state"] !== row.state) {
      element.dataset["state"] = row.state;
      const word = element.querySelector('[data-f="state"]');
      if (word) word.textContent = this.#states.get(row.state) ?? row.state;
    }
    if (row.time) element.dataset["t"] = row.time;
    if (element.dataset["dir"] !== row.dir) {
      element.dataset["dir"] = row.dir;
      const word = element.querySelector('[data-f="direction"]');
      if (word) word.textContent = this.dataset[row.dir] ?? "–";
    }
    for (const [field, text] of Object.entries(row.f))
      for (const figure of element.querySelectorAll<HTMLDataElement>(`data[data-f="${field}"]`)) {
        if (figure.textContent === text) continue;
        const before = Number(figure.value);
        figure.textContent = text;
        figure.value = text === "–" ? "" : text.replace(/[,+%]/g, "");
        delete figure.dataset["t"];
        delete figure.dataset["none"];
        if (flash) this.#flash(figure, Number(figure.value) - before);
      }
  }

  #flash(figure: HTMLElement, moved: number) {
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    figure.classList.remove("rose", "fell");
    void figure.offsetWidth;
    figure.classList.add(moved < 0 ? "fell" : "rose");
  }
}
