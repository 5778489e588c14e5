import type { MockLibrary } from "../library";
import type { Photo } from "../photos";
import { dayOf } from "../search";
import { type Call, json, type Route } from "./route";

/** When and with what the photos were taken. */
export const stats: Route[] = [
  ["GET", "/stats/available-years", "user", years],
  ["GET", "/stats/daily-activity", "user", days],
  ["GET", "/stats/time-distribution", "user", times],
  ["GET", "/stats/camera-lens", "user", cameras],
  ["GET", "/stats/focal-length", "user", focalLengths],
];

function years({ library }: Call): Response {
  const found = count(library, (photo) => dayOf(photo).slice(0, 4));
  return json({ years: [...found.keys()].map(Number).sort((a, b) => b - a) });
}

function days({ library, url }: Call): Response {
  const year = url.searchParams.get("year") ?? "";
  const found = count(library, (photo) => (dayOf(photo).startsWith(year) ? dayOf(photo) : null));
  return json({ data: [...found].map(([date, count]) => ({ date, count })) });
}

function times({ library, url }: Call): Response {
  const type = url.searchParams.get("type") ?? "hourly";
  const found = count(library, (photo) =>
    type === "hourly" ? String(new Date(photo.takenAt).getUTCHours()) : dayOf(photo).slice(0, 7),
  );
  const data = [...found].map(([key, count]) =>
    type === "hourly"
      ? { label: `${key}:00`, value: Number(key), count }
      : { label: key, value: Date.parse(`${key}-01T00:00:00Z`) / 1000, count },
  );
  return json({ type, data });
}

function cameras({ library }: Call): Response {
  const found = count(library, ({ camera }) => (camera ? `${camera.model}|${camera.lens}` : null));
  const data = [...found]
    .sort((a, b) => b[1] - a[1])
    .map(([key, count]) => {
      const [camera_model, lens_model] = key.split("|");
      return { camera_model, lens_model, count };
    });
  return json({ data, total: sum(data) });
}

function focalLengths({ library }: Call): Response {
  const found = count(library, ({ camera }) => (camera ? String(camera.focal) : null));
  const data = [...found]
    .sort((a, b) => b[1] - a[1])
    .map(([key, count]) => ({ focal_length: Number(key), count }));
  return json({ data, total: sum(data) });
}

function count(library: MockLibrary, keyOf: (photo: Photo) => string | null): Map<string, number> {
  const found = new Map<string, number>();
  for (const photo of library.everything({})) {
    const key = keyOf(photo);
    if (key !== null) {
      found.set(key, (found.get(key) ?? 0) + 1);
    }
  }
  return found;
}

function sum(data: { count: number }[]): number {
  return data.reduce((all, { count }) => all + count, 0);
}
