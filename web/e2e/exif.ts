/** What a camera notes in a file. */
export interface Shot {
  /** Local time of the place, `2026-05-17 14:03:00`. */
  time: string;
  make: string;
  model: string;
  lens: string;
  focal: number;
  aperture: number;
  iso: number;
  /** Degrees. */
  place?: [latitude: number, longitude: number];
}

const ASCII = 2;
const SHORT = 3;
const LONG = 4;
const RATIONAL = 5;

type Field = { tag: number; type: number; values: number[] | string };

/** Puts what a camera would note into a JPEG file that has no such notes (Exif 2.3, little-endian). */
export function withExif(jpeg: Buffer, shot: Shot): Buffer {
  const exif: Field[] = [
    { tag: 0x829d, type: RATIONAL, values: [shot.aperture] },
    { tag: 0x8827, type: SHORT, values: [shot.iso] },
    { tag: 0x9003, type: ASCII, values: shot.time.replaceAll("-", ":") },
    { tag: 0x920a, type: RATIONAL, values: [shot.focal] },
    { tag: 0xa434, type: ASCII, values: shot.lens },
  ];
  const gps: Field[] = shot.place
    ? [
        { tag: 1, type: ASCII, values: shot.place[0] < 0 ? "S" : "N" },
        { tag: 2, type: RATIONAL, values: [Math.abs(shot.place[0]), 0, 0] },
        { tag: 3, type: ASCII, values: shot.place[1] < 0 ? "W" : "E" },
        { tag: 4, type: RATIONAL, values: [Math.abs(shot.place[1]), 0, 0] },
      ]
    : [];
  const root: Field[] = [
    { tag: 0x010f, type: ASCII, values: shot.make },
    { tag: 0x0110, type: ASCII, values: shot.model },
    { tag: 0x8769, type: LONG, values: [0] },
    ...(gps.length ? [{ tag: 0x8825, type: LONG, values: [0] }] : []),
  ];
  // The sizes do not depend on the offsets, so the second pass writes the offsets that the first one found.
  const exifAt = 8 + directory(root, 8).length;
  const gpsAt = exifAt + directory(exif, exifAt).length;
  root[2]!.values = [exifAt];
  if (root[3]) {
    root[3].values = [gpsAt];
  }
  const tiff = Buffer.concat([
    Buffer.from([0x49, 0x49, 42, 0, 8, 0, 0, 0]),
    directory(root, 8),
    directory(exif, exifAt),
    ...(gps.length ? [directory(gps, gpsAt)] : []),
  ]);
  const body = Buffer.concat([Buffer.from("Exif\0\0", "latin1"), tiff]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), head, body, jpeg.subarray(2)]);
}

/** One directory of fields at an offset of the file, followed by the values that do not fit into it. */
function directory(fields: readonly Field[], at: number): Buffer {
  const entries = Buffer.alloc(2 + fields.length * 12 + 4);
  entries.writeUInt16LE(fields.length, 0);
  const rest: Buffer[] = [];
  let free = at + entries.length;
  fields.forEach(({ tag, type, values }, index) => {
    const bytes = bytesOf(type, values);
    const entry = 2 + index * 12;
    entries.writeUInt16LE(tag, entry);
    entries.writeUInt16LE(type, entry + 2);
    entries.writeUInt32LE(typeof values === "string" ? bytes.length : values.length, entry + 4);
    if (bytes.length <= 4) {
      bytes.copy(entries, entry + 8);
    } else {
      entries.writeUInt32LE(free, entry + 8);
      rest.push(bytes);
      free += bytes.length;
    }
  });
  return Buffer.concat([entries, ...rest]);
}

function bytesOf(type: number, values: number[] | string): Buffer {
  if (typeof values === "string") {
    const bytes = Buffer.from(`${values}\0`, "latin1");
    return bytes.length % 2 ? Buffer.concat([bytes, Buffer.alloc(1)]) : bytes;
  }
  const size = type === SHORT ? 2 : type === LONG ? 4 : 8;
  const bytes = Buffer.alloc(values.length * size);
  values.forEach((value, index) => {
    if (type === SHORT) {
      bytes.writeUInt16LE(value, index * size);
    } else if (type === LONG) {
      bytes.writeUInt32LE(value, index * size);
    } else {
      const below = 1_000_000;
      bytes.writeUInt32LE(Math.round(value * below), index * size);
      bytes.writeUInt32LE(below, index * size + 4);
    }
  });
  return bytes;
}
