/** A photo of an album and its place: places go before no place, and without one the time of adding counts. */
export interface Member {
  asset_id?: string;
  position?: number | null;
}

/** New places that bring some photos of an album, in their order there, to its beginning or its end. */
export function placesAfterMove(
  members: readonly Member[],
  moved: ReadonlySet<string>,
  to: "front" | "end",
): [id: string, position: number][] {
  const ids = members.flatMap(({ asset_id: id }) => (id && moved.has(id) ? [id] : []));
  const others = members.filter(({ asset_id: id }) => id && !moved.has(id));
  const taken = others.flatMap(({ position }) => position ?? []);
  if (to === "front") {
    const first = taken.length > 0 ? Math.min(...taken) - ids.length : 0;
    return ids.map((id, index) => [id, first + index]);
  }
  // What has no place would stay behind the moved ones: it gets the next places, as it lies now.
  const free = others.flatMap(({ asset_id: id, position }) =>
    id && (position ?? null) === null ? [id] : [],
  );
  const next = taken.length > 0 ? Math.max(...taken) + 1 : 0;
  return [...free, ...ids].map((id, index) => [id, next + index]);
}
