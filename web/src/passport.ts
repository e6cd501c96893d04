/**
 * A figure's passport in words, when it is pointed at, tapped or reached by keyboard: source, data time, delay, state. The words come from
 * the server, in the page's edition. All figures are one stop of the tab key; arrows lead from one to the next.
 */
export class PassportElement extends HTMLElement {
  #tip = document.createElement("div");
  #shown: HTMLElement | undefined;
  /** The page's own zone, as its times are written, and not the reader's. */
  #zone = new Intl.DateTimeFormat("en-GB", { timeZone: "Asia/Hong_Kong", dateStyle: "short", timeStyle: "medium" });

  connectedCallback() {
    this.#tip.id = "passport";
    this.#tip.role = "tooltip";
    this.#tip.popover = "manual";
    document.body.append(this.#tip);
    const main = document.querySelector("main");
    const first = main?.querySelector<HTMLElement>("data.fig");
    if (first) first.tabIndex = 0;
    document.addEventListener("pointerover", (e) => this.#show(this.#figure(e)));
    document.addEventListener("click", (e) => this.#show(this.#figure(e)));
    document.addEventListener("focusin", (e) => this.#show(this.#figure(e)));
    document.addEventListener("keydown", (e) => {
      if (e.key === "Escape") this.#show(undefined);
      else if (main && this.#figure(e)) this.#move(e, [...main.querySelectorAll<HTMLElement>("data.fig")]);
    });
    // A figure reached by keyboard is scrolled to: its passport goes with it.
    addEventListener("scroll", () => this.#shown && this.#place(this.#shown), { passive: true, capture: true });
  }

  #figure(e: Event) {
    return (e.target as Element | null)?.closest?.<HTMLElement>("data.fig") ?? undefined;
  }

  #move(e: KeyboardEvent, figures: HTMLElement[]) {
    const at = figures.indexOf(this.#figure(e)!);
    const to = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: figures.length - 1 }[e.key];
    const next = to === undefined ? undefined : figures[to];
    if (!next) return;
    e.preventDefault();
    figures[at]!.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  }

  #show(figure: HTMLElement | undefined) {
    if (figure === this.#shown) return;
    this.#shown?.removeAttribute("aria-describedby");
    this.#shown = figure;
    if (!figure) {
      this.#tip.hidePopover();
      return;
    }
    this.#tip.replaceChildren(...this.#words(figure).map((words) => Object.assign(document.createElement("p"), { textContent: words })));
    figure.setAttribute("aria-describedby", this.#tip.id);
    this.#tip.showPopover();
    this.#place(figure);
  }

  #place(figure: HTMLElement) {
    const place = figure.getBoundingClientRect();
    const tip = this.#tip.getBoundingClientRect();
    const below = place.bottom + 6;
    this.#tip.style.left = `${Math.max(4, Math.min(place.right - tip.width, innerWidth - tip.width - 4))}px`;
    this.#tip.style.top = `${below + tip.height > innerHeight ? place.top - tip.height - 6 : below}px`;
  }

  /** What stands on the figure stands over what stands on its row. */
  #words(figure: HTMLElement): string[] {
    const row = figure.closest<HTMLElement>("[data-s]")?.dataset ?? {};
    const own = { ...row, ...figure.dataset } as Record<string, string | undefined>;
    if (own["none"]) return [this.#of("absences", own["none"])];
    const say = this.dataset;
    const delay = own["delay"] === "0" ? say["realTime"]! : say["delayed"]!.replace("{}", own["delay"] ?? "");
    const remarks = [own["computed"] === undefined ? "" : say["computed"]!, own["extended"] === undefined ? "" : say["extended"]!];
    return [
      [row["s"], own["u"]].filter(Boolean).join(" · "),
      `${say["source"]} ${this.#of("sources", own["src"] ?? "")}`,
      `${say["time"]} ${own["t"] ? this.#zone.format(new Date(own["t"])).replace(",", "") + " HKT" : "–"}`,
      [delay, this.#of("states", own["state"] ?? ""), ...remarks].filter((w, i, all) => w && all.indexOf(w) === i).join(" · "),
    ].filter(Boolean);
  }

  /** Lists are written name:words|name:words. */
  #of(list: string, name: string): string {
    return this.dataset[list]!.split("|").find((w) => w.startsWith(name + ":"))?.slice(name.length + 1) ?? name;
  }
}
