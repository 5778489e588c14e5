import type { Operation } from "./operation";

/** What the address of the playground says: the operation, and what was filled in. Never a secret, never a body. */
export interface PlaygroundSearch {
  /** The key of the operation: `library/list_albums`. */
  op?: string;
  /** Values by the keys of their parameters: `{"query.limit": "5"}`. */
  with?: Record<string, string>;
}

/** Reads the address of the playground. Each name is there, because the router keeps what is not named as it is. */
export function readPlayground(search: Record<string, unknown>): PlaygroundSearch {
  const values = search.with;
  const known =
    typeof values === "object" && values !== null
      ? Object.entries(values).flatMap(([key, value]): [string, string][] =>
          ["string", "number", "boolean"].includes(typeof value) ? [[key, String(value)]] : [],
        )
      : [];
  return {
    op: typeof search.op === "string" ? search.op : undefined,
    with: known.length > 0 ? Object.fromEntries(known) : undefined,
  };
}

/** What of the filled-in parameters may stand in an address. */
export function forAddress(
  operation: Operation,
  values: Readonly<Record<string, string>>,
): Record<string, string> | undefined {
  const open = operation.parameters.flatMap(({ key, shape }): [string, string][] => {
    const value = values[key]?.trim();
    return value && !shape.secret ? [[key, value]] : [];
  });
  return open.length > 0 ? Object.fromEntries(open) : undefined;
}

/** What the address of the reference says: the surface, and the operation of it that is open. */
export interface ReferenceSearch {
  surface?: string;
  op?: string;
}

/** Reads the address of the reference. */
export function readReference(search: Record<string, unknown>): ReferenceSearch {
  const word = (value: unknown) => (typeof value === "string" && value ? value : undefined);
  return { surface: word(search.surface), op: word(search.op) };
}
