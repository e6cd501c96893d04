/** Ten levels and the broker queue as the stream tells them: levels are price, quantity, orders; a queue's entry is spreads, then brokers. */
export interface Book {
  s: string;
  state: string;
  time?: string;
  bids: [string, string, number][];
  asks: [string, string, number][];
  buyers: number[][];
  sellers: number[][];
  buyersMore: boolean;
  sellersMore: boolean;
}

const plain = (text: string) => text.replace(/[,+%]/g, "");

function figure(text = ""): HTMLElement {
  const data = document.createElement("data");
  data.className = "fig";
  data.value = plain(text);
  data.textContent = text;
  return data;
}

function fill(parent: Element, tag: string, className: string, ...content: (Node | string)[]) {
  const element = document.createElement(tag);
  element.className = className;
  element.append(...content);
  parent.append(element);
  return element;
}

/** Draws a book where the page has one bound (`data-book`); the words beside the numbers are the page's own. */
export function drawBook(section: HTMLElement, book: Book) {
  const table = section.querySelector<HTMLElement>("table");
  const body = table?.querySelector("tbody");
  if (!table || !body) return;
  table.dataset["state"] = book.state;
  if (book.time) table.dataset["t"] = book.time;
  const time = section.querySelector("time");
  if (time && book.time) time.textContent = new Date(book.time).toLocaleTimeString("en-GB", { timeZone: section.dataset["zone"]! });
  body.replaceChildren();
  for (let i = 0; i < Math.max(book.bids.length, book.asks.length); i++) {
    const row = fill(body, "tr", "");
    const [bid, ask] = [book.bids[i], book.asks[i]];
    const cells = [String(bid?.[2] ?? ""), bid && figure(bid[1]), bid && figure(bid[0]), ask && figure(ask[0]), ask && figure(ask[1]), String(ask?.[2] ?? "")];
    for (const cell of cells) fill(row, "td", "n", cell ?? "");
  }
  const [buyers, sellers] = section.querySelectorAll("dl");
  if (buyers) queue(buyers, section, "−", book.buyers, book.buyersMore);
  if (sellers) queue(sellers, section, "+", book.sellers, book.sellersMore);
}

function queue(list: Element, section: HTMLElement, sign: string, spreads: number[][], more: boolean) {
  list.replaceChildren(list.firstElementChild!);
  for (const [spread, ...brokers] of spreads) {
    const label = fill(list, "dd", "");
    fill(label, "small", "", spread === 0 ? section.dataset["best"]! : sign + spread);
    label.append(" " + brokers.map((b) => String(b).padStart(4, "0")).join(" "));
  }
  if (more) fill(fill(list, "dd", ""), "small", "", section.dataset["more"]!);
}
