// Makes src/api/schema.d.ts, the types of the typed client, from the document that the server generates.
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import openapiTS, { astToString } from "openapi-typescript";

const source = new URL("../../openapi/library.json", import.meta.url);
const target = new URL("../src/api/schema.d.ts", import.meta.url);

if (!existsSync(source)) {
  console.error(`openapi/library.json does not exist; ${target.pathname} is left as it is`);
  process.exit(1);
}
await writeFile(target, astToString(await openapiTS(source)));
console.log(`wrote ${target.pathname}`);
