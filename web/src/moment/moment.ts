/** The time machine's control: the slider shows where it stands while it moves, and leads there when it is let go. */
export class MomentElement extends HTMLElement {
  connectedCallback() {
    const slide = this.querySelector<HTMLElement>(".slide")!;
    const range = slide.querySelector("input")!;
    const output = slide.querySelector("output")!;
    const from = Date.parse(range.dataset["from"]!);
    const clock = new Intl.DateTimeFormat("en-GB", { timeZone: this.dataset["zone"]!, hour: "2-digit", minute: "2-digit" });
    const moment = () => new Date(from + range.valueAsNumber * 1000);
    const say = () => {
      output.textContent = clock.format(moment());
      range.setAttribute("aria-valuetext", output.textContent);
    };
    range.addEventListener("input", () => {
      if (range.dataset["most"]) range.valueAsNumber = Math.min(range.valueAsNumber, Number(range.dataset["most"]));
      say();
    });
    range.addEventListener("change", () => location.assign(at(this.dataset["page"]!, moment())));
    say();
    slide.hidden = false;
  }
}

/** An address of this site at another moment; what else it asks for stays. */
export function at(address: string, moment: Date | string, speed?: number) {
  const url = new URL(address, location.href);
  url.searchParams.set("asof", typeof moment === "string" ? moment : moment.toISOString());
  if (speed) url.searchParams.set("replay", String(speed));
  return url.pathname + url.search + url.hash;
}
