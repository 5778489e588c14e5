import type { Section } from "./geometry";
import type { PhotoMonth } from "./month";
import type { Spot } from "./place";

/** All photos from one spot of a list to another, both included, in whichever order they are given. */
export async function idsBetween(
  one: Spot,
  other: Spot,
  sections: readonly Section[],
  load: (key: string) => Promise<PhotoMonth>,
): Promise<string[]> {
  const orderOf = (spot: Spot) => sections.findIndex((section) => section.key === spot.section);
  const inOrder = orderOf(one) - orderOf(other) || one.index - other.index;
  const [first, last] = inOrder <= 0 ? [one, other] : [other, one];
  const ids: string[] = [];
  for (const { key } of sections.slice(orderOf(first), orderOf(last) + 1)) {
    const photos = await load(key);
    const start = key === first.section ? first.index : 0;
    const end = key === last.section ? last.index + 1 : undefined;
    ids.push(...photos.ids.slice(start, end));
  }
  return ids;
}
