import { expect, it } from "vitest";
import { type Member, placesAfterMove } from "./places";

/** The order that the server would show: by place, then by the time of adding, which is the order of the list. */
function moved(members: readonly Member[], ids: string[], to: "front" | "end"): string[] {
  const places = new Map(placesAfterMove(members, new Set(ids), to));
  return members
    .map(({ asset_id: id, position }, index) => ({
      id,
      place: places.get(id!) ?? position ?? Infinity,
      index,
    }))
    .sort((a, b) => (a.place === b.place ? a.index - b.index : a.place - b.place))
    .map(({ id }) => id!);
}

const LOOSE = ["a", "b", "c", "d"].map((asset_id) => ({ asset_id }));
const PLACED = ["a", "b", "c", "d"].map((asset_id, index) => ({
  asset_id,
  position: index < 2 ? index : null,
}));

it.each([
  ["loose", LOOSE],
  ["placed in part", PLACED],
] as const)("photos go to the beginning and to the end of an album that is %s", (_, members) => {
  expect(moved(members, ["c"], "front")).toEqual(["c", "a", "b", "d"]);
  expect(moved(members, ["d", "b"], "front")).toEqual(["b", "d", "a", "c"]);
  expect(moved(members, ["a"], "end")).toEqual(["b", "c", "d", "a"]);
  expect(moved(members, ["c", "a"], "end")).toEqual(["b", "d", "a", "c"]);
});

it("only what has to move is told to the server", () => {
  expect(placesAfterMove(LOOSE, new Set(["c"]), "front")).toEqual([["c", 0]]);
  expect(placesAfterMove(PLACED, new Set(["d"]), "front")).toEqual([["d", -1]]);
});
