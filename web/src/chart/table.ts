import type { ChartData, Column } from "./data";

/** The columns of a chart in the order of its table. */
export function columnsOf(data: ChartData): Column[] {
  const { open, high, low, close, volume } = data.bars;
  return [open, high, low, close, ...(volume ? [volume] : []), ...data.lines, ...(data.versus ?? []).map((v) => ({ ...v, name: `${v.name} %` }))];
}

/** The same figures as the picture, newest first. */
export function drawTable(table: HTMLTableElement, data: ChartData, time: string) {
  const columns = columnsOf(data);
  const head = document.createElement("thead");
  head.append(row("th", [time, ...columns.map((c) => c.name)], "col"));
  const body = document.createElement("tbody");
  for (let i = data.slots.length - 1; i >= 0; i--)
    if (data.bars.close.figures[i]) body.append(row("td", [data.slots[i]![1], ...columns.map((c) => c.figures[i] ?? "–")], "row"));
  table.replaceChildren(head, body);
}

/** A slot in words: time, then each column's name and figure. */
export const sayOf = (data: ChartData, slot: number) =>
  [data.slots[slot]![1], ...columnsOf(data).flatMap((c) => (c.figures[slot] ? [`${c.name} ${c.figures[slot]}`] : []))].join(" · ");

function row(tag: "th" | "td", texts: string[], scope: string) {
  const row = document.createElement("tr");
  texts.forEach((text, i) => {
    const cell = document.createElement(i === 0 ? "th" : tag);
    if (cell.tagName === "TH") cell.setAttribute("scope", i === 0 && scope === "row" ? "row" : "col");
    if (i > 0) cell.className = "n";
    cell.textContent = text;
    row.append(cell);
  });
  return row;
}
