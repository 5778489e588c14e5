import { describe, expect, it } from "vitest";
import { kindOf, sortOut } from "./files";
import { fileSize, timeLeft } from "./sizes";

const picked = (...names: string[]) => names.map((name) => ({ file: new File(["x"], name), folder: "" }));

describe("picked files", () => {
  it("are known by their ending, in any case", () => {
    expect(
      ["a.JPG", "b.heic", "c.CR3", "d.mov", "e.flac", "notes.txt", "README", ".jpg.exe"].map(kindOf),
    ).toEqual(["photo", "photo", "photo", "video", "sound", null, null, null]);
  });

  it("are left out by name when they are nothing for the library, and silently when they are litter", () => {
    const { files, leftOut } = sortOut(picked("a.jpg", "notes.txt", ".DS_Store", "Thumbs.db", "a.xmp"));
    expect(files.map(({ file }) => file.name)).toEqual(["a.jpg"]);
    expect(leftOut).toEqual(["notes.txt"]);
  });
});

describe("sizes and times", () => {
  it("read like those of a file manager", () => {
    expect([0, 999, 1000, 3_400_000, 99_949_000, 999_600_000, 5e12].map(fileSize)).toEqual([
      "0 B",
      "999 B",
      "1.0 kB",
      "3.4 MB",
      "100 MB",
      "1.0 GB",
      "5.0 TB",
    ]);
    expect([3, 42, 118, 4000].map(timeLeft)).toEqual([
      "a few seconds left",
      "40 s left",
      "2 min left",
      "1 h 7 min left",
    ]);
  });
});
