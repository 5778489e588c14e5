import { useQuery } from "@tanstack/react-query";
import { useLocated } from "@/features/timeline/locate";
import { type PhotoAt, photoAt } from "@/features/timeline/month";
import type { OpenList } from "@/features/timeline/PhotoList";
import { sectionQuery } from "@/features/timeline/source";

/** What the list below the viewer says about the open photo, and which photos are next to it. */
export interface Neighbours {
  here: PhotoAt | null;
  /** Width over height; 0 while unknown. */
  ratio: number;
  previous: string | null;
  next: string | null;
}

/** The neighbours of a photo in its list, across months. */
export function useNeighbours({ source, sections }: OpenList, id: string): Neighbours {
  const spot = useLocated(source, sections, id);
  const order = spot ? sections.findIndex(({ key }) => key === spot.section) : -1;
  const month = useQuery({ ...sectionQuery(source, spot?.section ?? ""), enabled: spot !== null }).data;
  const atStart = spot !== null && spot.index === 0;
  const atEnd = spot !== null && month !== undefined && spot.index === month.ids.length - 1;
  const before = atStart ? sections[order - 1] : undefined;
  const after = atEnd ? sections[order + 1] : undefined;
  const monthBefore = useQuery({
    ...sectionQuery(source, before?.key ?? ""),
    enabled: before !== undefined,
  }).data;
  const monthAfter = useQuery({
    ...sectionQuery(source, after?.key ?? ""),
    enabled: after !== undefined,
  }).data;

  if (!spot || !month || month.ids[spot.index] !== id) {
    return { here: null, ratio: 0, previous: null, next: null };
  }
  return {
    here: photoAt(month, spot.index),
    ratio: month.ratios[spot.index]!,
    previous: (atStart ? monthBefore?.ids.at(-1) : month.ids[spot.index - 1]) ?? null,
    next: (atEnd ? monthAfter?.ids[0] : month.ids[spot.index + 1]) ?? null,
  };
}
