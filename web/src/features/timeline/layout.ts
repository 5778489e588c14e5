import type { PhotoMonth } from "./month";
/** The measures of a grid, in CSS pixels. */
export interface Metrics {
  width: number;
  /** The height rows aim at; real ones are a little higher or lower so that they end at the right edge. */
  rowHeight: number;
  /** Between neighbouring photos, and between rows of one day. */
  gap: number;
  /** Between days that share a line. */
  dayGap: number;
  /** The strip above a day that holds its date; 0 for grids without days. */
  dayHeader: number;
}

/** One row of tiles: photos `first` up to but not including `end`. */
export interface Row {
  y: number;
  height: number;
  first: number;
  end: number;
}

/** The place of a day's heading, and the photos it stands for. */
export interface Day {
  day: number;
  x: number;
  y: number;
  width: number;
  first: number;
  end: number;
}

/** Where everything of a section is, relative to its top left corner. Index `i` of the arrays is photo `i`. */
export interface Layout {
  height: number;
  x: Float32Array;
  y: Float32Array;
  w: Float32Array;
  h: Float32Array;
  rows: Row[];
  days: Day[];
}

/** Panoramas and tall screenshots are shown cropped beyond these, so that one of them does not own the page. */
const NARROWEST = 0.45;
const WIDEST = 2.8;
const UNKNOWN_RATIO = 4 / 3;
/** Space enough for a short date above a single narrow photo. */
const NARROWEST_DAY = 104;
/** A line of small days may grow this much to reach the right edge; a fuller one would look like another size. */
const MOST_GROWTH = 1.25;

/** The measures for a grid `width` pixels wide: about five photos a row on a desktop, three on a phone. */
export function metricsFor(width: number, withDays = true): Metrics {
  const phone = width < 560;
  const rowHeight = phone ? 104 : width < 900 ? 165 : width < 1600 ? 205 : 235;
  return {
    width,
    rowHeight,
    gap: phone ? 2 : 4,
    dayGap: phone ? 12 : 20,
    dayHeader: withDays ? (phone ? 34 : 40) : 0,
  };
}

/**
 * Lays out one section. A day that overflows a row gets rows of its own, broken where they stay closest to the wanted
 * height; days that do not fill a row share one line, each under its own heading.
 */
export function layOut(days: readonly number[], ratios: readonly number[], metrics: Metrics): Layout {
  const count = ratios.length;
  const out: Layout = {
    height: 0,
    x: new Float32Array(count),
    y: new Float32Array(count),
    w: new Float32Array(count),
    h: new Float32Array(count),
    rows: [],
    days: [],
  };
  const shown = ratios.map(shownRatio);
  let line: Group[] = [];
  const flush = () => {
    if (line.length) {
      placeLine(out, line, shown, metrics);
      line = [];
    }
  };
  for (let first = 0; first < count; ) {
    let end = first + 1;
    // Where days are not named, they part nothing either.
    while (end < count && (metrics.dayHeader === 0 || days[end] === days[first])) {
      end++;
    }
    const group = groupOf(days[first]!, first, end, shown, metrics);
    if (group.natural > metrics.width) {
      flush();
      placeDay(out, group, shown, metrics);
    } else {
      if (lineWidth(line, metrics) + metrics.dayGap + group.natural > metrics.width) {
        flush();
      }
      line.push(group);
    }
    first = end;
  }
  flush();
  return out;
}

/** How high a section of `count` photos will be, more or less, before its photos are known. */
export function estimateHeight(count: number, metrics: Metrics): number {
  const rows = Math.max(1, Math.ceil((count * metrics.rowHeight * 1.36) / metrics.width));
  // A line of days needs a heading; the more photos a month has, the fewer of its rows begin a day.
  const headed = metrics.dayHeader ? Math.min(rows, 3 + Math.round(count / 40)) : 0;
  return Math.round(rows * (metrics.rowHeight + metrics.gap) + headed * (metrics.dayHeader + metrics.gap));
}

const cache = new WeakMap<PhotoMonth, { key: string; layout: Layout }>();

/** The layout of a loaded section, made once for each width. */
export function layoutOf(section: PhotoMonth, metrics: Metrics): Layout {
  const key = `${metrics.width}/${metrics.rowHeight}/${metrics.dayHeader}`;
  const known = cache.get(section);
  if (known?.key === key) {
    return known.layout;
  }
  const layout = layOut(section.days, section.ratios, metrics);
  cache.set(section, { key, layout });
  return layout;
}

interface Group {
  day: number;
  first: number;
  end: number;
  /** The sum of the ratios. */
  ratio: number;
  /** The width at the wanted row height. */
  natural: number;
}

function shownRatio(ratio: number): number {
  return ratio > 0 ? Math.min(WIDEST, Math.max(NARROWEST, ratio)) : UNKNOWN_RATIO;
}

