import { useSyncExternalStore } from "react";
import { accessToken, getSession, onSessionChange } from "@/api/session";
import { findHosting, portalToken, refreshPortal } from "@/features/portal/client";
import type { Credential, Operation } from "./operation";

/** What opens something: a key or token in `secret`, or a name and a password. */
export interface Secret {
  user?: string;
  secret: string;
}

/**
 * What was pasted, by surface and scheme. It lives in this page and ends with it: neither an address nor the browser's
 * storage gets to know it.
 */
const pasted = new Map<string, Secret>();
const listeners = new Set<() => void>();
const NOTHING: Secret = { secret: "" };

/** What was pasted for a scheme of a surface, following changes, and how to paste something else. */
export function usePasted(surface: string, scheme: string): [Secret, (secret: Secret) => void] {
  const place = `${surface}/${scheme}`;
  const secret = useSyncExternalStore(subscribe, () => pasted.get(place) ?? NOTHING);
  return [secret, (next) => paste(place, next)];
}

// What one person pasted is not for the next one.
onSessionChange(() => {
  if (!getSession() && pasted.size > 0) {
    pasted.clear();
    tell();
  }
});

function paste(place: string, secret: Secret): void {
  pasted.set(place, secret);
  tell();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell(): void {
  for (const listener of [...listeners]) {
    listener();
  }
}

/** Schemes that the sessions of this browser fit. */
export const SESSIONS: Readonly<Record<string, "library" | "portal">> = {
  "library/bearer": "library",
  "hosting/admin": "portal",
};

/** Whose session fits a scheme, if any. */
export function sessionFor(operation: Operation, credential: Credential): "library" | "portal" | undefined {
  const kind = SESSIONS[`${operation.surface}/${credential.name}`];
  return kind === "library" && !getSession() ? undefined : kind;
}

/** The token of a session of this browser; `null` when nobody is signed in there. */
export async function sessionToken(kind: "library" | "portal"): Promise<string | null> {
  if (kind === "library") {
    return accessToken();
  }
  await findHosting();
  return portalToken() ?? refreshPortal();
}
