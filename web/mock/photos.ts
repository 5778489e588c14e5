import { rgbaToThumbHash } from "thumbhash";
import { pick, random } from "./random";
import { paint, type Scene, toPixels } from "./scenes";

/** One asset of the mock library. Times are milliseconds since the epoch, UTC. */
export interface Photo {
  id: string;
  kind: "PHOTO" | "VIDEO" | "AUDIO";
  seed: number;
  width: number;
  height: number;
  duration: number | null;
  takenAt: number;
  offsetMinutes: number;
  uploadedAt: number;
  fileName: string;
  mimeType: string;
  size: number;
  hash: string;
  camera: {
    model: string;
    lens: string;
    exposure: string;
    aperture: number;
    focal: number;
    iso: number;
  } | null;
  place: [latitude: number, longitude: number] | null;
  description: string;
  liked: boolean;
  rating: number;
  deletedAt: number | null;
  /** Set while an upload is being processed: when it will be ready. */
  readyAt: number;
  failure: string | null;
  liveVideo: string | null;
  /** What was uploaded; absent for the pictures that the mock paints. */
  bytes?: Uint8Array<ArrayBuffer>;
}

const CAMERAS: NonNullable<Photo["camera"]>[] = [
  {
    model: "FUJIFILM X-T5",
    lens: "XF 23mm F1.4 R LM WR",
    exposure: "1/500",
    aperture: 2.8,
    focal: 23,
    iso: 160,
  },
  {
    model: "Canon EOS R6",
    lens: "RF 24-105mm F4 L IS USM",
    exposure: "1/250",
    aperture: 4,
    focal: 58,
    iso: 400,
  },
  {
    model: "NIKON Z 6_2",
    lens: "NIKKOR Z 14-30mm f/4 S",
    exposure: "1/125",
    aperture: 8,
    focal: 17,
    iso: 100,
  },
  {
    model: "iPhone 15 Pro",
    lens: "iPhone 15 Pro back triple camera 6.765mm f/1.78",
    exposure: "1/1020",
    aperture: 1.78,
    focal: 6.8,
    iso: 64,
  },
  {
    model: "Pixel 9",
    lens: "Pixel 9 back camera 6.9mm f/1.68",
    exposure: "1/320",
    aperture: 1.68,
    focal: 6.9,
    iso: 72,
  },
];

const PLACES: [number, number][] = [
  [51.41442, -2.11689],
  [46.5586, 7.8931],
  [64.1466, -21.9426],
  [35.0116, 135.7681],
  [40.4406, -3.6903],
  [-33.8568, 151.2153],
];

/** A spot within a day's walk of a place. */
function around([latitude, longitude]: [number, number], index: number): [number, number] {
  const off = (factor: number) => (((index * factor) % 997) / 997 - 0.5) * 0.3;
  return [Number((latitude + off(7919)).toFixed(5)), Number((longitude + off(104_729)).toFixed(5))];
}

/** How many different pictures are painted; a large library shows them again and again. */
const PICTURES = 400;

const RATIOS = [1.5, 1.5, 1.5, 1.333, 1.333, 1.333, 0.75, 0.75, 0.667, 1.778, 1, 2.4];

