import { ApiError, messageOf, OfflineError } from "@/api/error";
import type { UploadConfig, UploadResult } from "@/api/types";
import { t } from "@/i18n";
import { ChunkedFile } from "./chunks";
import type { PickedFile } from "./files";
import { GROUP_FILES, nextGroup, SMALL, spread } from "./groups";
import type { Hasher } from "./hasher";
import { outcomeOf } from "./results";
import { randomId } from "./session";
import { BusyError, type Transport } from "./transport";

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
  /** The asset of the library that has this content already, `null` when there is none or nobody knows. */
  known(hash: string): Promise<string | null>;
  config(): Promise<UploadConfig>;
  /** Resolves once the server may be tried again. */
  untilReachable(): Promise<void>;
  wait(ms: number): Promise<void>;
}

/** How many files are hashed ahead of sending: enough to keep the line busy, not so many that a cancel wastes much. */
const AHEAD = 32;
/** Browsers open six connections to a server; the rest are for looking at photos meanwhile. */
const MOST_REQUESTS = 3;
const ATTEMPTS = 5;

type Shipment = { group: number[]; alone: boolean } | { large: ChunkedFile; index: number };

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
  /** Files of a group that was refused as a whole; each travels by itself to show whose fault it was. */
  private alone: number[] = [];
  private large: ChunkedFile[] = [];
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
    if (this.is(key, "failed", "cancelled")) {
      this.attempts.delete(key);
      this.change(key, { state: "waiting", sent: 0, error: undefined });
      this.toHash.push(key);
      this.pump();
    }
  }

  /** Stops an upload; what the server has of it expires there. */
  cancel(key: number): void {
    if (this.is(key, "waiting", "checking", "ready", "sending")) {
      this.change(key, { state: "cancelled" });
      this.forget(key);
      this.aborts.get(key)?.abort();
      this.aborts.delete(key);
      this.pump();
    }
  }

  /** Forgets an upload that is over. */
  remove(key: number): void {
    this.uploads.delete(key);
    this.hashes.delete(key);
  }

  private is(key: number, ...states: UploadState[]): boolean {
    const upload = this.uploads.get(key);
    return upload !== undefined && states.includes(upload.state);
  }

  private change(key: number, change: Partial<Upload>): void {
    const upload = this.uploads.get(key);
    if (upload) {
      const now = { ...upload, ...change };
      this.uploads.set(key, now);
      this.onChange(now);
    }
  }

  private fail(key: number, error: string): void {
    this.forget(key);
    this.change(key, { state: "failed", error, sent: 0 });
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
      const shipped =
        "group" in shipment ? this.shipGroup(shipment.group, shipment.alone) : this.shipChunk(shipment);
      void shipped.finally(() => {
        this.running--;
        this.pump();
      });
    }
  }

  private async hashNext(): Promise<void> {
    this.hashing = true;
    const key = this.toHash.shift()!;
    const { file } = this.uploads.get(key)!;
    this.change(key, { state: "checking" });
    try {
      this.config ??= await this.world.config();
      const hash = this.hashes.get(key) ?? (await this.world.hash(file));
      this.hashes.set(key, hash);
      // A large file is worth a question before it is sent; a small one is sent as quickly as it is asked about.
      const assetId = file.size > SMALL ? await this.world.known(hash) : null;
      if (this.is(key, "checking") && assetId) {
        const error = t("Already in your library");
        this.change(key, { state: "duplicate", assetId, error, sent: file.size });
      } else if (this.is(key, "checking")) {
        this.lineUp(key, file, hash, this.config);
      }
    } catch (error) {
      if (error instanceof OfflineError) {
        await this.world.untilReachable();
      }
      if (this.is(key, "checking")) {
        if (error instanceof OfflineError) {
          this.toHash.unshift(key);
        } else {
          this.fail(key, messageOf(error));
        }
      }
    } finally {
      this.hashing = false;
      this.pump();
    }
  }

  /** Puts a hashed file in line, unless the same bytes are in line already. */
  private lineUp(key: number, file: File, hash: string, config: UploadConfig): void {
    const first = this.firstWithHash.get(hash);
    if (first !== undefined && first !== key) {
      const name = this.uploads.get(first)?.file.name ?? t("another file");
      this.change(key, { state: "duplicate", error: t("The same as {{name}}", { name }) });
      return;
    }
    this.firstWithHash.set(hash, key);
    this.change(key, { state: "ready" });
    if (file.size <= SMALL) {
      this.small.push(key);
    } else {
      this.large.push(new ChunkedFile(key, hash, file, config.chunk_size));
    }
  }

  private nextShipment(): Shipment | null {
    const alone = this.alone.shift();
    if (alone !== undefined) {
      return { group: [alone], alone: true };
    }
    // A fuller group is worth waiting for while more files are being hashed and the line is busy anyway.
    const full = this.small.length >= GROUP_FILES;
    if (
      this.small.length > 0 &&
      (full || this.running === 0 || (this.toHash.length === 0 && !this.hashing))
    ) {
      const group = nextGroup(this.small.map((key) => this.uploads.get(key)!)).map(({ key }) => key);
      this.small = this.small.filter((key) => !group.includes(key));
      return { group, alone: false };
    }
    for (const large of this.large) {
      const index = large.take();
      if (index !== null) {
        return { large, index };
      }
    }
    return null;
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
        parts: files.map((file) => ({ name: `single_${randomId()}`, body: file, fileName: file.name })),
        ...(keys.length === 1 ? { hash: this.hashes.get(keys[0]!)! } : {}),
        signal: abort.signal,
        onProgress: (loaded, total) => {
          spread(files, loaded / Math.max(1, total)).forEach((sent, i) => {
            this.progress(keys[i]!, sent);
          });
        },
      });
      keys.forEach((key, i) => {
        const named = results.find((result) => result.file_name === files[i]!.name);
        this.settle(key, named ?? (keys.length === 1 ? results[0] : undefined));
      });
    } catch (error) {
      await this.afterFailedGroup(keys, alone, error);
    } finally {
      for (const key of keys) {
        this.aborts.delete(key);
      }
    }
  }

  private async afterFailedGroup(keys: number[], alone: boolean, error: unknown): Promise<void> {
    // Cancelling one file of a group stops the request; the others go on by themselves.
    const rest = keys.filter((key) => this.is(key, "sending"));
    if (isAbort(error) || (await this.mayTryAgain(rest, error))) {
      this.small.unshift(...this.readyAgain(rest));
    } else if (rest.length > 1 && !alone) {
      this.alone.push(...this.readyAgain(rest));
    } else {
      for (const key of rest) {
        this.fail(key, messageOf(error));
      }
    }
  }

  /** Takes back what is still being sent, and answers it; some may have been cancelled meanwhile. */
  private readyAgain(keys: number[]): number[] {
    const waiting = keys.filter((key) => this.is(key, "sending"));
    for (const key of waiting) {
      this.change(key, { state: "ready", sent: 0 });
    }
    return waiting;
  }

  private async shipChunk({ large, index }: { large: ChunkedFile; index: number }): Promise<void> {
    const { key } = large;
    const abort = this.aborts.get(key) ?? new AbortController();
    this.aborts.set(key, abort);
    if (this.is(key, "ready")) {
      this.change(key, { state: "sending" });
    }
    try {
      const [result] = await this.world.send({
        parts: [large.part(index)],
        hash: large.hash,
        signal: abort.signal,
        onProgress: (loaded, total) => this.progress(key, large.progress(index, loaded / Math.max(1, total))),
      });
      this.progress(key, large.progress(index, 1));
      this.attempts.delete(key);
      if (!result?.success || result.status !== "uploading") {
        this.settle(key, result);
        this.aborts.delete(key);
      }
    } catch (error) {
      this.progress(key, large.progress(index, 0));
      if (this.is(key, "sending") && !isAbort(error)) {
        await this.afterFailedChunk(large, index, abort, error);
      }
    } finally {
      large.landed();
      // Every chunk was taken and yet the server never called the file complete: better to say so than to hang.
      if (large.isOver && this.is(key, "sending")) {
        this.fail(key, t("The server did not put the parts of this file together."));
      }
    }
  }

  private async afterFailedChunk(
    large: ChunkedFile,
    index: number,
    abort: AbortController,
    error: unknown,
  ): Promise<void> {
    if (await this.mayTryAgain([large.key], error)) {
      large.retry(index);
    } else if (this.is(large.key, "sending")) {
      this.fail(large.key, messageOf(error));
      abort.abort();
      this.aborts.delete(large.key);
    }
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

  private progress(key: number, sent: number): void {
    if (this.is(key, "sending") && this.uploads.get(key)!.sent !== sent) {
      this.change(key, { sent });
    }
  }

  private settle(key: number, result: UploadResult | undefined): void {
    if (!this.is(key, "sending")) {
      return;
    }
    const outcome = outcomeOf(result, this.hashes.get(key));
    if (outcome.state === "failed") {
      this.fail(key, outcome.error);
      return;
    }
    this.large = this.large.filter((large) => large.key !== key);
    const error = outcome.state === "duplicate" ? t("Already in your library") : undefined;
    this.change(key, { ...outcome, error, sent: this.uploads.get(key)!.file.size });
  }
}

function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}
