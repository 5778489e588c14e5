// Runs a TypeScript script of this folder through Vite's module runner: `node scripts/run.mjs scripts/name.ts`.
import { resolve } from "node:path";
import { runnerImport } from "vite";

const script = process.argv[2];
if (!script) {
  console.error("usage: node scripts/run.mjs SCRIPT.ts");
  process.exit(2);
}
const { module } = await runnerImport(resolve(script), { configFile: false, logLevel: "warn" });
await module.main(process.argv.slice(3));
