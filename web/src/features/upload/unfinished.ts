/** Uploads that a reload of the page cut short. A page may not keep files it was given; it can say which they were. */
export interface Unfinished {
  count: number;
  /** The first of them. */
  names: string[];
}

const KEY = "calotype.unfinished";
const NAMED = 3;

let noted = 0;

/** Notes the files that are not over yet, for the case that the page is reloaded now. Of this tab only: others go on. */
export function noteUnfinished(names: readonly string[]): void {
  if (names.length === noted) {
    return;
  }
  noted = names.length;
  if (names.length === 0) {
    sessionStorage.removeItem(KEY);
  } else {
    sessionStorage.setItem(KEY, JSON.stringify({ count: names.length, names: names.slice(0, NAMED) }));
  }
}

/** What the page before this one left unfinished, once; `null` for nothing. */
export function takeUnfinished(): Unfinished | null {
  const text = sessionStorage.getItem(KEY);
  sessionStorage.removeItem(KEY);
  try {
    const value = JSON.parse(text ?? "null") as Unfinished | null;
    return value && value.count > 0 && Array.isArray(value.names) ? value : null;
  } catch {
    return null;
  }
}
