import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import type { Start } from "./library";
import { type Mock, startMock } from "./routes";
import { isForMock, respond } from "./vite";

/**
 * The policy that the app is built for; the server sends the same. No inline script, no inline style, no foreign host.
 * `wasm-unsafe-eval` is for the BLAKE3 of the upload worker, `data:` for ThumbHash placeholders, `blob:` for previews
 * of files that are not uploaded yet.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "media-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "font-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
};

/** The built app over a mock library, with the security headers of the real server. */
export interface MockServer {
  url: string;
  mock: Mock;
  close(): Promise<void>;
}

/** Serves `dist` and the mock on a free port of this machine. */
export async function serveMock(dist: string, start: Start): Promise<MockServer> {
  const mock = startMock(start);
  const server = createServer((request, response) => {
    if (isForMock(request.url)) {
      respond(mock, request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
      return;
    }
    void fileOf(dist, request.url ?? "/").then((path) => {
      response.writeHead(200, {
        "Content-Type": TYPES[extname(path)] ?? "application/octet-stream",
        "Content-Security-Policy": CONTENT_SECURITY_POLICY,
        "X-Content-Type-Options": "nosniff",
      });
      createReadStream(path).pipe(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    mock,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** The file of an address, or the app's page for addresses that are its own. */
async function fileOf(dist: string, url: string): Promise<string> {
  const path = join(dist, normalize(new URL(url, "http://localhost").pathname));
  try {
    if ((await stat(path)).isFile()) {
      return path;
    }
  } catch {
    // Not a file of the build: a route of the app.
  }
  return join(dist, "index.html");
}
