/** A figure says where it is from and when it was made, when pointed at: the words are made of its attributes. */
export function showPassports() {
  const zone = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "short", timeStyle: "medium" });
  document.addEventListener("pointerover", (e) => {
    const figure = (e.target as Element).closest<HTMLElement>("data.fig");
    if (!figure || figure.dataset["none"]) return;
    const row = figure.closest<HTMLElement>("[data-s]")?.dataset ?? {};
    const own = { ...row, ...figure.dataset } as Record<string, string | undefined>;
    const time = own["t"] ? zone.format(new Date(own["t"])) : "–";
    figure.title = [row["s"], own["u"], own["src"], time, own["delay"] === "0" ? "0′" : `≥ ${own["delay"]}′`, own["state"]].filter(Boolean).join(" · ");
  });
}
