import { queryOptions } from "@tanstack/react-query";
import { api, take } from "@/api/client";
import { ApiError } from "@/api/error";
import { t } from "@/i18n";
import type { Section } from "./geometry";
import { listMonths } from "./list";
import type { PhotoMonth } from "./month";
import { decodeMonth } from "./wire";

/** A list of photos that a grid can show and a viewer can walk through, loaded section by section. */
export interface PhotoSource {
  /** Tells this list from others in the query cache. */
  key: readonly (string | number)[];
  sections(signal: AbortSignal): Promise<Section[]>;
  section(key: string, signal: AbortSignal): Promise<PhotoMonth>;
}

/** Which photos a timeline holds; the same words as the filter of the list. */
export interface TimelineScope {
  liked?: boolean;
  is_deleted?: boolean;
}

/** The photos of a scope by month, newest first. */
export function timelineSource(name: string, scope: TimelineScope): PhotoSource {
  return {
    key: [name],
    async sections(signal) {
      const { data, response, error } = await api.GET("/api/v1/timeline/buckets", {
        params: { query: scope },
        signal,
      });
      if (response.status === 404) {
        return (await listMonths(scope, signal)).map((month) => ({
          key: month.month,
          count: month.ids.length,
        }));
      }
      const { buckets } = await take(Promise.resolve({ data, response, error }));
      return buckets.map(({ month, count }) => ({ key: month, count }));
    },
    async section(key, signal) {
      const { data, response, error } = await api.GET("/api/v1/timeline/buckets/{month}", {
        params: { path: { month: key }, query: scope },
        signal,
      });
      if (response.status === 404) {
        const listed = (await listMonths(scope, signal)).find((month) => month.month === key);
        if (!listed) {
          throw new ApiError(404, t("There is nothing in this month any more."));
        }
        return listed;
      }
      return decodeMonth(await take(Promise.resolve({ data, response, error })));
    },
  };
}

/** Everything read through sources is kept under this word. */
export const PHOTOS = "photos";

/** The name of the list of favourites, which a heart changes. */
export const FAVORITES = "favorites";

/** The sections of a source. */
export function sectionsQuery(source: PhotoSource) {
  return queryOptions({
    queryKey: [PHOTOS, ...source.key, "sections"],
    queryFn: ({ signal }) => source.sections(signal),
  });
}

/** The photos of one section of a source. */
export function sectionQuery(source: PhotoSource, key: string) {
  return queryOptions({
    queryKey: [PHOTOS, ...source.key, "section", key],
    queryFn: ({ signal }) => source.section(key, signal),
    staleTime: 5 * 60_000,
    // Comparing thousands of entries with the ones before would cost more than it saves.
    structuralSharing: false,
    // What is far away from the view is dropped soon: a million photos need not be in memory at once.
    gcTime: 2 * 60_000,
  });
}
