import { beforeEach, describe, expect, it } from "vitest";
import { noteUnfinished, takeUnfinished } from "./unfinished";

describe("uploads that a reload cut short", () => {
  beforeEach(() => {
    noteUnfinished([]);
    sessionStorage.clear();
  });

  it("are told of once, by their first names and their number", () => {
    noteUnfinished(["a.jpg", "b.jpg", "c.jpg", "d.mov"]);
    expect(takeUnfinished()).toEqual({ count: 4, names: ["a.jpg", "b.jpg", "c.jpg"] });
    expect(takeUnfinished()).toBeNull();
  });

  it("are forgotten when everything is over", () => {
    noteUnfinished(["a.jpg"]);
    noteUnfinished([]);
    expect(takeUnfinished()).toBeNull();
  });

  it("are nothing when something else is kept under their name", () => {
    sessionStorage.setItem("calotype.unfinished", "{");
    expect(takeUnfinished()).toBeNull();
    sessionStorage.setItem("calotype.unfinished", '{"count":"many"}');
    expect(takeUnfinished()).toBeNull();
  });
});
