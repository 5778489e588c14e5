import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import type { ReadableStream as NodeStream } from "node:stream/web";
import type { Plugin } from "vite";
import type { Start } from "./library";
import { type Mock, startMock } from "./routes";

/** Answers `/api` of the development server from a mock library; `MOCK=fresh` or `MOCK=empty` chooses how it starts. */
export function mockLibrary(): Plugin {
  return {
    name: "calotype:mock",
    apply: "serve",
    configureServer(server) {
      const mock = startMock({ state: (process.env.MOCK as Start["state"] | undefined) ?? "filled" });
      server.middlewares.use((request, response, next) => {
        if (isForMock(request.url)) {
          respond(mock, request, response).catch(next);
        } else {
          next();
        }
      });
    },
  };
}

const PREFIXES = ["/api/", "/v2/", "/openapi/", "/list-uploads-api", "/delete-upload-api", "/__mock/"];

/** Whether an address belongs to the mock and not to the app's files. */
export function isForMock(url: string | undefined): boolean {
  return PREFIXES.some((prefix) => url?.startsWith(prefix));
}

/** Carries a request of Node's HTTP server to the mock, and its answer back. */
export async function respond(
  mock: Mock,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const method = incoming.method ?? "GET";
  const hasBody = method !== "GET" && method !== "HEAD";
  const request = new Request(`http://${incoming.headers.host}${incoming.url}`, {
    method,
    headers: Object.entries(incoming.headers).flatMap(([name, value]): [string, string][] =>
      value === undefined || name === "connection" ? [] : [[name, String(value)]],
    ),
    ...(hasBody ? { body: Readable.toWeb(incoming) as ReadableStream<Uint8Array>, duplex: "half" } : {}),
  } as RequestInit);
  const response = await mock.handle(request);
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  if (response.body && method !== "HEAD") {
    Readable.fromWeb(response.body as NodeStream).pipe(outgoing);
  } else {
    outgoing.end();
  }
}
