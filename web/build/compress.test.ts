import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { compressFile } from "./compress";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "compress-"));
});
afterEach(() => rm(folder, { recursive: true }));

describe("compressing a built file", () => {
  it("writes two variants that unpack to the file", async () => {
    const path = join(folder, "app.js");
    const text = "export const photo = 1;\n".repeat(200);
    await writeFile(path, text);
    const { br, gz } = await compressFile(path);
    expect(brotliDecompressSync(await readFile(`${path}.br`)).toString()).toBe(text);
    expect(gunzipSync(await readFile(`${path}.gz`)).toString()).toBe(text);
    expect(br).toBeLessThan(text.length);
    expect(gz).toBeLessThan(text.length);
  });

  it("leaves out a variant that would be larger", async () => {
    await writeFile(join(folder, "tiny.txt"), "ab");
    expect(await compressFile(join(folder, "tiny.txt"))).toEqual({ br: 0, gz: 0 });
    expect(await readdir(folder)).toEqual(["tiny.txt"]);
  });
});
