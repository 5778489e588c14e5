import { ApiError, messageOf, OfflineError } from "@/api/error";
import type { UploadConfig, UploadResult } from "@/api/types";
import type { PickedFile } from "./files";
import type { Hasher } from "./hasher";
import { BusyError, type Part, type Transport } from "./transport";

/** What is going on with one file. */
export type UploadState =
  | "waiting"
  | "checking"
  | "ready"
  | "sending"
  | "done"
  | "duplicate"
  | "failed"
  | "cancelled";

/** One file on its way. A new object with each change, so that rows of a list know when to repaint. */
export interface Upload {
  readonly key: number;
  readonly file: File;
  readonly folder: string;
  readonly state: UploadState;
  /** Bytes that have left this machine. */
  readonly sent: number;
  readonly error?: string;
  readonly assetId?: string;
}

/** The parts of the world that the engine needs; tests bring their own. */
export interface World {
  hash: Hasher;
  send: Transport;
  config(): Promise<UploadConfig>;
  /** Resolves once the server may be tried again. */
  untilReachable(): Promise<void>;
  wait(ms: number): Promise<void>;
}

/** Files up to this size travel several per request; larger ones in chunks. */
export const SMALL = 10 * 1024 * 1024;
const GROUP_FILES = 8;
const GROUP_BYTES = 16 * 1024 * 1024;
/** How many files are hashed ahead of sending: enough to keep the line busy, not so many that a cancel wastes much. */
const AHEAD = 32;
/** Browsers open six connections to a server; the rest are for looking at photos meanwhile. */
const MOST_REQUESTS = 3;
const ATTEMPTS = 5;

interface Large {
  key: number;
  hash: string;
  session: string;
  chunkSize: number;
  total: number;
  next: number;
  /** Chunks to send again. */
  again: number[];
  sent: Map<number, number>;
  attempts: number;
  inFlight: number;
}

type Shipment =
  | { kind: "group"; keys: number[]; alone: boolean }
  | { kind: "chunk"; large: Large; index: number };

/**
 * Uploads files: hashes them one by one, sends small ones in groups and large ones in chunks, a few requests at a time,
 * and tries again what may still succeed. Knows nothing of React; the store listens to `onChange`.
 */
export class UploadEngine {
  private readonly uploads = new Map<number, Upload>();
  private readonly hashes = new Map<number, string>();
  private readonly firstWithHash = new Map<string, number>();
  private readonly aborts = new Map<number, AbortController>();
  private readonly attempts = new Map<number, number>();
  private toHash: number[] = [];
  private small: number[] = [];
  private alone: number[] = [];
  private large: Large[] = [];
  private hashing = false;
  private running = 0;
  private nextKey = 1;
  private config: UploadConfig | null = null;

  constructor(
    private readonly world: World,
    private readonly onChange: (upload: Upload) => void,
  ) {}

  /** Takes files in; they start by themselves. */
  add(files: readonly PickedFile[]): void {
    for (const { file, folder } of files) {
      const key = this.nextKey++;
      this.uploads.set(key, { key, file, folder, state: "waiting", sent: 0 });
      this.toHash.push(key);
      this.onChange(this.uploads.get(key)!);
    }
    this.pump();
  }

  /** Starts a failed or cancelled upload again. */
  retry(key: number): void {
    const upload = this.uploads.get(key);
    if (upload && (upload.state === "failed" || upload.state === "cancelled")) {
      this.attempts.delete(key);
      this.change(key, { state: "waiting", sent: 0, error: undefined });
      this.toHash.push(key);
      this.pump();
    }
  }

  /** Stops an upload; what the server has of it expires there. */
  cancel(key: number): void {
    const upload = this.uploads.get(key);
    if (!upload || ["done", "duplicate", "failed", "cancelled"].includes(upload.state)) {
      return;
    }
    this.change(key, { state: "cancelled" });
    this.forget(key);
    this.aborts.get(key)?.abort();
    this.pump();
  }

  /** Forgets an upload that is over. */
  remove(key: number): void {
    this.uploads.delete(key);
    this.hashes.delete(key);
  }

  private change(key: number, change: Partial<Upload>): void {
    const upload = this.uploads.get(key);
    if (upload) {
      const now = { ...upload, ...change };
      this.uploads.set(key, now);
      this.onChange(now);
    }
  }

  private stateOf(key: number): UploadState | undefined {
    return this.uploads.get(key)?.state;
  }

  private forget(key: number): void {
    const others = (one: number) => one !== key;
    this.toHash = this.toHash.filter(others);
    this.small = this.small.filter(others);
    this.alone = this.alone.filter(others);
    this.large = this.large.filter((large) => large.key !== key);
    const hash = this.hashes.get(key);
    if (hash && this.firstWithHash.get(hash) === key) {
      this.firstWithHash.delete(hash);
    }
  }

  private fail(key: number, error: string): void {
    this.forget(key);
    this.change(key, { state: "failed", error, sent: 0 });
  }

