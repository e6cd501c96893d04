import {
  CandlestickSeries,
  createChart,
  createSeriesMarkers,
  HistogramSeries,
  LineSeries,
  LineStyle,
  TickMarkType,
  type IChartApi,
  type ISeriesApi,
  type SeriesType,
  type Time,
  type UTCTimestamp,
} from "lightweight-charts";
import { type Colours, coloursOf, faint } from "./colours";
import { type ChartData, type Column, height } from "./data";

const letters = { article: "", call: "T", dividend: "D", bonus: "B", rights: "R", split: "S" };

/** sma20 of sma20, boll20 of boll20Upper, macdSignal of itself. */
const kindOf = (id: string) => id.replace(/(Upper|Middle|Lower)$/, "");

/** One chart drawn: made of data once, and given newer data of the same shape. */
export class Picture {
  readonly #chart: IChartApi;
  readonly #colours: Colours;
  readonly #series: { draw: (data: ChartData) => void; api: ISeriesApi<SeriesType> }[] = [];
  readonly #before: string;
  #data: ChartData;

  constructor(
    readonly box: HTMLElement,
    data: ChartData,
    style: string,
    before: string,
  ) {
    this.#data = data;
    this.#before = before;
    this.#colours = coloursOf(box);
    const { ink, line } = this.#colours;
    this.#chart = createChart(box, {
      autoSize: true,
      layout: { background: { color: "transparent" }, textColor: ink, fontSize: 12, fontFamily: getComputedStyle(box).fontFamily, attributionLogo: false, panes: { separatorColor: line } },
      grid: { vertLines: { visible: false }, horzLines: { color: line } },
      rightPriceScale: { borderVisible: false },
      timeScale: {
        borderColor: line,
        timeVisible: data.intraday,
        fixLeftEdge: true,
        fixRightEdge: true,
        lockVisibleTimeRangeOnResize: true,
        minBarSpacing: 0.05,
        tickMarkFormatter: (time: Time, type: TickMarkType) => this.#tick(time as number, type),
      },
      localization: { timeFormatter: (time: Time) => this.#slotAt(time as number)?.[1] ?? "" },
      // The page scrolls by the wheel; the chart moves by dragging, pinching and keys.
      handleScroll: { mouseWheel: false, vertTouchDrag: false },
      handleScale: { mouseWheel: false },
    });
    this.#axis();
    if (data.versus) data.versus.forEach((_, i) => this.#line((d) => d.versus?.[i], this.#versusColour(i), 0, { unit: "%", decimals: 2 }));
    else this.#prices(style);
    this.draw(data);
    this.#chart.timeScale().fitContent();
  }

