import { OfflineError } from "@/api/error";
import { t } from "@/i18n";
import type { HashAnswer, HashRequest } from "./hash.worker";

/** Hashes files off the main thread. */
export type Hasher = (file: File) => Promise<string>;

/** A hasher on a worker of its own, which is started with the first file. */
export function workerHasher(): Hasher {
  let worker: Worker | null = null;
  let next = 1;
  const waiting = new Map<number, { resolve(hash: string): void; reject(error: Error): void }>();

  function start(): Worker {
    const started = new Worker(new URL("./hash.worker.ts", import.meta.url), { type: "module" });
    started.onmessage = ({ data }: MessageEvent<HashAnswer>) => {
      const entry = waiting.get(data.key);
      waiting.delete(data.key);
      if ("hash" in data) {
        entry?.resolve(data.hash);
      } else {
        entry?.reject(new Error(data.error));
      }
    };
    started.onerror = (event) => {
      // Without a message it is the script that could not be fetched.
      const error = event.message
        ? new Error(t("Checking the files failed in this browser."))
        : new OfflineError();
      for (const entry of waiting.values()) {
        entry.reject(error);
      }
      waiting.clear();
      worker = null;
    };
    return started;
  }

  return (file) =>
    new Promise((resolve, reject) => {
      worker ??= start();
      const key = next++;
      waiting.set(key, { resolve, reject });
      worker.postMessage({ key, file } satisfies HashRequest);
    });
}
