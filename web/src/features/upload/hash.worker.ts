import { createBLAKE3 } from "hash-wasm";

/** A file to hash, and the number its answer carries. */
export interface HashRequest {
  key: number;
  file: File;
}

/** The BLAKE3 of a file in hex, or why it could not be read. */
export type HashAnswer = { key: number; hash: string } | { key: number; error: string };

const ready = createBLAKE3();
/** Files are hashed one after the other: the hasher has one state, and the disk one head. */
let queue: Promise<void> = Promise.resolve();

self.onmessage = ({ data }: MessageEvent<HashRequest>) => {
  queue = queue.then(() => answer(data));
};

async function answer({ key, file }: HashRequest): Promise<void> {
  try {
    const hasher = await ready;
    hasher.init();
    const reader = file.stream().getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      hasher.update(part.value);
    }
    self.postMessage({ key, hash: hasher.digest("hex") } satisfies HashAnswer);
  } catch {
    self.postMessage({ key, error: "The file cannot be read any more." } satisfies HashAnswer);
  }
}
