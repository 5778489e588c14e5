import { describe, expect, it } from "vitest";
import { addressOf, isEmpty, readFilter, wireFilter } from "./filter";

describe("the filter of an address", () => {
  it("leaves out what makes no sense", () => {
    expect(
      readFilter({ q: " ", type: "HOLOGRAM", rating: "9", from: "yesterday", near: "1,2,3", liked: "maybe" }),
    ).toEqual({});
    expect(isEmpty({ by: "meaning" })).toBe(true);
  });

  it("survives the way into an address and back", () => {
    const filter = {
      q: "abbey & <b>",
      type: "VIDEO",
      liked: true,
      rating: 4,
      camera: "X-T5",
      from: "2026-01-01",
      near: "-10,20,30,40.5",
    } as const;
    expect(readFilter(Object.fromEntries(new URLSearchParams(addressOf(filter))))).toEqual(filter);
  });

  it("takes a number as words, because the router reads it as one", () => {
    expect(readFilter({ q: 2024 })).toEqual({ q: "2024" });
  });

  it("is told to the server in its own words", () => {
    expect(wireFilter({ camera: "X-T5", to: "2026-02-01", near: "1,2,3,4", raw: false, q: "x" })).toEqual({
      camera_model: "X-T5",
      date: { to: "2026-02-01" },
      location: { south: 1, west: 2, north: 3, east: 4 },
      raw: false,
    });
  });
});
