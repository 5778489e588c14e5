import { describe, expect, it } from "vitest";
import { assetDto, monthDto } from "../../../mock/answers";
import { MockLibrary } from "../../../mock/library";
import { monthsOf } from "./list";
import { binaryOf, decodeMonth } from "./wire";

const library = new MockLibrary({ state: "filled", photos: 1500, newest: "2026-10" });

describe("a month from the wire", () => {
  it("is the month that the documented list tells of", () => {
    for (const { month } of library.buckets({}).slice(0, 24)) {
      const photos = library.inMonth(month, {});
      const [listed] = monthsOf(photos.map(assetDto));
      const decoded = decodeMonth(monthDto(month, photos));
      expect({ ...decoded, ratios: [] }).toEqual({ ...listed!, ratios: [] });
      decoded.ratios.forEach((ratio, index) => {
        expect(ratio).toBeCloseTo(listed!.ratios[index]!, 1);
      });
    }
  });

  it("may be empty", () => {
    const empty = {
      month: "2026-10",
      ids: "",
      days: [],
      ratios: [],
      kinds: "",
      flags: {},
      thumbhashes: "",
      durations: {},
    };
    expect(decodeMonth(empty)).toEqual({ ...empty, ids: [], flags: [], thumbhashes: [] });
  });

  it("may come without placeholders", () => {
    const wire = monthDto("2026-10", library.inMonth("2026-10", {}));
    expect(decodeMonth({ ...wire, thumbhashes: "" }).thumbhashes).toEqual(Array(wire.kinds.length).fill(""));
  });
});

describe("base64", () => {
  it("is read in both alphabets, and as nothing when it is something else", () => {
    expect(binaryOf("-_8")).toBe("\u00fb\u00ff");
    expect(binaryOf("+/8=")).toBe("\u00fb\u00ff");
    expect(binaryOf("not base64!")).toBe("");
    expect(binaryOf(undefined)).toBe("");
  });
});
