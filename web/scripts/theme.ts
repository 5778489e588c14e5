import { writeFile } from "node:fs/promises";
import { variablesCss } from "../src/app/variables";

/** Writes src/app/mantine.css, the CSS variables of the theme. */
export async function main(): Promise<void> {
  await writeFile(new URL("../src/app/mantine.css", import.meta.url), variablesCss());
}
