import { crc32, deflateSync } from "node:zlib";
import { paint, toPixels } from "../mock/scenes";

/** A file as Playwright puts it into an input. */
export interface TestFile {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** A painted picture as a PNG file; another `seed` is another picture. */
export function pictureFile(name: string, seed: number, side = 320): TestFile {
  return { name, mimeType: "image/png", buffer: png(seed, side) };
}

function png(seed: number, side: number): Buffer {
  const { width, height, rgba } = toPixels(paint(seed, 1.5), side);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 6, 0, 0, 0], 8);
  const rows = Buffer.alloc(height * (width * 4 + 1));
  for (let y = 0; y < height; y++) {
    rows.set(rgba.subarray(y * width * 4, (y + 1) * width * 4), y * (width * 4 + 1) + 1);
  }
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
