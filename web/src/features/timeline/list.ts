import { api, take } from "@/api/client";
import { type Asset, decodeStatus } from "@/api/types";
import { Flag, type PhotoMonth } from "./month";
import type { TimelineScope } from "./source";
import { binaryOf } from "./wire";

/** The most photos that are listed for a server without the compact timeline: every page of them is one request. */
const MOST = 5000;
const PAGE = 100;
/** Sections of one list ask for the same pages within a moment of each other. */
const REMEMBER_MS = 5000;

let remembered: { scope: string; at: number; months: Promise<PhotoMonth[]> } | null = null;

/** The months of a scope, made from the documented list: for servers that do not have the compact timeline. */
export function listMonths(scope: TimelineScope, signal: AbortSignal): Promise<PhotoMonth[]> {
  const key = JSON.stringify(scope);
  if (remembered?.scope === key && Date.now() - remembered.at < REMEMBER_MS) {
    return remembered.months;
  }
  const months = listAll(scope, signal).then(monthsOf);
  remembered = { scope: key, at: Date.now(), months };
  months.catch(() => {
    remembered = null;
  });
  return months;
}

async function listAll(scope: TimelineScope, signal: AbortSignal): Promise<Asset[]> {
  const assets: Asset[] = [];
  for (let total = 1; assets.length < total && assets.length < MOST; ) {
    const page = await take(
      api.POST("/api/v1/assets/list", {
        body: {
          filter: scope,
          sort_by: "date_captured",
          stack_mode: "collapsed",
          viewer_timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
          pagination: { limit: PAGE, offset: assets.length },
        },
        signal,
      }),
    );
    const items = (page.items ?? []).flatMap((item) => item.asset ?? item.stack?.cover_asset ?? []);
    assets.push(...items);
    total = items.length === 0 ? 0 : page.total_visible;
  }
  return assets;
}

/** Puts listed assets, newest first, into the columns of the compact timeline. */
export function monthsOf(assets: readonly Asset[]): PhotoMonth[] {
  const months = new Map<string, PhotoMonth>();
  for (const asset of assets) {
    const day = localDay(asset);
    const key = `${Math.floor(day / 10_000)}-${String(Math.floor(day / 100) % 100).padStart(2, "0")}`;
    const month = months.get(key) ?? emptyMonth(key);
    months.set(key, month);
    append(month, asset, day);
  }
  return [...months.values()].sort((a, b) => (a.month < b.month ? 1 : -1));
}

/** Assets as one section without days, for lists that have an order of their own. */
export function sectionOf(key: string, assets: readonly Asset[]): PhotoMonth {
  const section = emptyMonth(key);
  for (const asset of assets) {
    append(section, asset, localDay(asset));
  }
  return section;
}

/** The day an asset was captured, where it was captured, as YYYYMMDD. */
export function localDay(
  asset: Pick<Asset, "taken_time" | "upload_time" | "capture_offset_minutes">,
): number {
  const time = new Date(asset.taken_time ?? asset.upload_time);
  if (asset.capture_offset_minutes === undefined) {
    return time.getFullYear() * 10_000 + (time.getMonth() + 1) * 100 + time.getDate();
  }
  const local = new Date(time.getTime() + asset.capture_offset_minutes * 60_000);
  return local.getUTCFullYear() * 10_000 + (local.getUTCMonth() + 1) * 100 + local.getUTCDate();
}

function emptyMonth(month: string): PhotoMonth {
  return { month, ids: [], days: [], ratios: [], kinds: "", flags: [], thumbhashes: [], durations: {} };
}

function append(month: PhotoMonth, asset: Asset, day: number): void {
  const state = decodeStatus(asset.status)?.state;
  if (asset.duration !== null && asset.duration !== undefined) {
    month.durations[String(month.ids.length)] = asset.duration;
  }
  month.ids.push(asset.asset_id);
  month.days.push(day);
  month.ratios.push(asset.width && asset.height ? asset.width / asset.height : 0);
  month.kinds += asset.type[0];
  month.flags.push(
    (asset.liked ? Flag.Liked : 0) |
      (asset.stack ? (asset.stack.stack_kind === "live_photo" ? Flag.Live : Flag.Stack) : 0) |
      (state === "processing" ? Flag.Processing : 0) |
      (state === "failed" ? Flag.Failed : 0),
  );
  month.thumbhashes.push(binaryOf(asset.thumbhash));
}
