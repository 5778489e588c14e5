import type { Credential } from "../operation";

/** Secrets stay out of samples: they read them from the environment, under these names. */
export const TOKEN = "CALOTYPE_TOKEN";
export const KEY = "CALOTYPE_KEY";
export const USER = "CALOTYPE_USER";
export const PASSWORD = "CALOTYPE_PASSWORD";

/** The variables of the environment that a sample reads. */
export function variablesOf(credential: Credential | null): string[] {
  switch (credential?.kind) {
    case "bearer":
      return [TOKEN];
    case "basic":
      return [USER, PASSWORD];
    case undefined:
      return [];
    default:
      return [KEY];
  }
}

/** An address up to where a key is appended to its query; the key itself has to be encoded. */
export function beforeKey(url: string, { field }: Credential): string {
  return `${url}${url.includes("?") ? "&" : "?"}${encodeURIComponent(field)}=`;
}

/** Whether a JSON text is the same when it was read and written again: no number loses digits, no name is special. */
export function survives(text: string): boolean {
  if (text.includes("__proto__")) {
    return false;
  }
  const value = JSON.parse(text) as unknown;
  return [JSON.stringify(value), JSON.stringify(value, null, 2)].includes(text);
}

/** The headers without the one that the body brings by itself. */
export function withoutType(headers: readonly (readonly [string, string])[]): (readonly [string, string])[] {
  return headers.filter(([name, value]) => !(name === "Content-Type" && value === "application/json"));
}
