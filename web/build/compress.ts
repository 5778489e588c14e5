import { readdir, readFile, writeFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { Plugin } from "vite";

const COMPRESSIBLE = new Set([".html", ".js", ".css", ".svg", ".json", ".webmanifest", ".txt", ".wasm"]);

/**
 * Writes `name.br` and `name.gz` beside every compressible file of the build, so that the server picks a variant by
 * `Accept-Encoding` and never compresses at run time. A variant that is not smaller than the file is left out.
 */
export function compress(): Plugin {
  let outDir = "dist";
  return {
    name: "calotype:compress",
    apply: "build",
    configResolved(config) {
      outDir = config.build.outDir;
    },
    // The files of `public/` are copied after `generateBundle`, so the folder is read back once everything is written.
    async closeBundle() {
      for (const entry of await readdir(outDir, { recursive: true, withFileTypes: true })) {
        if (entry.isFile() && COMPRESSIBLE.has(extname(entry.name))) {
          await compressFile(join(entry.parentPath, entry.name));
        }
      }
    },
  };
}

/** Writes the two variants of one file and answers their sizes in bytes, 0 for a variant that was left out. */
export async function compressFile(path: string): Promise<{ br: number; gz: number }> {
  const bytes = await readFile(path);
  const br = await promisify(brotliCompress)(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  });
  const gz = await promisify(gzip)(bytes, { level: 9 });
  const sizes = { br: 0, gz: 0 };
  if (br.length < bytes.length) {
    await writeFile(`${path}.br`, br);
    sizes.br = br.length;
  }
  if (gz.length < bytes.length) {
    await writeFile(`${path}.gz`, gz);
    sizes.gz = gz.length;
  }
  return sizes;
}
