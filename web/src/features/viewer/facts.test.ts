import { describe, expect, it } from "vitest";
import type { AssetDetail } from "@/api/types";
import { detailDto } from "../../../mock/answers";
import { MockLibrary } from "../../../mock/library";
import { degrees, factsOf, offsetName } from "./facts";

const library = new MockLibrary({ state: "filled", photos: 50 });
const photo = library.everything({ kind: "PHOTO" })[0]!;
const asset: AssetDetail = {
  ...detailDto(photo, library),
  taken_time: "2026-11-21T22:30:00Z",
  capture_offset_minutes: 120,
};
const fact = (kind: string, of = asset) => factsOf(of, "en-GB").find((one) => one.kind === kind);

describe("the facts about a photo", () => {
  it("show the time of the place where it was taken", () => {
    // Locale data differ between versions in the word between day and hour.
    expect(fact("date")?.title).toBe("22 November 2026");
    expect(fact("date")?.details).toEqual([expect.stringMatching(/^Sunday.* 00:30$/), "GMT+02:00"]);
  });

  it("say when the time is only that of the upload", () => {
    const { taken_time: _, ...unknown } = asset;
    expect(fact("date", unknown)?.details).toContain("when it was uploaded");
  });

  it("name size and pixels", () => {
    expect(fact("file", { ...asset, width: 6240, height: 4160, file_size: 12_400_000 })?.details).toEqual([
      "26 MP",
      "6240 × 4160",
      "12.4 MB",
    ]);
  });

  it("name the camera and how it was set", () => {
    const specific_metadata = {
      exposure: -0.7,
      camera_model: "X-T5",
      f_number: 2.8,
      exposure_time: "1/500",
      focal_length: 23,
      iso_speed: 160,
    };
    expect(fact("camera", { ...asset, specific_metadata })).toMatchObject({
      title: "X-T5",
      details: ["ƒ/2.8", "1/500 s", "23 mm", "ISO 160", "-0.7 EV"],
    });
  });

  it("leave out what is not known", () => {
    expect(fact("camera", { ...asset, specific_metadata: null })).toBeUndefined();
    expect(fact("place", { ...asset, specific_metadata: { exposure: 0 } })).toBeUndefined();
  });
});

describe("coordinates and offsets", () => {
  it("are written the way maps write them", () => {
    expect(degrees(51.41442, "N", "S")).toBe("51°24′52″ N");
    expect(degrees(-2.11689, "E", "W")).toBe("2°07′01″ W");
    expect(degrees(59.99999, "N", "S")).toBe("60°00′00″ N");
    expect(offsetName(330)).toBe("GMT+05:30");
    expect(offsetName(-480)).toBe("GMT−08:00");
  });
});
