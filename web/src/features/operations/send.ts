import { noteReachable } from "@/api/connection";
import type { Call } from "./compose";
import type { Secret } from "./credentials";

/** What came back. */
export interface Reply {
  status: number;
  statusText: string;
  /** From sending to the last byte, milliseconds. */
  ms: number;
  headers: readonly (readonly [name: string, value: string])[];
  size: number;
  type: string;
  body: ReplyBody;
}

export type ReplyBody =
  | { kind: "empty" }
  | { kind: "json"; value: unknown; text: string }
  | { kind: "text"; text: string }
  | { kind: "picture" | "file"; blob: Blob; name: string };

/** Text that is longer is kept as a file: nobody reads it, and drawing it would hold the page up. */
const LONGEST_TEXT = 4_000_000;

/** Sends a request with its secret. Throws what `fetch` throws, and for a broken-off answer likewise. */
export async function send(call: Call, secret: Secret | null, signal: AbortSignal): Promise<Reply> {
  const began = performance.now();
  const response = await fetch(requestOf(call, secret), { signal, cache: "no-store" });
  noteReachable(true);
  const blob = await response.blob();
  const ms = performance.now() - began;
  const type = response.headers.get("Content-Type") ?? "";
  return {
    status: response.status,
    statusText: response.statusText,
    ms,
    headers: [...response.headers],
    size: blob.size,
    type,
    body: await bodyOf(blob, type, nameOf(response, call)),
  };
}

/** The request as the browser sends it. */
export function requestOf(call: Call, secret: Secret | null): Request {
  const { credential } = call;
  const headers = new Headers(call.headers.map(([name, value]): [string, string] => [name, value]));
  let { target } = call;
  if (credential && secret) {
    switch (credential.kind) {
      case "bearer":
        headers.set("Authorization", `Bearer ${secret.secret}`);
        break;
      case "basic":
        headers.set("Authorization", `Basic ${base64(`${secret.user ?? ""}:${secret.secret}`)}`);
        break;
      case "header":
        headers.set(credential.field, secret.secret);
        break;
      case "query":
        target += `${target.includes("?") ? "&" : "?"}${new URLSearchParams([[credential.field, secret.secret]])}`;
        break;
      // A cookie is the browser's to send.
    }
  }
  const body = contentOf(call.body);
  return new Request(location.origin + target, {
    method: call.method,
    headers,
    ...(body === null ? {} : { body }),
  });
}

function contentOf(body: Call["body"]): BodyInit | null {
  switch (body.kind) {
    case "none":
      return null;
    case "text":
      return body.text;
    case "file":
      return body.file;
    case "form": {
      const form = new FormData();
      for (const part of body.parts) {
        if ("file" in part) {
          form.append(part.name, part.file, part.file.name);
        } else {
          form.append(part.name, part.text);
        }
      }
      return form;
    }
  }
}

async function bodyOf(blob: Blob, type: string, name: string): Promise<ReplyBody> {
  if (blob.size === 0) {
    return { kind: "empty" };
  }
  // Not SVG: it may carry what a foreign hand wrote, and is as readable as text.
  if (/^image\/(?!svg)/.test(type)) {
    return { kind: "picture", blob, name };
  }
  if (blob.size > LONGEST_TEXT || !/json|^text\/|xml|javascript|x-www-form-urlencoded/.test(type)) {
    return { kind: "file", blob, name };
  }
  const text = await blob.text();
  if (/json/.test(type)) {
    try {
      return { kind: "json", value: JSON.parse(text) as unknown, text };
    } catch {
      // It says it is JSON and is not: shown as it came.
    }
  }
  return { kind: "text", text };
}

function nameOf(response: Response, { target }: Call): string {
  const said = /filename="([^"]+)"/.exec(response.headers.get("Content-Disposition") ?? "")?.[1];
  return said ?? (target.split("?")[0]!.split("/").pop() || "answer");
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
