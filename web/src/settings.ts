const year = 365 * 24 * 3600;

/** The reader's choice of light and of colours, in cookies: the server draws the next page with them, so that nothing flickers. */
export class SettingsElement extends HTMLElement {
  connectedCallback() {
    const words = this.dataset;
    this.replaceChildren(
      this.#choice("theme", words["themeLabel"]!, { auto: words["auto"]!, light: words["light"]!, dark: words["dark"]! }),
      this.#choice("colours", words["coloursLabel"]!, { green: words["green"]!, red: words["red"]!, safe: words["safe"]! }),
    );
    this.hidden = false;
  }

  #choice(name: "theme" | "colours", label: string, options: Record<string, string>) {
    const box = document.createElement("label");
    const select = document.createElement("select");
    for (const [value, text] of Object.entries(options)) select.add(new Option(text, value));
    select.value = document.documentElement.dataset[name]!;
    select.addEventListener("change", () => {
      document.documentElement.dataset[name] = select.value;
      document.cookie = `${name}=${select.value};path=/;max-age=${year};samesite=lax`;
    });
    box.append(label, " ", select);
    return box;
  }
}
