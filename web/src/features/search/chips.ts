import { locale, t } from "@/i18n";
import type { Filter, Kind } from "./filter";

/** One condition of a filter in words, and the filter without it. */
export interface Chip {
  key: string;
  text: string;
  without: Filter;
}

/** The name of a kind of assets. */
export function kindName(kind: Kind): string {
  return { PHOTO: t("Photos"), VIDEO: t("Videos"), AUDIO: t("Sounds"), DOCUMENT: t("Documents") }[kind];
}

/** The conditions of a filter, in the order people think of them. `folder` is the name of its repository. */
export function chipsOf(filter: Filter, folder?: string): Chip[] {
  const chips: Chip[] = [];
  const add = (text: string | undefined, ...names: (keyof Filter)[]) => {
    if (text !== undefined) {
      const without = { ...filter };
      for (const name of names) {
        delete without[name];
      }
      chips.push({ key: names[0]!, text, without });
    }
  };
  const { q, by, type, camera, lens, from, to, rating, liked, raw, near } = filter;
  add(q && (by ? t("Looks like “{{words}}”", { words: q }) : `“${q}”`), "q", "by");
  add(type && kindName(type), "type");
  add(liked === undefined ? undefined : liked ? t("Favourites") : t("No favourites"), "liked");
  add(rating === undefined ? undefined : t("{{count}} stars", { count: rating }), "rating");
  add(daysOf(from, to), "from", "to");
  add(camera, "camera");
  add(lens, "lens");
  add(raw === undefined ? undefined : raw ? t("Camera RAW") : t("No camera RAW"), "raw");
  add(near && t("In a part of the map"), "near");
  add(filter.folder && (folder ?? t("In one folder")), "folder");
  return chips;
}

function daysOf(from: string | undefined, to: string | undefined): string | undefined {
  const format = new Intl.DateTimeFormat(locale, {
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  });
  const day = (text: string) => new Date(`${text}T00:00:00Z`);
  if (from && to) {
    return from <= to ? format.formatRange(day(from), day(to)) : `${format.format(day(from))} – ?`;
  }
  return from
    ? t("From {{day}}", { day: format.format(day(from)) })
    : to
      ? t("Until {{day}}", { day: format.format(day(to)) })
      : undefined;
}
