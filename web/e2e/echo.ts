import { createHash } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** What a request was, in a form in which two that mean the same are equal. */
export interface Heard {
  method: string;
  path: string;
  query: [string, string][];
  headers: Record<string, string>;
  body: unknown;
}

/** A server that remembers what it heard, and answers with it. */
export interface Echo {
  url: string;
  /** What it heard since the last time it was asked. */
  take(): Heard[];
  close(): void;
}

/** Headers that no client is alike in. */
const OF_THE_CLIENT =
  /^(host|user-agent|accept(-.*)?|connection|content-length|transfer-encoding|expect|sec-fetch-mode)$/;

/** Starts the server. `/picture` is answered with bytes, everything else with what was heard. */
export async function startEcho(): Promise<Echo> {
  let heard: Heard[] = [];
  const server = createServer((request, response) => {
    void hear(request).then((one) => {
      heard.push(one);
      if (one.path === "/picture") {
        response.writeHead(200, { "Content-Type": "image/png" }).end(BYTES);
      } else {
        response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(one));
      }
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    take() {
      const all = heard;
      heard = [];
      return all;
    },
    close: () => server.close(),
  };
}

/** Bytes that are no text. */
export const BYTES = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0xff, 0xfe, 0x80]);

async function hear(request: IncomingMessage): Promise<Heard> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  const url = new URL(request.url ?? "/", "http://echo");
  const type = request.headers["content-type"] ?? "";
  return {
    method: request.method ?? "",
    path: url.pathname,
    query: [...url.searchParams],
    headers: Object.fromEntries(
      Object.entries(request.headers).flatMap(([name, value]): [string, string][] =>
        OF_THE_CLIENT.test(name)
          ? []
          : [[name, name === "content-type" ? mainType(String(value)) : String(value)]],
      ),
    ),
    body: await meaning(Buffer.concat(chunks), type),
  };
}

/** Without the boundary and the encoding, which each client writes as it likes. */
function mainType(type: string): string {
  return type.split(";")[0]!.trim();
}

async function meaning(bytes: Buffer, type: string): Promise<unknown> {
  if (bytes.length === 0) {
    return null;
  }
  if (type.startsWith("multipart/")) {
    const form = await new Response(new Uint8Array(bytes), { headers: { "Content-Type": type } }).formData();
    return Promise.all(
      [...form].map(async ([name, value]) =>
        typeof value === "string" ? [name, value] : [name, value.type, await digest(value)],
      ),
    );
  }
  if (type.includes("json")) {
    return JSON.parse(bytes.toString("utf8")) as unknown;
  }
  return createHash("sha256").update(bytes).digest("hex");
}

async function digest(file: Blob): Promise<string> {
  return createHash("sha256")
    .update(Buffer.from(await file.arrayBuffer()))
    .digest("hex");
}
