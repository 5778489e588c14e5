import { api, take } from "@/api/client";
import type { Asset } from "@/api/types";
import { sectionOf } from "@/features/timeline/list";
import type { PhotoMonth } from "@/features/timeline/month";
import type { PhotoSource } from "@/features/timeline/source";
import { addressOf, type Filter, wireFilter } from "./filter";

/** The most the server lists at a time. */
const PAGE = 100;
/** Photos of one section. Each ends a row early, so they are not small. */
const SECTION = 500;

/** What a filter finds, newest first or best first: sections of a fixed length, as many as there is something in. */
export function searchSource(filter: Filter): PhotoSource {
  return {
    key: ["search", addressOf(filter)],
    async sections(signal) {
      const { total } = await pageOf(filter, 0, 1, signal);
      return Array.from({ length: Math.ceil(total / SECTION) }, (_, index) => ({
        key: `part-${index}`,
        count: Math.min(SECTION, total - index * SECTION),
      }));
    },
    async section(key, signal): Promise<PhotoMonth> {
      const start = Number(key.slice("part-".length)) * SECTION;
      const assets: Asset[] = [];
      while (assets.length < SECTION) {
        const page = await pageOf(filter, start + assets.length, PAGE, signal);
        assets.push(...page.assets);
        if (page.assets.length < PAGE) {
          break;
        }
      }
      return sectionOf(key, assets);
    },
  };
}

async function pageOf(
  filter: Filter,
  offset: number,
  limit: number,
  signal: AbortSignal,
): Promise<{ assets: Asset[]; total: number }> {
  const page = await take(
    api.POST("/api/v1/assets/list", {
      body: {
        filter: wireFilter(filter),
        query: filter.q,
        search_type: filter.by === "meaning" ? "semantic" : "filename",
        sort_by: "date_captured",
        stack_mode: "collapsed",
        viewer_timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
        pagination: { limit, offset },
      },
      signal,
    }),
  );
  return {
    assets: (page.items ?? []).flatMap((item) => item.asset ?? item.stack?.cover_asset ?? []),
    total: page.total_visible,
  };
}
