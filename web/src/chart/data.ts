/** A column of figures as they are printed, one for each slot; null where there is none. */
export interface Column {
  id?: string;
  name: string;
  figures: (string | null)[];
}

/** The market's wall clock in seconds since 1970, the whole label, and its parts: hour, day, month. */
export type Slot = [wall: number, whole: string, hour: string, day: string, month: string];

export interface Happened {
  slot: number;
  kind: "article" | "call" | "dividend" | "bonus" | "rights" | "split";
  text: string;
  lang: string;
  href?: string;
}

/** What /api/v1/charts answers: the picture's figures are the table's and the file's. */
export interface ChartData {
  symbol: string;
  name: string;
  words: string;
  summary: string;
  query: string;
  decimals: number;
  intraday: boolean;
  ticks: boolean;
  previousClose?: string;
  slots: Slot[];
  bars: { open: Column; high: Column; low: Column; close: Column; volume?: Column };
  lines: Column[];
  versus?: Column[];
  events: Happened[];
}

/** A length on the picture; what is read is the text itself. */
export const height = (figure: string) => Number(figure.replace(/[,+%]/g, ""));