  /** Does whatever can be done now. Called after every change of anything. */
  private pump(): void {
    if (!this.hashing && this.toHash.length > 0 && this.small.length + this.large.length < AHEAD) {
      void this.hashNext();
    }
    while (this.running < MOST_REQUESTS) {
      const shipment = this.nextShipment();
      if (!shipment) {
        return;
      }
      this.running++;
      void this.ship(shipment).finally(() => {
        this.running--;
        this.pump();
      });
    }
  }

  private async hashNext(): Promise<void> {
    this.hashing = true;
    const key = this.toHash.shift()!;
    const upload = this.uploads.get(key)!;
    this.change(key, { state: "checking" });
    try {
      const config = await this.loadConfig();
      const hash = this.hashes.get(key) ?? (await this.world.hash(upload.file));
      if (this.stateOf(key) === "checking") {
        this.hashes.set(key, hash);
        this.line(key, upload.file, hash, config);
      }
    } catch (error) {
      if (error instanceof OfflineError) {
        await this.world.untilReachable();
        if (this.stateOf(key) === "checking") {
          this.toHash.unshift(key);
        }
      } else if (this.stateOf(key) === "checking") {
        this.fail(key, messageOf(error));
      }
    } finally {
      this.hashing = false;
      this.pump();
    }
  }

  private async loadConfig(): Promise<UploadConfig> {
    this.config ??= await this.world.config();
    return this.config;
  }

  /** Puts a hashed file in line, unless the same bytes are in line already. */
  private line(key: number, file: File, hash: string, config: UploadConfig): void {
    const first = this.firstWithHash.get(hash);
    if (first !== undefined && first !== key) {
      this.change(key, {
        state: "duplicate",
        error: `The same as ${this.uploads.get(first)?.file.name ?? "another file"}`,
      });
      return;
    }
    this.firstWithHash.set(hash, key);
    this.change(key, { state: "ready" });
    if (file.size <= SMALL) {
      this.small.push(key);
      return;
    }
    this.large.push({
      key,
      hash,
      session: randomId(),
      chunkSize: config.chunk_size,
      total: Math.ceil(file.size / config.chunk_size),
      next: 0,
      again: [],
      sent: new Map(),
      attempts: 0,
      inFlight: 0,
    });
  }

  private nextShipment(): Shipment | null {
    const alone = this.alone.shift();
    if (alone !== undefined) {
      return { kind: "group", keys: [alone], alone: true };
    }
    // A group is worth waiting for while more files are being hashed and the line is busy anyway.
    const complete =
      this.small.length >= GROUP_FILES || this.running === 0 || (this.toHash.length === 0 && !this.hashing);
    if (this.small.length > 0 && complete) {
      return { kind: "group", keys: this.takeGroup(), alone: false };
    }
    for (const large of this.large) {
      const index = large.again.shift() ?? (large.next < large.total ? large.next++ : null);
      if (index !== null) {
        return { kind: "chunk", large, index };
      }
    }
    return null;
  }

  /** Results are matched by file name, so no two files of a group may share one. */
  private takeGroup(): number[] {
    const keys: number[] = [];
    const names = new Set<string>();
    let bytes = 0;
    for (const key of this.small) {
      const { file } = this.uploads.get(key)!;
      if (names.has(file.name) || (keys.length > 0 && bytes + file.size > GROUP_BYTES)) {
        continue;
      }
      keys.push(key);
      names.add(file.name);
      bytes += file.size;
      if (keys.length === GROUP_FILES) {
        break;
      }
    }
    this.small = this.small.filter((key) => !keys.includes(key));
    return keys;
  }

  private ship(shipment: Shipment): Promise<void> {
    return shipment.kind === "group"
      ? this.shipGroup(shipment.keys, shipment.alone)
      : this.shipChunk(shipment.large, shipment.index);
  }

  private async shipGroup(keys: number[], alone: boolean): Promise<void> {
    const files = keys.map((key) => this.uploads.get(key)!.file);
    const abort = new AbortController();
    for (const key of keys) {
      this.aborts.set(key, abort);
      this.change(key, { state: "sending", sent: 0 });
    }
    try {
      const results = await this.world.send({
        parts: files.map((file): Part => ({ name: `single_${randomId()}`, body: file, fileName: file.name })),
        ...(keys.length === 1 ? { hash: this.hashes.get(keys[0]!)! } : {}),
        signal: abort.signal,
        onProgress: (loaded, total) => this.spread(keys, files, loaded / Math.max(1, total)),
      });
      keys.forEach((key, i) => {
        const result =
          results.find((result) => result.file_name === files[i]!.name) ??
          (keys.length === 1 ? results[0] : undefined);
        this.settle(key, result);
      });
    } catch (error) {
      await this.afterFailedGroup(keys, alone, error);
    } finally {
      for (const key of keys) {
        this.aborts.delete(key);
      }
    }
  }

  /** Shares the progress of a request out to its files, first to last, as they are sent. */
  private spread(keys: number[], files: File[], share: number): void {
    let left = share * files.reduce((sum, file) => sum + file.size, 0);
    keys.forEach((key, i) => {
      const sent = Math.max(0, Math.min(files[i]!.size, Math.round(left)));
      left -= files[i]!.size;
      if (this.stateOf(key) === "sending" && this.uploads.get(key)!.sent !== sent) {
        this.change(key, { sent });
      }
    });
  }

