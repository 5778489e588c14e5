import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { homedir, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { TestFile } from "./files";

/** The person of a real library, and the administrator of its portal. */
export const PERSON = { username: "talbot", password: "Lacock1835abbey" };
export const PORTAL_PERSON = { email: "ada@example.org", password: "Lovelace1843" };

const BINARY = process.env.CALOTYPE_BIN;

/** Why the tests on the real server cannot run here, or `null`. */
export const missingServer = !BINARY
  ? "CALOTYPE_BIN names no binary"
  : existsSync(BINARY)
    ? null
    : `there is no ${BINARY}`;

const CACHE = join(homedir(), ".cache/calotype");
const MODELS = process.env.CALOTYPE_MODELS__DIR ?? join(CACHE, "models");
const PORTRAIT = join(process.env.CALOTYPE_TOOLS ?? join(CACHE, "tools"), "photographs/astronaut.png");

/** Why faces cannot be looked for here, or `null`. */
export const missingFaces =
  [MODELS, PORTRAIT].map((path) => (existsSync(path) ? null : `there is no ${path}`)).find(Boolean) ?? null;

/** A public photograph with one face. */
export async function portrait(): Promise<Blob> {
  return new Blob([new Uint8Array(await readFile(PORTRAIT))], { type: "image/png" });
}

const STARTING_MS = 30_000;

/** A real server with a fresh library, and the app that was built into it. */
export interface RealServer {
  url: string;
  close(): Promise<void>;
}

/** Starts the real server on an empty folder. */
export async function startReal(): Promise<RealServer> {
  const folder = await mkdtemp(join(tmpdir(), "calotype-web-"));
  const port = await freePort();
  const api = `http://127.0.0.1:${port}`;
  const child = spawn(
    BINARY!,
    ["serve", "--data-dir", join(folder, "data"), "--listen", `127.0.0.1:${port}`],
    {
      stdio: ["ignore", "ignore", "inherit"],
      env: {
        // Not the whole environment: each CALOTYPE_… in it would be read as a setting.
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        // The app has to find the portal.
        API_PREFIX: "pictures/v9",
        ADMIN_DEFAULT_EMAIL: PORTAL_PERSON.email,
        ADMIN_DEFAULT_PASSWORD: PORTAL_PERSON.password,
        // Faces are found with the models of this machine, for anybody.
        FACE_API_API_KEY_ENABLED: "false",
        CALOTYPE_MODELS__DIR: MODELS,
      },
    },
  );
  try {
    await answering(`${api}/api/v1/health`, child);
  } catch (error) {
    child.kill();
    throw error;
  }
  return {
    url: api,
    async close() {
      const ended = new Promise((done) => child.once("exit", done));
      child.kill();
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A file of `testdata/`. */
export async function testFile(name: string, mimeType: string): Promise<TestFile> {
  return {
    name: name.split("/").pop()!,
    mimeType,
    buffer: await readFile(resolve("..", "testdata", name)),
  };
}

async function answering(url: string, child: ChildProcess): Promise<void> {
  const until = Date.now() + STARTING_MS;
  while (Date.now() < until) {
    if (child.exitCode !== null) {
      throw new Error(`the server ended with ${child.exitCode}`);
    }
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) {
      return;
    }
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error("the server did not start");
}

function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const probe = createServer();
    probe.once("error", failed);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => (address && typeof address === "object" ? done(address.port) : failed()));
    });
  });
}
