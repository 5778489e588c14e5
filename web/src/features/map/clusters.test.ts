import { describe, expect, it } from "vitest";
import { Clusters, nearOf } from "./clusters";
import type { Point } from "./queries";
import { readView, writeView } from "./view";

const EARTH = { south: -90, west: -180, north: 90, east: 180 };

function point(id: string, latitude: number, longitude: number): Point {
  return { id, name: `${id}.jpg`, latitude, longitude };
}

describe("photos on a map", () => {
  const clusters = new Clusters([
    point("new", 51.4144, -2.1168),
    point("old", 51.4145, -2.117),
    point("far", 64.1466, -21.9426),
  ]);

  it("are gathered while they are close, with the newest on top", () => {
    const spots = clusters.within(EARTH, 4);
    expect(spots.map(({ count, photo }) => [count, photo.id]).sort()).toEqual([
      [1, "far"],
      [2, "new"],
    ]);
  });

  it("come apart where their cluster says that it opens", () => {
    const gathered = clusters.within(EARTH, 4).find(({ count }) => count === 2)!;
    expect(clusters.within(EARTH, gathered.opensAt!)).toHaveLength(3);
    expect(clusters.within(EARTH, gathered.opensAt! - 1)).toHaveLength(2);
  });

  it("are only those in view", () => {
    expect(
      clusters.within({ south: 60, west: -30, north: 70, east: -10 }, 6).map(({ photo }) => photo.id),
    ).toEqual(["far"]);
  });

  it("tell what holds them all", () => {
    expect(clusters.bounds()).toEqual({ south: 51.4144, west: -21.9426, north: 64.1466, east: -2.1168 });
    expect(new Clusters([]).bounds()).toBeNull();
  });
});

describe("a part of the map", () => {
  it("lies on the earth once, wherever the map was moved to", () => {
    expect(nearOf({ south: 10, west: 370, north: 20, east: 380 })).toBe("10,10,20,20");
    expect(nearOf({ south: -95, west: -200, north: 95, east: 200 })).toBe("-90,-180,90,180");
    expect(nearOf({ south: 0, west: 170, north: 5, east: 190 })).toBe("0,170,5,180");
  });

  it("is kept in an address", () => {
    expect(readView(writeView({ latitude: 51.41442, longitude: -2.11689, zoom: 12 }))).toEqual({
      latitude: 51.4144,
      longitude: -2.1169,
      zoom: 12,
    });
    expect(readView("91,0,3")).toBeUndefined();
    expect(readView("a,b,c")).toBeUndefined();
    expect(readView(7)).toBeUndefined();
  });
});