  private async afterFailedGroup(keys: number[], alone: boolean, error: unknown): Promise<void> {
    // Cancelling one file of a group stops the request; the others go on by themselves.
    const rest = keys.filter((key) => this.stateOf(key) === "sending");
    if (isAbort(error)) {
      this.lineAgain(rest);
      return;
    }
    if (await this.mayTryAgain(rest, error)) {
      this.lineAgain(rest.filter((key) => this.stateOf(key) === "sending"));
    } else if (rest.length > 1 && !alone) {
      // The server refused the request as a whole: one by one shows whose fault it was.
      for (const key of rest) {
        this.change(key, { state: "ready", sent: 0 });
      }
      this.alone.push(...rest);
    } else {
      for (const key of rest) {
        this.fail(key, messageOf(error));
      }
    }
  }

  private lineAgain(keys: number[]): void {
    for (const key of keys) {
      this.change(key, { state: "ready", sent: 0 });
    }
    this.small.unshift(...keys);
  }

  /** Waits out a network that is away or a server that is busy; `false` when trying again would not help. */
  private async mayTryAgain(keys: number[], error: unknown): Promise<boolean> {
    if (error instanceof OfflineError) {
      await this.world.untilReachable();
      return true;
    }
    if (error instanceof BusyError) {
      await this.world.wait(error.waitMs);
      return true;
    }
    const attempt = Math.max(0, ...keys.map((key) => this.attempts.get(key) ?? 0)) + 1;
    for (const key of keys) {
      this.attempts.set(key, attempt);
    }
    if (error instanceof ApiError && error.status >= 500 && attempt < ATTEMPTS) {
      await this.world.wait(500 * 2 ** attempt);
      return true;
    }
    return false;
  }

  private async shipChunk(large: Large, index: number): Promise<void> {
    const { key } = large;
    const { file } = this.uploads.get(key)!;
    const abort = this.aborts.get(key) ?? new AbortController();
    this.aborts.set(key, abort);
    if (this.stateOf(key) !== "sending") {
      this.change(key, { state: "sending" });
    }
    const from = index * large.chunkSize;
    const body = file.slice(from, Math.min(file.size, from + large.chunkSize));
    const progress = (bytes: number) => {
      large.sent.set(index, bytes);
      if (this.stateOf(key) === "sending") {
        this.change(key, { sent: [...large.sent.values()].reduce((a, b) => a + b, 0) });
      }
    };
    large.inFlight++;
    try {
      const [result] = await this.world.send({
        parts: [{ name: `chunk_${large.session}_${index}_${large.total}`, body, fileName: file.name }],
        hash: large.hash,
        signal: abort.signal,
        onProgress: (loaded, total) => progress(Math.round((loaded / Math.max(1, total)) * body.size)),
      });
      progress(body.size);
      large.attempts = 0;
      if (!result?.success || result.status !== "uploading") {
        this.settle(key, result);
        this.aborts.delete(key);
      }
    } catch (error) {
      progress(0);
      if (isAbort(error) || this.stateOf(key) !== "sending") {
        return;
      }
      if (await this.mayTryAgain([key], error)) {
        large.again.push(index);
      } else {
        this.fail(key, messageOf(error));
        abort.abort();
        this.aborts.delete(key);
      }
    } finally {
      large.inFlight--;
      this.checkStranded(large);
    }
  }

  /** Every chunk was taken and yet the server never said that the file is complete: better to say so than to hang. */
  private checkStranded(large: Large): void {
    const all = large.next === large.total && large.again.length === 0 && large.inFlight === 0;
    if (all && this.stateOf(large.key) === "sending") {
      this.fail(large.key, "The server did not put the parts of this file together.");
    }
  }

  private settle(key: number, result: UploadResult | undefined): void {
    if (this.stateOf(key) !== "sending") {
      return;
    }
    this.large = this.large.filter((large) => large.key !== key);
    const size = this.uploads.get(key)!.file.size;
    if (!result) {
      this.fail(key, "The server did not say what became of this file.");
    } else if (result.success) {
      const hash = this.hashes.get(key);
      if (hash && result.content_hash && result.content_hash.toLowerCase() !== hash) {
        this.fail(key, "What the server received is not what was sent.");
        return;
      }
      this.change(key, { state: "done", sent: size, assetId: result.asset_id });
    } else if (isDuplicate(result)) {
      this.change(key, {
        state: "duplicate",
        sent: size,
        assetId: result.asset_id,
        error: "Already in your library",
      });
    } else {
      this.fail(key, sentence(result.error ?? result.message ?? "The server refused this file"));
    }
  }
}

/** A code says it surely; servers that send none say it in words. */
function isDuplicate(result: UploadResult): boolean {
  return result.code
    ? result.code.includes("duplicate")
    : /already|duplicate/i.test(result.error ?? result.message ?? "");
}

function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** Without underscores, which separate the parts of a part's name. `randomUUID` needs https; this does not. */
function randomId(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");
}
