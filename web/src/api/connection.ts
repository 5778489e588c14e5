import { useSyncExternalStore } from "react";

/** Whether the server could be reached the last time somebody asked. */
let reachable = true;
const listeners = new Set<() => void>();
let probe: ReturnType<typeof setTimeout> | undefined;
let wait = 1000;

/** Told by every request: `false` when the network failed, `true` for any answer at all. */
export function noteReachable(now: boolean): void {
  if (now === reachable) {
    return;
  }
  reachable = now;
  for (const listener of listeners) {
    listener();
  }
  clearTimeout(probe);
  if (!now) {
    wait = 1000;
    probe = setTimeout(askAgain, wait);
  }
}

/** `true` while the server answers. */
export function useReachable(): boolean {
  return useSyncExternalStore(subscribe, isReachable);
}

/** The same outside of React. */
export function isReachable(): boolean {
  return reachable;
}

/** Calls `listener` whenever the server is lost or found again. */
export function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

async function askAgain(): Promise<void> {
  try {
    await fetch("/api/v1/health", { cache: "no-store" });
    noteReachable(true);
  } catch {
    wait = Math.min(wait * 1.6, 10_000);
    probe = setTimeout(askAgain, wait);
  }
}
