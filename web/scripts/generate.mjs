// Makes src/api/schema.d.ts, the types of the typed client, from the document that the server generates. With --check it
// writes nothing and fails when the file is not what would be written.
import { readFile, writeFile } from "node:fs/promises";
import openapiTS, { astToString } from "openapi-typescript";

const source = new URL("../../openapi/library.json", import.meta.url);
const target = new URL("../src/api/schema.d.ts", import.meta.url);

const wanted = astToString(await openapiTS(source));
if (!process.argv.includes("--check")) {
  await writeFile(target, wanted);
  console.log(`wrote ${target.pathname}`);
} else if ((await readFile(target, "utf8")) !== wanted) {
  console.error("src/api/schema.d.ts is older than openapi/library.json; run `make generate`");
  process.exit(1);
}
