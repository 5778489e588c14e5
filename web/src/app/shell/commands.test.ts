import { describe, expect, it } from "vitest";
import { matching } from "./commands";

describe("the command palette", () => {
  const commands = [
    { name: "Photos" },
    { name: "Audit log", group: "Console" },
    { name: "Upload photos and videos" },
    { name: "Phoenix", group: "Album" },
  ];
  const names = (text: string) => matching(commands, text).map(({ name }) => name);

  it("finds by every word, in name or kind, whatever the case", () => {
    expect(names("CON aud")).toEqual(["Audit log"]);
    expect(names("photos video")).toEqual(["Upload photos and videos"]);
    expect(names("nothing")).toEqual([]);
  });

  it("puts first what begins with what is typed", () => {
    expect(names("pho")).toEqual(["Photos", "Phoenix", "Upload photos and videos"]);
    expect(names("")).toEqual(commands.map(({ name }) => name));
  });
});
