import type { Geometry, Section } from "./geometry";
import { layoutOf, type Metrics } from "./layout";
import type { PhotoMonth } from "./month";
import type { PhotoSource } from "./source";

/** One photo of a list. */
export interface Spot {
  section: string;
  index: number;
}

/** What the top of the view shows, in words that outlive a change of width: a photo, or a share of an unknown section. */
export interface Place {
  section: string;
  index: number | null;
  /** How far the view's top is below the photo's top in CSS pixels, or below the section's as a share of its height. */
  below: number;
}

type LoadedOf = (key: string) => PhotoMonth | undefined;

/** Views that start higher than this count as "at the top", where new photos should push in. */
const AT_TOP = 40;

const remembered = new Map<string, Place | null>();

/** Keeps the place of a list for when the person comes back to it. */
export function rememberPlace(source: PhotoSource, place: Place | null): void {
  remembered.set(source.key.join("/"), place);
}

/** The place kept for a list. */
export function rememberedPlace(source: PhotoSource): Place | null {
  return remembered.get(source.key.join("/")) ?? null;
}

/** The place at a position of the sheet; `null` for the top. */
export function spotAt(
  top: number,
  geometry: Geometry,
  loadedOf: LoadedOf,
  metrics: Metrics,
  sectionHead: number,
): Place | null {
  const order = geometry.indexAt(top);
  if (top < AT_TOP || order < 0) {
    return null;
  }
  const section = geometry.sections[order]!.key;
  const within = top - geometry.top(order);
  const data = loadedOf(section);
  const layout = data ? layoutOf(data, metrics) : null;
  const row = layout?.rows.find((row) => row.y + row.height > within - sectionHead);
  if (!row) {
    return { section, index: null, below: within / geometry.height(order) };
  }
  return { section, index: row.first, below: within - sectionHead - row.y };
}

/** The position of a place on the sheet; the top when its section is gone. */
export function topOf(
  place: Place,
  geometry: Geometry,
  loadedOf: LoadedOf,
  metrics: Metrics,
  sectionHead: number,
): number {
  const order = geometry.sections.findIndex((section) => section.key === place.section);
  if (order < 0) {
    return 0;
  }
  const data = loadedOf(place.section);
  if (place.index === null || !data) {
    return geometry.top(order) + (place.index === null ? place.below * geometry.height(order) : 0);
  }
  const layout = layoutOf(data, metrics);
  const y = layout.y[Math.min(place.index, layout.y.length - 1)] ?? 0;
  return geometry.top(order) + sectionHead + y + place.below;
}

/** The photo that an arrow, Home or End key leads to; `null` for other keys and at the ends. */
export function stepFrom(
  spot: Spot,
  key: string,
  sections: readonly Section[],
  loadedOf: LoadedOf,
  metrics: Metrics,
): Spot | null {
  const order = sections.findIndex((section) => section.key === spot.section);
  const data = loadedOf(spot.section);
  if (order < 0 || !data) {
    return null;
  }
  const neighbour = (step: number): Spot | null => {
    const section = sections[order + step];
    const there = section ? loadedOf(section.key) : undefined;
    return section && there && there.ids.length > 0
      ? { section: section.key, index: step < 0 ? there.ids.length - 1 : 0 }
      : null;
  };
  switch (key) {
    case "ArrowLeft":
      return spot.index > 0 ? { ...spot, index: spot.index - 1 } : neighbour(-1);
    case "ArrowRight":
      return spot.index < data.ids.length - 1 ? { ...spot, index: spot.index + 1 } : neighbour(1);
    case "ArrowUp":
    case "ArrowDown": {
      const step = key === "ArrowUp" ? -1 : 1;
      const layout = layoutOf(data, metrics);
      const row = layout.rows.findIndex((row) => spot.index >= row.first && spot.index < row.end);
      const middle = layout.x[spot.index]! + layout.w[spot.index]! / 2;
      if (layout.rows[row + step]) {
        return { ...spot, index: nearest(layout, row + step, middle) };
      }
      const next = neighbour(step);
      const nextData = next ? loadedOf(next.section) : undefined;
      if (!next || !nextData) {
        return null;
      }
      const nextLayout = layoutOf(nextData, metrics);
      return { ...next, index: nearest(nextLayout, step < 0 ? nextLayout.rows.length - 1 : 0, middle) };
    }
    default:
      return null;
  }
}

function nearest(layout: ReturnType<typeof layoutOf>, row: number, x: number): number {
  const { first, end } = layout.rows[row]!;
  let best = first;
  for (let i = first; i < end; i++) {
    const distance = (index: number) => Math.abs(layout.x[index]! + layout.w[index]! / 2 - x);
    if (distance(i) < distance(best)) {
      best = i;
    }
  }
  return best;
}
