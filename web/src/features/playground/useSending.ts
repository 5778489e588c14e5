import { useCallback, useEffect, useRef, useState } from "react";
import { messageOf } from "@/api/error";
import type { Call } from "@/features/operations/compose";
import type { Secret } from "@/features/operations/credentials";
import { type Reply, send } from "@/features/operations/send";

/** Where a request is: not sent, on its way, answered, or broken off. */
export type Sending =
  | { kind: "rest" }
  | { kind: "busy" }
  | { kind: "answered"; call: Call; reply: Reply }
  | { kind: "failed"; message: string }
  | { kind: "stopped" };

/** Sends one request at a time; the next one ends the one before it. */
export function useSending() {
  const [state, setState] = useState<Sending>({ kind: "rest" });
  const control = useRef<AbortController | null>(null);
  useEffect(() => () => control.current?.abort(), []);
  return {
    state,
    send: useCallback(async (call: Call, secret: () => Promise<Secret | null>) => {
      control.current?.abort();
      const mine = new AbortController();
      control.current = mine;
      setState({ kind: "busy" });
      let next: Sending;
      try {
        next = { kind: "answered", call, reply: await send(call, await secret(), mine.signal) };
      } catch (error) {
        next = mine.signal.aborted ? { kind: "stopped" } : { kind: "failed", message: messageOf(error) };
      }
      if (control.current === mine) {
        setState(next);
      }
    }, []),
    stop: useCallback(() => control.current?.abort(), []),
  };
}
