import { TapeElement, type Frame } from "../tape";
import { at } from "./moment";

const speeds = [1, 10, 60, 300, 600];

/** How often the address is brought to the replay's clock, so that a reload goes on from there. */
const addressEveryMs = 5000;

/**
 * The past running on: figures come from a stream of this reader's own, the page's clock goes with it, and whatever leads away from the
 * page carries the replay's moment and speed. An article published meanwhile brings the page's text to the same moment.
 */
export class ReplayElement extends TapeElement {
  #moment = this.dataset["asof"]!;
  #speed = Number(this.dataset["replay"]);
  #addressed = 0;
  #ended = false;

  override connectedCallback() {
    super.connectedCallback();
    const select = document.createElement("select");
    for (const speed of new Set([...speeds, this.#speed].sort((a, b) => a - b))) select.add(new Option(`${speed}×`, String(speed)));
    select.value = String(this.#speed);
    select.setAttribute("aria-label", this.dataset["speed"]!);
    select.addEventListener("change", () => {
      this.#speed = Number(select.value);
      this.#address(true);
      this.reopen();
    });
    this.append(select);
    for (const kind of ["pointerdown", "focusin", "click"]) document.addEventListener(kind, this.#carry, true);
    addEventListener("pagehide", () => this.#address(true));
  }

  override disconnectedCallback() {
    for (const kind of ["pointerdown", "focusin", "click"]) document.removeEventListener(kind, this.#carry, true);
    super.disconnectedCallback();
  }

  protected override get needsRows() {
    return false;
  }

  protected override stream(symbols: string) {
    return `/stream?symbols=${symbols}&asof=${encodeURIComponent(this.#moment)}&replay=${this.#speed}`;
  }

  protected override listen(source: EventSource) {
    super.listen(source);
    source.addEventListener("clock", (e) => this.#tell((JSON.parse(e.data) as Frame).moment));
    source.addEventListener("published", () => void this.#refresh());
    source.addEventListener("end", () => {
      this.#ended = true;
      this.close();
      this.say("caught");
    });
    source.onerror = () => {
      if (source.readyState === EventSource.CLOSED && !this.#ended) this.say("full");
      else this.say("lost");
    };
  }

  protected override take(frame: Frame, flash: boolean) {
    super.take(frame, flash);
    this.#tell(frame.moment);
  }

  protected override open() {
    if (!this.#ended) super.open();
  }

  #tell(moment: string) {
    if (Date.parse(moment) < Date.parse(this.#moment)) return;
    this.#moment = moment;
    for (const time of document.querySelectorAll<HTMLTimeElement>(".pagetime time, .past time")) {
      time.dateTime = moment;
      time.textContent = clock.format(new Date(moment)).replace(",", "") + " HKT (UTC+8)";
    }
    for (const asof of document.querySelectorAll<HTMLInputElement>("input[name=asof]")) asof.value = moment;
    this.#address(false);
  }

  #address(now: boolean) {
    if (!now && performance.now() - this.#addressed < addressEveryMs) return;
    this.#addressed = performance.now();
    history.replaceState(history.state, "", at(location.href, this.#moment, this.#speed));
  }

  #carry = (e: Event) => {
    const target = e.target as Element;
    const link = target.closest<HTMLAnchorElement>("a[href*='replay=']");
    if (link && !link.closest(".parts")) link.href = at(link.href, this.#moment, this.#speed);
  };

  async #refresh() {
    const answer = await fetch(at(location.href, this.#moment, this.#speed));
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    document.querySelector("main")!.replaceChildren(...page.querySelector("main")!.childNodes);
    this.bind();
    this.reopen();
  }
}

const clock = new Intl.DateTimeFormat("en-GB", { timeZone: "Asia/Hong_Kong", dateStyle: "short", timeStyle: "medium" });