function groupOf(day: number, first: number, end: number, ratios: number[], metrics: Metrics): Group {
  let ratio = 0;
  for (let i = first; i < end; i++) {
    ratio += ratios[i]!;
  }
  const gaps = (end - first - 1) * metrics.gap;
  const least = metrics.dayHeader ? Math.min(NARROWEST_DAY, metrics.width) : 0;
  return { day, first, end, ratio, natural: Math.max(least, ratio * metrics.rowHeight + gaps) };
}

function lineWidth(line: Group[], metrics: Metrics): number {
  return line.reduce((sum, group, i) => sum + group.natural + (i ? metrics.dayGap : 0), 0);
}

/** Several days next to each other, one row high. */
function placeLine(out: Layout, line: Group[], ratios: number[], metrics: Metrics): void {
  const photos = line.reduce((sum, group) => sum + group.end - group.first, 0);
  const ratio = line.reduce((sum, group) => sum + group.ratio, 0);
  const gaps = (photos - line.length) * metrics.gap + (line.length - 1) * metrics.dayGap;
  const filling = (metrics.width - gaps) / ratio;
  // Days that are only as wide as their heading would overflow a line that is stretched to fill.
  const padded = line.some((group) => group.natural === NARROWEST_DAY);
  const height = !padded && filling / metrics.rowHeight <= MOST_GROWTH ? filling : metrics.rowHeight;
  const top = out.height + metrics.dayHeader;
  let x = 0;
  for (const group of line) {
    const begin = x;
    for (let i = group.first; i < group.end; i++) {
      put(out, i, x, top, ratios[i]! * height, height);
      x += ratios[i]! * height + metrics.gap;
    }
    x -= metrics.gap;
    if (metrics.dayHeader && x - begin < NARROWEST_DAY) {
      x = begin + NARROWEST_DAY;
    }
    heading(out, group, begin, x - begin, metrics);
    x += metrics.dayGap;
  }
  out.rows.push({ y: top, height, first: line[0]!.first, end: line[line.length - 1]!.end });
  out.height = top + height + metrics.gap;
}

/** One day over as many rows as it needs. */
function placeDay(out: Layout, group: Group, ratios: number[], metrics: Metrics): void {
  heading(out, group, 0, metrics.width, metrics);
  let y = out.height + metrics.dayHeader;
  for (const row of breakRows(ratios, group.first, group.end, metrics)) {
    let x = 0;
    for (let i = row.first; i < row.end; i++) {
      put(out, i, x, y, ratios[i]! * row.height, row.height);
      x += ratios[i]! * row.height + metrics.gap;
    }
    out.rows.push({ y, height: row.height, first: row.first, end: row.end });
    y += row.height + metrics.gap;
  }
  out.height = y;
}

/**
 * Breaks photos `first..end` into rows so that the sum of squared (logarithmic) distances from the wanted height is least,
 * the way a paragraph is broken into lines (Knuth and Plass, 1981). The last row may stay short.
 */
function breakRows(ratios: number[], first: number, end: number, metrics: Metrics): Omit<Row, "y">[] {
  const count = end - first;
  const cost = new Float64Array(count + 1).fill(Number.POSITIVE_INFINITY);
  const from = new Int32Array(count + 1);
  const heights = new Float64Array(count + 1);
  cost[0] = 0;
  for (let to = 1; to <= count; to++) {
    let ratio = 0;
    for (let start = to - 1; start >= 0; start--) {
      ratio += ratios[first + start]!;
      const photos = to - start;
      let height = (metrics.width - (photos - 1) * metrics.gap) / ratio;
      const stretch = height / metrics.rowHeight;
      if (stretch < 0.6 && photos > 1) {
        break;
      }
      let price = Math.log(stretch) ** 2;
      if (to === count && stretch > 1.2) {
        height = metrics.rowHeight;
        price = 0.06 * (1 - 1 / stretch);
      } else if (stretch > 1.6) {
        if (photos > 1) {
          continue;
        }
        height = metrics.rowHeight * 1.6;
      }
      if (cost[start]! + price < cost[to]!) {
        cost[to] = cost[start]! + price;
        from[to] = start;
        heights[to] = height;
      }
    }
  }
  const rows: Omit<Row, "y">[] = [];
  for (let to = count; to > 0; to = from[to]!) {
    rows.unshift({ height: heights[to]!, first: first + from[to]!, end: first + to });
  }
  return rows;
}

function put(out: Layout, i: number, x: number, y: number, w: number, h: number): void {
  out.x[i] = x;
  out.y[i] = y;
  out.w[i] = w;
  out.h[i] = h;
}

function heading(out: Layout, group: Group, x: number, width: number, metrics: Metrics): void {
  if (metrics.dayHeader) {
    out.days.push({ day: group.day, x, y: out.height, width, first: group.first, end: group.end });
  }
}
