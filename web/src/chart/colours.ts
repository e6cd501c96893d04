export interface Colours {
  ink: string;
  soft: string;
  line: string;
  accent: string;
  up: string;
  down: string;
  others: string[];
}

/** The reader's colours as the page resolves them now: light or dark, green or red or safe. */
export function coloursOf(element: HTMLElement): Colours {
  const probe = document.createElement("i");
  element.append(probe);
  const of = (name: string) => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const colours = {
    ink: of("ink"),
    soft: of("soft"),
    line: of("line"),
    accent: of("accent"),
    up: of("up"),
    down: of("down"),
    others: ["line-1", "line-2", "line-3", "line-4", "line-5", "line-6"].map(of),
  };
  probe.remove();
  return colours;
}

/** The same colour, thinner. */
export const faint = (colour: string) => colour.replace(/^rgb\((.*)\)$/, "rgba($1, 0.35)");

/** Calls back when the reader or the system changes them. */
export function onColours(changed: () => void): () => void {
  const watch = new MutationObserver(changed);
  watch.observe(document.documentElement, { attributeFilter: ["data-theme", "data-colours"] });
  const dark = matchMedia("(prefers-color-scheme: dark)");
  dark.addEventListener("change", changed);
  return () => {
    watch.disconnect();
    dark.removeEventListener("change", changed);
  };
}
