import { t } from "@/i18n";
import { OfflineError } from "./error";
import type { Tokens } from "./types";

/** The tokens of one signed-in person. Times are milliseconds since the epoch. */
export interface Session {
  token: string;
  refreshToken: string;
  expiresAt: number;
}

const KEY = "calotype.session";
/** A token this close to its end is renewed before it is used, so that ordinary requests never meet a 401. */
const RENEW_BEFORE_MS = 20_000;

const listeners = new Set<() => void>();
let current: Session | null = read();
let refreshing: Promise<Session | null> | null = null;

/** The session of this browser, or `null` when nobody is signed in. */
export function getSession(): Session | null {
  return current;
}

/** Calls `listener` after each sign-in, renewal and sign-out, in this tab and in others. Answers how to stop. */
export function onSessionChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Keeps the tokens of a successful register, login or refresh answer. */
export function openSession(answer: Tokens): Session {
  if (!answer.token || !answer.refreshToken) {
    throw new Error(t("The server sent no tokens."));
  }
  const session = {
    token: answer.token,
    refreshToken: answer.refreshToken,
    expiresAt: answer.expiresAt ? Date.parse(answer.expiresAt) : Date.now() + 60_000,
  };
  write(session);
  return session;
}

/** Forgets the tokens of this browser. Telling the server is the caller's task. */
export function closeSession(): void {
  write(null);
}

/** An access token that is good for the next moments, renewed first if need be; `null` when nobody is signed in. */
export async function accessToken(): Promise<string | null> {
  if (!current) {
    return null;
  }
  if (current.expiresAt - Date.now() > RENEW_BEFORE_MS) {
    return current.token;
  }
  return (await refreshSession(current.token))?.token ?? null;
}

/**
 * Renews the session whose access token `rejected` was refused. Refresh tokens rotate, so a second renewal with the same
 * one would sign the person out: requests of this tab share one renewal, and tabs take turns through a browser lock and
 * use what the other one got. Answers `null`, and signs out, when the server refuses.
 */
export function refreshSession(rejected: string): Promise<Session | null> {
  if (current && current.token !== rejected) {
    return Promise.resolve(current);
  }
  refreshing ??= inTurn(() => renew(rejected)).finally(() => {
    refreshing = null;
  });
  return refreshing;
}

async function renew(rejected: string): Promise<Session | null> {
  const stored = read();
  if (!stored) {
    write(null);
    return null;
  }
  if (stored.token !== rejected) {
    write(stored);
    return stored;
  }
  let response: Response;
  try {
    response = await fetch("/api/v1/auth/refresh", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ refreshToken: stored.refreshToken }),
    });
  } catch (cause) {
    throw new OfflineError(cause);
  }
  if (response.ok) {
    return openSession((await response.json()) as Tokens);
  }
  if (response.status === 401 || response.status === 400) {
    write(null);
    return null;
  }
  // A server that is restarting or overloaded says nothing about the tokens: keep them and let the request fail.
  throw new OfflineError();
}

/** Browser locks exist in secure contexts only; over plain http in a home network the tabs merely do not take turns. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  return navigator.locks ? await navigator.locks.request(KEY, work) : await work();
}

function read(): Session | null {
  const text = localStorage.getItem(KEY);
  if (!text) {
    return null;
  }
  try {
    const value = JSON.parse(text) as Partial<Session>;
    return value.token && value.refreshToken && value.expiresAt ? (value as Session) : null;
  } catch {
    return null;
  }
}

function write(session: Session | null): void {
  current = session;
  if (session) {
    localStorage.setItem(KEY, JSON.stringify(session));
  } else {
    localStorage.removeItem(KEY);
  }
  announce();
}

function announce(): void {
  for (const listener of [...listeners]) {
    listener();
  }
}

window.addEventListener("storage", (event) => {
  if (event.key === KEY || event.key === null) {
    current = read();
    announce();
  }
});
