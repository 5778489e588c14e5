import type { AssetFilter } from "@/api/types";

/** What somebody looks for, as it stands in the address of the page: absent means anything. */
export interface Filter {
  /** Words of the file name, or of what is seen when `by` says so. */
  q?: string;
  by?: "meaning";
  type?: Kind;
  liked?: boolean;
  raw?: boolean;
  /** 1 to 5. */
  rating?: number;
  camera?: string;
  lens?: string;
  /** First and last day, YYYY-MM-DD, both included. */
  from?: string;
  to?: string;
  /** South, west, north and east in degrees, with commas between them. */
  near?: string;
  /** Id of a repository. */
  folder?: string;
}

export const KINDS: readonly Kind[] = ["PHOTO", "VIDEO", "AUDIO", "DOCUMENT"];

/** The kinds of assets, as the API writes them. */
export type Kind = "PHOTO" | "VIDEO" | "AUDIO" | "DOCUMENT";

/** Reads the filter of an address. What makes no sense is left out, so that an old or mistyped link still leads somewhere. */
export function readFilter(search: Record<string, unknown>): Filter {
  const rating = Number(search.rating);
  // Each name is there, if only as undefined: the router keeps what is not named as it is.
  return {
    q: text(search.q),
    by: search.by === "meaning" ? "meaning" : undefined,
    type: KINDS.find((kind) => kind === search.type),
    liked: flag(search.liked),
    raw: flag(search.raw),
    rating: Number.isInteger(rating) && rating >= 1 && rating <= 5 ? rating : undefined,
    camera: text(search.camera),
    lens: text(search.lens),
    from: day(search.from),
    to: day(search.to),
    near: box(search.near) ? text(search.near) : undefined,
    folder: text(search.folder),
  };
}

/** Whether a filter says anything at all. */
export function isEmpty(filter: Filter): boolean {
  return Object.keys(present({ ...filter, by: undefined })).length === 0;
}

/** The filter as the list of the API takes it. */
export function wireFilter(filter: Filter): AssetFilter {
  const near = box(filter.near);
  return present({
    type: filter.type,
    liked: filter.liked,
    raw: filter.raw,
    rating: filter.rating,
    camera_model: filter.camera,
    lens: filter.lens,
    repository_id: filter.folder,
    date: filter.from || filter.to ? present({ from: filter.from, to: filter.to }) : undefined,
    location: near,
  });
}

/** The filter as the part of an address after the path, with its question mark; nothing for nothing. */
export function addressOf(filter: Filter): string {
  const words = new URLSearchParams(
    Object.entries(present(filter)).map(([name, value]): [string, string] => [name, String(value)]),
  ).toString();
  return words ? `?${words}` : "";
}

/** Four numbers of `near` as the API takes them. */
export function box(near: unknown): { south: number; west: number; north: number; east: number } | undefined {
  const numbers = typeof near === "string" ? near.split(",").map(Number) : [];
  const [south, west, north, east] = numbers;
  if (numbers.length !== 4 || !numbers.every(Number.isFinite) || south! > north!) {
    return undefined;
  }
  return { south: south!, west: west!, north: north!, east: east! };
}

function text(value: unknown): string | undefined {
  // The router reads `?q=2024` as a number.
  const word = typeof value === "string" || typeof value === "number" ? String(value).trim() : "";
  return word || undefined;
}

function flag(value: unknown): boolean | undefined {
  return value === true || value === "true" ? true : value === false || value === "false" ? false : undefined;
}

function day(value: unknown): string | undefined {
  return typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value))
    ? value
    : undefined;
}

function present<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as T;
}
