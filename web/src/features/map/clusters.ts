import Supercluster from "supercluster";
import type { Point } from "./queries";

/** What is drawn at one place of the map: one photo, or several that lie too close to be told apart. */
export interface Spot {
  /** Tells this spot from others, at this zoom and the next moment. */
  key: string;
  latitude: number;
  longitude: number;
  count: number;
  /** The photo, or one of them. */
  photo: Point;
  /** For several: how far to zoom in until they come apart. */
  opensAt: number | null;
}

/** Degrees. `west` and `east` may lie beyond ±180 where the map repeats. */
export interface Bounds {
  south: number;
  west: number;
  north: number;
  east: number;
}

/** The nearest zoom at which photos are still gathered; one step deeper every photo stands alone. */
export const DEEPEST = 16;
/** Spots are at least this far apart, in CSS pixels. */
const RADIUS = 72;

type Leaf = { index: number };

/** Points by place, for every zoom at once. */
export class Clusters {
  private readonly index = new Supercluster<Leaf, Leaf>({
    radius: RADIUS,
    maxZoom: DEEPEST,
    minPoints: 2,
    extent: 256,
    map: ({ index }) => ({ index }),
    // The newest upload is the face of its cluster; the server lists it first.
    reduce: (all, one) => {
      all.index = Math.min(all.index, one.index);
    },
  });

  constructor(private readonly points: readonly Point[]) {
    this.index.load(
      points.map(({ latitude, longitude }, index) => ({
        type: "Feature",
        properties: { index },
        geometry: { type: "Point", coordinates: [longitude, latitude] },
      })),
    );
  }

  /** The spots inside of `bounds`. */
  within({ south, west, north, east }: Bounds, zoom: number): Spot[] {
    return this.index.getClusters([west, south, east, north], Math.floor(zoom)).map((found) => {
      const [longitude, latitude] = found.geometry.coordinates as [number, number];
      const { properties } = found;
      const photo = this.points[properties.index]!;
      if ("cluster" in properties) {
        return {
          key: `c${properties.cluster_id}`,
          latitude,
          longitude,
          count: properties.point_count,
          photo,
          opensAt: this.index.getClusterExpansionZoom(properties.cluster_id),
        };
      }
      return { key: photo.id, latitude, longitude, count: 1, photo, opensAt: null };
    });
  }

  /** What holds all points, `null` when there are none. */
  bounds(): Bounds | null {
    if (this.points.length === 0) {
      return null;
    }
    const box = { south: 90, west: 180, north: -90, east: -180 };
    for (const { latitude, longitude } of this.points) {
      box.south = Math.min(box.south, latitude);
      box.north = Math.max(box.north, latitude);
      box.west = Math.min(box.west, longitude);
      box.east = Math.max(box.east, longitude);
    }
    return box;
  }
}

/** Bounds as the search takes them: on the earth once, with no more digits than a house needs. */
export function nearOf({ south, west, north, east }: Bounds): string {
  const whole = east - west >= 360;
  const turn = (degrees: number) => ((((degrees + 180) % 360) + 360) % 360) - 180;
  const w = whole ? -180 : turn(west);
  // A view over the date line ends at it: the search knows no box that goes around the back.
  const e = whole || turn(east) < w ? 180 : turn(east);
  const clamp = (degrees: number) => Math.max(-90, Math.min(90, degrees));
  return [clamp(south), w, clamp(north), e].map((degrees) => Number(degrees.toFixed(5))).join(",");
}
