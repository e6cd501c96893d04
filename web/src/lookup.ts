interface Found {
  code: string;
  name: string;
  href: string;
}

/** Suggestions under the look-up; without them it is a form like any other. */
export class LookupElement extends HTMLElement {
  #input!: HTMLInputElement;
  #list = document.createElement("ul");
  #asked = 0;
  #wait = 0;

  connectedCallback() {
    this.#input = this.querySelector("input")!;
    this.#list.id = "lookup-list";
    this.#list.setAttribute("role", "listbox");
    this.#list.setAttribute("aria-label", this.#input.getAttribute("aria-label")!);
    this.#list.hidden = true;
    this.append(this.#list);
    for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": this.#list.id, "aria-expanded": "false" }))
      this.#input.setAttribute(name, value);
    this.#input.addEventListener("input", () => {
      clearTimeout(this.#wait);
      this.#wait = window.setTimeout(() => void this.#ask(), 120);
    });
    this.#input.addEventListener("keydown", (e) => this.#key(e));
    this.addEventListener("focusout", (e) => {
      if (!this.contains(e.relatedTarget as Node | null)) this.#show([]);
    });
  }

  /** A past page leads to pages of the same moment; its form carries it. */
  get #moment() {
    return [...this.querySelectorAll<HTMLInputElement>("input[type=hidden]")].map((i) => `&${i.name}=${encodeURIComponent(i.value)}`).join("");
  }

  async #ask() {
    const query = this.#input.value.trim();
    const turn = ++this.#asked;
    const prefix = /^\/(en|zh-hans)(?=\/|$)/.exec(location.pathname)?.[0] ?? "";
    const answer = query ? await fetch(`${prefix}/api/v1/instruments?q=${encodeURIComponent(query)}${this.#moment}`) : undefined;
    const found = answer?.ok ? ((await answer.json()) as Found[]) : [];
    // An older answer may come after a newer one.
    if (turn === this.#asked) this.#show(found, prefix);
  }

  #show(found: Found[], prefix = "") {
    this.#list.replaceChildren(
      ...found.slice(0, 8).map((f, i) => {
        const href = prefix + f.href + this.#moment.replace("&", "?");
        const item = document.createElement("li");
        item.id = `lookup-${i}`;
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", "false");
        item.dataset["href"] = href;
        const code = document.createElement("small");
        code.textContent = f.code;
        item.append(code, " ", f.name);
        item.addEventListener("mousedown", (e) => {
          e.preventDefault();
          location.assign(href);
        });
        return item;
      }),
    );
    this.#list.hidden = found.length === 0;
    this.#input.setAttribute("aria-expanded", String(found.length > 0));
    this.#input.removeAttribute("aria-activedescendant");
  }

  #key(e: KeyboardEvent) {
    const items = [...this.#list.children] as HTMLElement[];
    const at = items.findIndex((i) => i.ariaSelected === "true");
    if (e.key === "Escape") this.#show([]);
    else if (e.key === "Enter" && at >= 0) {
      e.preventDefault();
      location.assign(items[at]!.dataset["href"]!);
    } else if (items.length > 0 && (e.key === "ArrowDown" || e.key === "ArrowUp")) {
      e.preventDefault();
      const next = (at + (e.key === "ArrowDown" ? 1 : at < 0 ? 0 : -1) + items.length) % items.length;
      items.forEach((item, i) => (item.ariaSelected = String(i === next)));
      this.#input.setAttribute("aria-activedescendant", items[next]!.id);
    }
  }
}
