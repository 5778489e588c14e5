import { expect, it } from "vitest";
import { unroll } from "./rings";

it("an outline over the date line goes on beyond it", () => {
  expect(
    unroll([
      [170, 60],
      [179, 65],
      [-175, 66],
      [-178, 60],
      [170, 60],
    ]),
  ).toEqual([
    [170, 60],
    [179, 65],
    [185, 66],
    [182, 60],
    [170, 60],
  ]);
});

it("an outline around a pole is closed along the edge of the map", () => {
  expect(
    unroll([
      [-180, -80],
      [-60, -70],
      [60, -75],
      [175, -80],
      [-180, -80],
    ]),
  ).toEqual([
    [-180, -80],
    [-60, -70],
    [60, -75],
    [175, -80],
    [180, -80],
    [180, -90],
    [-180, -90],
    [-180, -80],
  ]);
});

it("any other outline stays as it is", () => {
  const island = [
    [1, 1],
    [2, 1],
    [2, 2],
    [1, 1],
  ];
  expect(unroll(island)).toEqual(island);
});
