import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { assetQuery } from "@/features/assets/queries";
import type { Section } from "./geometry";
import { localDay } from "./list";
import { indexIn, type PhotoMonth } from "./month";
import type { Spot } from "./place";
import { type PhotoSource, sectionQuery } from "./source";

/**
 * Where in a list a photo is. A photo that is opened from its address alone may be in a month that is not loaded: its day
 * tells which, and the month is loaded then. `null` while that is unknown, or when the list does not hold it.
 */
export function useLocated(
  source: PhotoSource,
  sections: readonly Section[],
  id: string | null,
): Spot | null {
  const client = useQueryClient();
  const loaded = id ? findLoaded(id) : null;
  const asset = useQuery({ ...assetQuery(id ?? ""), enabled: id !== null && loaded === null });
  const guess = useMemo(() => {
    if (loaded || !asset.data) {
      return null;
    }
    const day = localDay(asset.data);
    const month = `${Math.floor(day / 10_000)}-${String(Math.floor(day / 100) % 100).padStart(2, "0")}`;
    return (
      sections.find((section) => section.key === month)?.key ??
      (sections.length === 1 ? sections[0]!.key : null)
    );
  }, [loaded, asset.data, sections]);
  const month = useQuery({ ...sectionQuery(source, guess ?? ""), enabled: guess !== null });

  if (loaded || !id || !guess || !month.data) {
    return loaded;
  }
  const index = indexIn(month.data, id);
  return index < 0 ? null : { section: guess, index };

  function findLoaded(id: string): Spot | null {
    for (const { key } of sections) {
      const data = client.getQueryData<PhotoMonth>(sectionQuery(source, key).queryKey);
      const index = data ? indexIn(data, id) : -1;
      if (index >= 0) {
        return { section: key, index };
      }
    }
    return null;
  }
}
