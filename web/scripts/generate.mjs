// Makes src/api/*.d.ts, the types of the typed clients, from the documents that the server generates. With --check it
// writes nothing and fails when a file is not what would be written.
import { readFile, writeFile } from "node:fs/promises";
import openapiTS, { astToString } from "openapi-typescript";

const TYPES = {
  "library.json": "schema.d.ts",
  "face.json": "face.d.ts",
  "hosting.json": "hosting.d.ts",
  "upload.json": "upload.d.ts",
};

for (const [document, types] of Object.entries(TYPES)) {
  const source = new URL(`../../openapi/${document}`, import.meta.url);
  const target = new URL(`../src/api/${types}`, import.meta.url);
  const wanted = astToString(await openapiTS(source));
  if (!process.argv.includes("--check")) {
    await writeFile(target, wanted);
    console.log(`wrote ${target.pathname}`);
  } else if ((await readFile(target, "utf8")) !== wanted) {
    console.error(`src/api/${types} is older than openapi/${document}; run \`make generate\``);
    process.exit(1);
  }
}
