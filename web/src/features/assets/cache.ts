import type { QueryClient } from "@tanstack/react-query";
import type { AssetDetail } from "@/api/types";
import type { Section } from "@/features/timeline/geometry";
import { type PhotoMonth, withFlag, without } from "@/features/timeline/month";
import { PHOTOS } from "@/features/timeline/source";

/** Where the details of one asset are kept. */
export const assetKey = (id: string) => ["asset", id] as const;

/** Takes photos out of every list that is loaded, at once; the server is told separately. */
export function removeFromLists(client: QueryClient, ids: readonly string[]): void {
  const gone = new Set(ids);
  for (const [key, month] of client.getQueriesData<PhotoMonth>({
    queryKey: [PHOTOS],
    predicate: isSection,
  })) {
    const rest = month ? without(month, gone) : undefined;
    if (!month || !rest || rest === month) {
      continue;
    }
    client.setQueryData(key, rest);
    const list = [...key.slice(0, -2), "sections"];
    client.setQueryData<Section[]>(list, (sections) =>
      sections
        ?.map((section) => (section.key === key.at(-1) ? { ...section, count: rest.ids.length } : section))
        .filter((section) => section.count > 0),
    );
  }
}

/** Sets or clears a flag of photos in every list that is loaded. */
export function flagInLists(client: QueryClient, ids: readonly string[], flag: number, on: boolean): void {
  const changed = new Set(ids);
  client.setQueriesData<PhotoMonth>({ queryKey: [PHOTOS], predicate: isSection }, (month) =>
    month ? withFlag(month, changed, flag, on) : month,
  );
}

/**
 * Has lists that are just being read read again. Their answer may be older than a change that the server has taken since,
 * and would undo it on screen.
 */
export function rereadInFlight(client: QueryClient): Promise<void> {
  return client.invalidateQueries({
    queryKey: [PHOTOS],
    predicate: (query) => isSection(query) && query.state.fetchStatus === "fetching",
  });
}

/** Changes the details of one asset where they are loaded. */
export function patchAsset(client: QueryClient, id: string, change: Partial<AssetDetail>): void {
  client.setQueryData<AssetDetail>(assetKey(id), (old) => (old ? { ...old, ...change } : old));
}

/** Has every photo list read again, for changes whose effect on a list is not known here. */
export function refreshLists(client: QueryClient): Promise<void> {
  return client.invalidateQueries({ queryKey: [PHOTOS] });
}

function isSection(query: { queryKey: readonly unknown[] }): boolean {
  return query.queryKey.at(-2) === "section";
}
