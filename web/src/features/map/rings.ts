import type { FeatureCollection, Position } from "geojson";

/**
 * Land whose outlines do not jump from one edge of the map to the other. On the globe Russia and Fiji go on over the date
 * line, and Antarctica all the way round; drawn flat, such a jump is a line through everything. An outline that crosses the
 * line goes on beyond it instead, and one around a pole is closed along the edge of the map.
 */
export function unwrapped(land: FeatureCollection): FeatureCollection {
  return {
    ...land,
    features: land.features.map((feature) => {
      const { geometry } = feature;
      switch (geometry.type) {
        case "Polygon":
          return { ...feature, geometry: { ...geometry, coordinates: geometry.coordinates.map(unroll) } };
        case "MultiPolygon":
          return {
            ...feature,
            geometry: {
              ...geometry,
              coordinates: geometry.coordinates.map((polygon) => polygon.map(unroll)),
            },
          };
        default:
          return feature;
      }
    }),
  };
}

/** One outline, as longitude and latitude in degrees, without jumps. */
export function unroll(ring: Position[]): Position[] {
  let turn = 0;
  const out: Position[] = [];
  let before: Position | undefined;
  for (const at of ring) {
    if (before) {
      const step = at[0]! - before[0]!;
      turn += step > 180 ? -360 : step < -180 ? 360 : 0;
    }
    out.push([at[0]! + turn, at[1]!]);
    before = at;
  }
  const first = out[0];
  const last = out.at(-1);
  if (first && last && Math.abs(last[0]! - first[0]!) > 180) {
    const pole = first[1]! < 0 ? -90 : 90;
    out.push([last[0]!, pole], [first[0]!, pole], first);
  }
  return out;
}