  /** Newer figures on the same axes; what the reader looks at stays. */
  draw(data: ChartData) {
    this.#data = data;
    for (const series of this.#series) series.draw(data);
  }

  /** Whether the same axis holds the newer figures: a new day is another picture. */
  fits(data: ChartData) {
    return data.slots[0]?.[0] === this.#data.slots[0]?.[0] && data.previousClose === this.#data.previousClose;
  }

  remove() {
    this.#chart.remove();
  }

  /** Moves the crosshair to a slot. */
  point(slot: number) {
    const close = this.#data.bars.close.figures[slot];
    const first = this.#series[1];
    if (close && first) this.#chart.setCrosshairPosition(this.#data.versus ? 0 : height(close), this.#time(slot), first.api);
    const seen = this.#chart.timeScale().getVisibleLogicalRange();
    if (!seen || (slot >= seen.from && slot <= seen.to)) return;
    const half = (seen.to - seen.from) / 2;
    this.#chart.timeScale().setVisibleLogicalRange({ from: slot - half, to: slot + half });
  }

  /** Shows less of the time for a factor below one, more above; around a slot. */
  zoom(factor: number, around: number) {
    const seen = this.#chart.timeScale().getVisibleLogicalRange();
    if (!seen) return;
    const [from, to] = [around - (around - seen.from) * factor, around + (seen.to - around) * factor];
    if (to - from > 3) this.#chart.timeScale().setVisibleLogicalRange({ from: Math.max(0, from), to: Math.min(this.#data.slots.length - 1, to) });
  }

  onPointer(at: (slot: number | undefined) => void) {
    this.#chart.subscribeCrosshairMove((e) => {
      if (e.sourceEvent) at(e.logical === undefined ? undefined : Math.max(0, Math.min(this.#data.slots.length - 1, Math.round(e.logical))));
    });
  }

  /** What is drawn beside the prices, each with its colour. */
  get legend(): { name: string; colour: string }[] {
    const { lines, versus } = this.#data;
    if (versus) return versus.map((v, i) => ({ name: v.name, colour: this.#versusColour(i) }));
    const shown = new Map(lines.filter((l) => !l.id!.endsWith("Histogram")).map((l) => [kindOf(l.id!), { name: l.name.replace(/ [▴▾]$/, ""), colour: this.#lineColour(l.id!) }]));
    const before = this.#data.previousClose ? [{ name: `${this.#before} ${this.#data.previousClose}`, colour: this.#colours.soft }] : [];
    return [...before, ...shown.values()];
  }

  get canvas() {
    return this.#chart.takeScreenshot();
  }

  /** Every slot has room, though the day has only begun: a line nobody sees, that scales nothing. */
  #axis() {
    const api = this.#chart.addSeries(LineSeries, {
      ...(this.#data.versus ? this.#format("%", 2) : this.#format()),
      lineVisible: false,
      priceLineVisible: false,
      lastValueVisible: false,
      crosshairMarkerVisible: false,
      autoscaleInfoProvider: () => null,
    });
    this.#series.push({ api, draw: (data) => api.setData(data.slots.map((_, i) => ({ time: this.#time(i), value: 0 }))) });
  }

  #prices(style: string) {
    const { accent, up, down, soft } = this.#colours;
    const scale = this.#format();
    const time = (i: number) => this.#time(i);
    if (style === "candles") {
      const api = this.#chart.addSeries(CandlestickSeries, { ...scale, upColor: up, downColor: down, wickUpColor: up, wickDownColor: down, borderVisible: false });
      const draw = ({ slots, bars: { open, high, low, close } }: ChartData) =>
        api.setData(
          slots.map((_, i) => {
            const [o, h, l, c] = [open, high, low, close].map((column) => column.figures[i]);
            return o && h && l && c ? { time: time(i), open: height(o), high: height(h), low: height(l), close: height(c) } : { time: time(i) };
          }),
        );
      this.#series.push({ api, draw });
    } else this.#line((d) => d.bars.close, accent, 0);
    const first = this.#series[1]!.api;
    if (this.#data.previousClose)
      first.createPriceLine({ price: height(this.#data.previousClose), color: soft, lineStyle: LineStyle.Dashed, lineWidth: 1, axisLabelVisible: false });
    this.#marks(first);
    if (this.#data.bars.volume) this.#volume();
    this.#data.lines.forEach((line, i) => {
      const pane = this.#pane(line.id!);
      if (line.id === "macdHistogram") this.#histogram(i, pane);
      else this.#line((d) => d.lines[i], this.#lineColour(line.id!), pane, { width: 1, decimals: line.id!.startsWith("rsi") ? 0 : this.#data.decimals });
    });
    this.#chart.panes().forEach((pane, i) => pane.setStretchFactor(i === 0 ? 3 : 1));
  }

  /** Averages and bands stand over the prices; strength and MACD have panes of their own below. */
  #pane(id: string) {
    const below = [...new Set(this.#data.lines.map((l) => l.id!.replace(/\d.*|Signal|Histogram/, "")).filter((k) => k === "rsi" || k === "macd"))];
    return below.findIndex((k) => id.startsWith(k)) + 1;
  }

  /** Bands of one kind share a colour; a signal has its own. */
  #lineColour(id: string) {
    const kinds = [...new Set(this.#data.lines.map((l) => kindOf(l.id!)))];
    return this.#colours.others[kinds.indexOf(kindOf(id)) % this.#colours.others.length]!;
  }

  #versusColour(i: number) {
    return i === 0 ? this.#colours.accent : this.#colours.others[0]!;
  }

  #line(of: (data: ChartData) => Column | undefined, color: string, pane: number, { unit = "", decimals = this.#data.decimals, width = 2 as 1 | 2 } = {}) {
    const api = this.#chart.addSeries(LineSeries, { ...this.#format(unit, decimals), color, lineWidth: width, priceLineVisible: false, lastValueVisible: width === 2 }, pane);
    const draw = (data: ChartData) =>
      api.setData(data.slots.map((_, i) => (of(data)?.figures[i] ? { time: this.#time(i), value: height(of(data)!.figures[i]!) } : { time: this.#time(i) })));
    this.#series.push({ api, draw });
  }

  #volume() {
    const { up, down } = this.#colours;
    const api = this.#chart.addSeries(HistogramSeries, { priceScaleId: "volume", priceFormat: { type: "volume" }, priceLineVisible: false, lastValueVisible: false });
    api.priceScale().applyOptions({ scaleMargins: { top: 0.82, bottom: 0 } });
    const draw = ({ slots, bars: { open, close, volume } }: ChartData) =>
      api.setData(
        slots.map((_, i) => {
          const traded = volume!.figures[i];
          if (!traded) return { time: this.#time(i) };
          return { time: this.#time(i), value: height(traded), color: faint(height(close.figures[i]!) < height(open.figures[i]!) ? down : up) };
        }),
      );
    this.#series.push({ api, draw });
  }

  #histogram(line: number, pane: number) {
    const { up, down } = this.#colours;
    const api = this.#chart.addSeries(HistogramSeries, { ...this.#format(), priceLineVisible: false, lastValueVisible: false }, pane);
    const draw = (data: ChartData) =>
      api.setData(
        data.slots.map((_, i) => {
          const figure = data.lines[line]?.figures[i];
          return figure ? { time: this.#time(i), value: height(figure), color: faint(height(figure) < 0 ? down : up) } : { time: this.#time(i) };
        }),
      );
    this.#series.push({ api, draw });
  }

  /** One mark a slot: the letters of what happened there, or how many articles. */
  #marks(first: ISeriesApi<SeriesType>) {
    const marks = createSeriesMarkers(first, []);
    const draw = ({ events }: ChartData) =>
      marks.setMarkers(
        [...new Set(events.map((e) => e.slot))].map((slot) => {
          const here = events.filter((e) => e.slot === slot);
          const articles = here.filter((e) => e.kind === "article").length;
          const text = [...new Set(here.map((e) => letters[e.kind]))].join("") + (articles > 1 ? articles : "");
          return { time: this.#time(slot), position: "aboveBar", shape: "circle", size: 0.5, color: this.#colours.soft, text };
        }),
      );
    this.#series.push({ api: first, draw });
  }

  #format(unit = "", decimals = this.#data.decimals) {
    const formatter = (value: number) => value.toLocaleString("en-US", { minimumFractionDigits: decimals, maximumFractionDigits: decimals }) + unit;
    return { priceFormat: { type: "custom" as const, minMove: 10 ** -decimals, formatter } };
  }

  #time(slot: number) {
    return this.#data.slots[slot]![0] as UTCTimestamp;
  }

  #slotAt(wall: number) {
    return this.#data.slots.find((s) => s[0] === wall);
  }

  #tick(wall: number, type: TickMarkType) {
    const slot = this.#slotAt(wall);
    if (!slot) return "";
    const [, , hour, day, month] = slot;
    return type === TickMarkType.Year ? String(new Date(wall * 1000).getUTCFullYear()) : type === TickMarkType.Month ? month : type === TickMarkType.DayOfMonth ? day : hour;
  }
}
