import { describe, expect, it } from "vitest";
import { deepest, FIT, fitInto, keepInside, zoomAt } from "./zoom";

const stage = { width: 1200, height: 800 };

describe("zooming", () => {
  it("fits wide and tall pictures, and does not enlarge small ones", () => {
    expect(fitInto(2, stage)).toEqual({ width: 1200, height: 600 });
    expect(fitInto(0.5, stage)).toEqual({ width: 400, height: 800 });
    expect(fitInto(2, stage, 300)).toEqual({ width: 300, height: 150 });
  });

  it("keeps the point under the pointer where it is", () => {
    const picture = { width: 1200, height: 800 };
    const at = { x: 200, y: -100 };
    const zoom = zoomAt(FIT, 2, at, picture, stage, 8);
    // The point of the picture that was under the pointer, in the picture's own measure.
    expect((at.x - zoom.x) / zoom.scale).toBeCloseTo(200);
    expect((at.y - zoom.y) / zoom.scale).toBeCloseTo(-100);
  });

  it("never zooms out beyond the whole picture, nor in beyond the limit", () => {
    const picture = { width: 1200, height: 800 };
    expect(zoomAt(FIT, 0.2, { x: 50, y: 50 }, picture, stage, 8)).toEqual(FIT);
    expect(zoomAt({ scale: 6, x: 0, y: 0 }, 10, { x: 0, y: 0 }, picture, stage, 8).scale).toBe(8);
  });

  it("shows nothing beside the picture", () => {
    const picture = { width: 400, height: 800 };
    expect(keepInside({ scale: 2, x: 500, y: 9999 }, picture, stage)).toEqual({ scale: 2, x: 0, y: 400 });
  });

  it("goes deeper into pictures with more pixels", () => {
    expect(deepest({ width: 1000, height: 700 }, 6000, 1)).toBe(12);
    expect(deepest({ width: 1000, height: 700 }, 900, 2)).toBe(4);
  });
});
