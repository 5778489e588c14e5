import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useUploads } from "@/features/upload/store";
import type { Section } from "./geometry";
import { isBusy, type PhotoMonth } from "./month";
import { PHOTOS, type PhotoSource, sectionQuery, sectionsQuery } from "./source";

const FIRST_WAIT_MS = 900;
const LONGEST_WAIT_MS = 15_000;
/** Uploads this fresh may still be on their way into the list, in milliseconds. */
const FRESH_MS = 30_000;

/**
 * Keeps a list up to date while something is going on: uploads running, or photos being processed. Asks soon after each
 * change and less and less often while nothing changes; asks nothing at all when everything is at rest.
 */
export function useLiveSections(source: PhotoSource, sections: readonly Section[] | undefined): void {
  const client = useQueryClient();
  const { acknowledged, lastAcknowledged } = useUploads();
  const busy = hasBusyPhotos(
    client.getQueriesData<PhotoMonth>({ queryKey: [PHOTOS, ...source.key, "section"] }),
  );
  const known = useRef(sections);
  known.current = sections;

  useEffect(() => {
    let wait = FIRST_WAIT_MS;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let over = false;

    async function look(): Promise<void> {
      const before = known.current ?? [];
      let changed = false;
      try {
        const now = await client.fetchQuery({ ...sectionsQuery(source), staleTime: 0 });
        const old = new Map(before.map((section) => [section.key, section.count]));
        for (const section of now) {
          const month = client.getQueryData<PhotoMonth>(sectionQuery(source, section.key).queryKey);
          if (month && (old.get(section.key) !== section.count || isBusy(month))) {
            await client.invalidateQueries({ queryKey: sectionQuery(source, section.key).queryKey });
            changed ||= old.get(section.key) !== section.count || !isBusyNow(section.key);
          }
        }
      } catch {
        // The connection banner tells; this goes on asking, ever more slowly.
      }
      if (!over) {
        wait = changed ? FIRST_WAIT_MS : Math.min(wait * 1.5, LONGEST_WAIT_MS);
        schedule();
      }
    }

    function isBusyNow(key: string): boolean {
      const month = client.getQueryData<PhotoMonth>(sectionQuery(source, key).queryKey);
      return month !== undefined && isBusy(month);
    }

    function schedule(): void {
      const fresh = Date.now() - lastAcknowledged < FRESH_MS;
      const busyNow = hasBusyPhotos(
        client.getQueriesData<PhotoMonth>({ queryKey: [PHOTOS, ...source.key, "section"] }),
      );
      if (fresh || busyNow) {
        timer = setTimeout(() => void look(), wait);
      }
    }

    if (busy || acknowledged > 0) {
      schedule();
    }
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [client, source, busy, acknowledged, lastAcknowledged]);
}

function hasBusyPhotos(months: [unknown, PhotoMonth | undefined][]): boolean {
  return months.some(([, month]) => month && isBusy(month));
}
