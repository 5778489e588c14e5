import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { variablesCss } from "./variables";

it("mantine.css is what theme.ts says; `npm run theme` makes it so", async () => {
  expect(await readFile("src/app/mantine.css", "utf8")).toBe(variablesCss());
});