/** The photo at `index` of a month: always the same one. `month` is YYYY-MM and `number` its place among all months. */
export function photoOf(month: string, number: number, index: number, count: number): Photo {
  const next = random(Math.imul(number * 1009 + index + 1, 0x9e3779b1));
  const seed = Math.floor(next() * PICTURES);
  const [year, monthOfYear] = month.split("-").map(Number) as [number, number];
  const days = new Date(Date.UTC(year, monthOfYear, 0)).getUTCDate();
  // Photos come in outings: a few days of a month hold most of them. Newest first.
  const outings = Math.max(1, Math.min(days, Math.round(2 + (number % 4) + count / 40)));
  const outing = Math.floor(((index + 0.5) / count) ** 1.3 * outings);
  const day = Math.max(1, days - Math.floor(((outing + 0.3) / outings) * days));
  const within = 1 - (index + 1) / (count + 1);
  const takenAt = Date.UTC(year, monthOfYear - 1, day, 7) + Math.floor(within * 13 * 3_600_000);
  const draw = next();
  const kind = draw < 0.04 ? "VIDEO" : draw < 0.045 ? "AUDIO" : "PHOTO";
  const ratio = kind === "VIDEO" ? 1.778 : RATIOS[seed % RATIOS.length]!;
  const long = pick(next, [4032, 6000, 6240]);
  const camera = pick(next, CAMERAS);
  const counter = String(1000 + ((number * 37 + (count - index)) % 9000));
  return {
    id: idOf(number, index),
    kind,
    seed,
    width: kind === "AUDIO" ? 0 : Math.round(ratio >= 1 ? long : long * ratio),
    height: kind === "AUDIO" ? 0 : Math.round(ratio >= 1 ? long / ratio : long),
    duration: kind === "PHOTO" ? null : Math.round(4 + next() * 190),
    takenAt,
    offsetMinutes: 60,
    uploadedAt: takenAt + 86_400_000,
    fileName:
      kind === "VIDEO"
        ? `MVI_${counter}.MP4`
        : kind === "AUDIO"
          ? `Memo ${counter}.m4a`
          : `IMG_${counter}.JPG`,
    mimeType: kind === "VIDEO" ? "video/mp4" : kind === "AUDIO" ? "audio/mp4" : "image/jpeg",
    size: Math.round(2_400_000 + next() * 9_000_000),
    hash: (number * 1_000_003 + index).toString(16).padStart(64, "0"),
    camera: kind === "PHOTO" ? camera : null,
    place: kind === "PHOTO" && next() > 0.35 ? around(pick(next, PLACES), index) : null,
    description: "",
    liked: next() < 0.07,
    rating: next() < 0.1 ? 1 + Math.floor(next() * 5) : 0,
    deletedAt: null,
    readyAt: 0,
    failure: null,
    liveVideo: null,
  };
}

/** An id that tells the month and the index, so that a photo of a large library is made only when somebody asks. */
export function idOf(number: number, index: number): string {
  return `0199${number.toString(16).padStart(4, "0")}-0000-7000-8000-${index.toString(16).padStart(12, "0")}`;
}

/** The month number and index of an id made by `idOf`. */
export function placeOf(id: string): { number: number; index: number } {
  return { number: Number.parseInt(id.slice(4, 8), 16), index: Number.parseInt(id.slice(-12), 16) };
}

/** The picture of a photo that was not uploaded. */
export function sceneOf(photo: Photo): Scene {
  return paint(photo.seed, photo.height ? photo.width / photo.height : 1.5);
}

const hashes = new Map<string, string>();

/** The base64 ThumbHash of a painted photo; uploaded ones have none. */
export function thumbhashOf(photo: Photo): string {
  if (photo.bytes || photo.kind === "AUDIO") {
    return "";
  }
  const picture = `${photo.seed}/${(photo.width / photo.height).toFixed(2)}`;
  let hash = hashes.get(picture);
  if (hash === undefined) {
    const { width, height, rgba } = toPixels(sceneOf(photo), 24);
    hash = Buffer.from(rgbaToThumbHash(width, height, rgba)).toString("base64");
    hashes.set(picture, hash);
  }
  return hash;
}

/** Width and height of a PNG or a JPEG, `null` for anything else. */
export function measure(bytes: Uint8Array): { width: number; height: number } | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length > 24 && view.getUint32(0) === 0x89504e47) {
    return { width: view.getUint32(16), height: view.getUint32(20) };
  }
  if (bytes.length > 4 && view.getUint16(0) === 0xffd8) {
    for (let at = 2; at + 9 < bytes.length; ) {
      const marker = view.getUint16(at);
      if (marker >= 0xffc0 && marker <= 0xffc3) {
        return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
      }
      at += 2 + view.getUint16(at + 2);
    }
  }
  return null;
}
