import { readFile } from "node:fs/promises";
import { type Photo, sceneOf } from "../photos";
import { toSvg } from "../scenes";
import { type Call, type Route, refuse, withPhoto } from "./route";

const SIDES: Record<string, number> = { small: 400, medium: 800, large: 1920 };

/** Pictures, films and sounds. */
export const media: Route[] = [
  ["GET", "/assets/:id/thumbnail", "media", withPhoto(thumbnail)],
  ["GET", "/assets/:id/original", "media", withPhoto(original)],
  ["GET", "/assets/:id/video/web", "media", withPhoto(() => clip())],
  ["GET", "/assets/:id/audio/web", "media", withPhoto(() => tone())],
];

function thumbnail(photo: Photo, { url }: Call): Response {
  if (photo.kind === "AUDIO" || photo.readyAt > Date.now() || photo.failure) {
    return refuse(404, "thumbnail not found");
  }
  return picture(photo, SIDES[url.searchParams.get("size") ?? "medium"] ?? 800);
}

function original(photo: Photo): Response | Promise<Response> {
  return photo.kind === "VIDEO" && !photo.bytes ? clip() : picture(photo, 4000);
}

function picture(photo: Photo, side: number): Response {
  const caching = { "Cache-Control": "public, max-age=86400" };
  if (photo.bytes && photo.kind === "PHOTO") {
    return new Response(photo.bytes, { headers: { ...caching, "Content-Type": photo.mimeType } });
  }
  return new Response(toSvg(sceneOf(photo), side), {
    headers: { ...caching, "Content-Type": "image/svg+xml" },
  });
}

async function clip(): Promise<Response> {
  const bytes = new Uint8Array(await readFile(new URL("../clip.mp4", import.meta.url)));
  return new Response(bytes, { headers: { "Content-Type": "video/mp4", "Accept-Ranges": "bytes" } });
}

/** Two seconds of a quiet 330 Hz tone as a WAV file. */
function tone(): Response {
  const rate = 16_000;
  const samples = rate * 2;
  const view = new DataView(new ArrayBuffer(44 + samples * 2));
  const text = (at: number, value: string) => {
    for (let i = 0; i < value.length; i++) {
      view.setUint8(at + i, value.charCodeAt(i));
    }
  };
  text(0, "RIFF");
  view.setUint32(4, 36 + samples * 2, true);
  text(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  text(36, "data");
  view.setUint32(40, samples * 2, true);
  for (let i = 0; i < samples; i++) {
    view.setInt16(44 + i * 2, Math.sin((i / rate) * 330 * 2 * Math.PI) * 4000, true);
  }
  return new Response(view.buffer, { headers: { "Content-Type": "audio/wav" } });
}
