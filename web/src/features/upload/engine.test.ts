import { beforeEach, describe, expect, it } from "vitest";
import { ApiError, OfflineError } from "@/api/error";
import type { UploadConfig, UploadResult } from "@/api/types";
import { type Upload, UploadEngine, type UploadState } from "./engine";
import { SMALL } from "./groups";
import { BusyError, type Shipment } from "./transport";

const CONFIG: UploadConfig = {
  chunk_size: 4 * 1024 * 1024,
  max_concurrent: 8,
  memory_buffer: 0,
  merge_concurrency: 2,
  max_in_flight_requests: 3,
};

/** A file of a size, without the bytes of it. */
function fileOf(name: string, size = 1000): { file: File; folder: string } {
  const file = new File(["x"], name);
  Object.defineProperty(file, "size", { value: size });
  file.slice = (from = 0, to = size) => Object.defineProperty(new Blob(), "size", { value: to - from });
  return { file, folder: "" };
}

/** A hash that tells the name, so that two names are two contents unless a test says otherwise. */
const hashOf = (name: string) => `hash-of-${name.replace(/^copy of /, "")}`;

function taken(shipment: Shipment): UploadResult[] {
  return shipment.parts.map(({ fileName }) => ({
    success: true,
    file_name: fileName,
    content_hash: hashOf(fileName),
    status: "processing",
  }));
}

let uploads: Map<string, Upload>;
let shipments: Shipment[];
let answer: (shipment: Shipment) => UploadResult[] | Promise<UploadResult[]>;
let waited: number[];
let engine: UploadEngine;
let inFlight: number;
let mostInFlight: number;

beforeEach(() => {
  uploads = new Map();
  shipments = [];
  waited = [];
  inFlight = 0;
  mostInFlight = 0;
  answer = taken;
  engine = new UploadEngine(
    {
      hash: async (file) => hashOf(file.name),
      known: async (hash) => (hash === hashOf("known.mov") ? "the-asset" : null),
      async send(shipment) {
        shipments.push(shipment);
        mostInFlight = Math.max(mostInFlight, ++inFlight);
        try {
          await Promise.resolve();
          return await answer(shipment);
        } finally {
          inFlight--;
        }
      },
      config: async () => CONFIG,
      untilReachable: async () => {
        waited.push(-1);
      },
      wait: async (ms) => {
        waited.push(ms);
      },
    },
    (upload) => uploads.set(upload.file.name, upload),
  );
});

async function settled(): Promise<Record<string, UploadState>> {
  for (let i = 0; i < 2000; i++) {
    await Promise.resolve();
  }
  return Object.fromEntries([...uploads].map(([name, { state }]) => [name, state]));
}

const names = (shipment: Shipment) => shipment.parts.map((part) => part.fileName);

describe("small files", () => {
  it("travel several to a request, in parts named single_<id>", async () => {
    // A line slower than the hashing, as lines are.
    answer = async (shipment) => {
      for (let i = 0; i < 60; i++) {
        await Promise.resolve();
      }
      return taken(shipment);
    };
    engine.add(Array.from({ length: 20 }, (_, i) => fileOf(`${i}.jpg`)));
    expect(Object.values(await settled())).toEqual(Array(20).fill("done"));
    expect(shipments.length).toBeLessThan(8);
    expect(shipments.flatMap(names).sort()).toEqual(Array.from({ length: 20 }, (_, i) => `${i}.jpg`).sort());
    for (const { parts, hash } of shipments) {
      expect(parts.every(({ name }) => /^single_[0-9a-f]{32}$/.test(name))).toBe(true);
      expect(hash === undefined || parts.length === 1).toBe(true);
    }
  });

  it("of one name never share a request, because answers are told apart by name", async () => {
    const twins = [1, 2, 3].map((i) => ({ ...fileOf("IMG_1.jpg"), folder: `day ${i}` }));
    let count = 0;
    engine = new UploadEngine(
      {
        hash: async () => `content ${count++}`,
        known: async () => null,
        send: async (shipment) => {
          shipments.push(shipment);
          return shipment.parts.map(({ fileName }) => ({
            success: true,
            file_name: fileName,
            content_hash: "",
          }));
        },
        config: async () => CONFIG,
        untilReachable: async () => undefined,
        wait: async () => undefined,
      },
      () => undefined,
    );
    engine.add(twins);
    await settled();
    expect(shipments.map((shipment) => shipment.parts.length)).toEqual([1, 1, 1]);
  });

  it("that are the same bytes twice are sent once", async () => {
    engine.add([fileOf("a.jpg"), fileOf("copy of a.jpg")]);
    expect(await settled()).toEqual({ "a.jpg": "done", "copy of a.jpg": "duplicate" });
    expect(shipments.flatMap(names)).toEqual(["a.jpg"]);
  });

  it("that the library has already are no failure", async () => {
    answer = (shipment) =>
      shipment.parts.map(({ fileName }) => ({
        success: false,
        file_name: fileName,
        content_hash: "",
        error: "this content is already stored",
      }));
    engine.add([fileOf("a.jpg")]);
    expect(await settled()).toEqual({ "a.jpg": "duplicate" });
  });

  it("fail each for itself, with the server's reason, and can be tried again", async () => {
    answer = (shipment) =>
      shipment.parts.map(({ fileName }) =>
        fileName === "bad.jpg"
          ? { success: false, file_name: fileName, content_hash: "", error: "the file is empty" }
          : { success: true, file_name: fileName, content_hash: "" },
      );
    engine.add([fileOf("good.jpg"), fileOf("bad.jpg")]);
    expect(await settled()).toEqual({ "good.jpg": "done", "bad.jpg": "failed" });
    expect(uploads.get("bad.jpg")!.error).toBe("The file is empty");
    answer = taken;
    engine.retry(uploads.get("bad.jpg")!.key);
    expect(await settled()).toEqual({ "good.jpg": "done", "bad.jpg": "done" });
  });

  it("are sent one by one when the server refuses the whole request", async () => {
    answer = (shipment) => {
      if (names(shipment).includes("bad.jpg")) {
        throw new ApiError(400, "Broken part.");
      }
      return taken(shipment);
    };
    engine.add([fileOf("a.jpg"), fileOf("bad.jpg"), fileOf("c.jpg")]);
    expect(await settled()).toEqual({ "a.jpg": "done", "bad.jpg": "failed", "c.jpg": "done" });
  });

  it("whose bytes arrived differently are not called uploaded", async () => {
    answer = (shipment) => taken(shipment).map((result) => ({ ...result, content_hash: "something else" }));
    engine.add([fileOf("a.jpg")]);
    expect(await settled()).toEqual({ "a.jpg": "failed" });
  });
});

describe("trouble on the way", () => {
  it("of the network is waited out", async () => {
    let away = 2;
    answer = (shipment) => {
      if (away-- > 0) {
        throw new OfflineError();
      }
      return taken(shipment);
    };
    engine.add([fileOf("a.jpg")]);
    expect(await settled()).toEqual({ "a.jpg": "done" });
    expect(waited).toEqual([-1, -1]);
  });

  it("of a busy server is waited out as long as it asks", async () => {
    let busy = true;
    answer = (shipment) => {
      if (busy) {
        busy = false;
        throw new BusyError(7000);
      }
      return taken(shipment);
    };
    engine.add([fileOf("a.jpg")]);
    expect(await settled()).toEqual({ "a.jpg": "done" });
    expect(waited).toEqual([7000]);
  });

  it("of a broken server is not waited out for ever", async () => {
    answer = () => {
      throw new ApiError(500, "Out of order.");
    };
    engine.add([fileOf("a.jpg")]);
    expect(await settled()).toEqual({ "a.jpg": "failed" });
    expect(uploads.get("a.jpg")!.error).toBe("Out of order.");
    expect(shipments.length).toBe(5);
  });

  it("while reading a file names that file", async () => {
    engine = new UploadEngine(
      {
        hash: () => Promise.reject(new Error("The file cannot be read any more.")),
        known: async () => null,
        send: async () => [],
        config: async () => CONFIG,
        untilReachable: async () => undefined,
        wait: async () => undefined,
      },
      (upload) => uploads.set(upload.file.name, upload),
    );
    engine.add([fileOf("a.jpg")]);
    expect(await settled()).toEqual({ "a.jpg": "failed" });
    expect(uploads.get("a.jpg")!.error).toBe("The file cannot be read any more.");
  });
});

describe("large files", () => {
  const size = SMALL + 5_000_000;
  const chunks = Math.ceil(size / CONFIG.chunk_size);

  /** Takes chunks as the server does: the last missing one completes the file. */
  function chunkServer(): (shipment: Shipment) => UploadResult[] {
    const seen = new Map<string, Set<string>>();
    return (shipment) => {
      const { name, fileName } = shipment.parts[0]!;
      const [, session, index, total] = /^chunk_([0-9a-f]+)_(\d+)_(\d+)$/.exec(name)!;
      const parts = seen.get(session!) ?? new Set();
      seen.set(session!, parts.add(index!));
      const complete = parts.size === Number(total);
      return [
        {
          success: true,
          file_name: fileName,
          content_hash: complete ? hashOf(fileName) : "",
          status: complete ? "processing" : "uploading",
        },
      ];
    };
  }

  it("that the library has already are not sent at all", async () => {
    answer = chunkServer();
    engine.add([fileOf("known.mov", SMALL * 3), fileOf("new.mov", SMALL + 1)]);
    expect(await settled()).toEqual({ "known.mov": "duplicate", "new.mov": "done" });
    expect(uploads.get("known.mov")).toMatchObject({ assetId: "the-asset", sent: SMALL * 3 });
    expect(shipments.flatMap(({ parts }) => parts).every(({ fileName }) => fileName === "new.mov")).toBe(
      true,
    );
  });

  it("travel in chunks under one session and the hash of the whole", async () => {
    answer = chunkServer();
    engine.add([fileOf("film.mov", size)]);
    expect(await settled()).toEqual({ "film.mov": "done" });
    expect(shipments).toHaveLength(chunks);
    expect(new Set(shipments.map(({ parts }) => parts[0]!.name.split("_")[1])).size).toBe(1);
    expect(shipments.map(({ parts }) => parts[0]!.name.split("_").slice(2).join("/")).sort()).toEqual(
      Array.from({ length: chunks }, (_, i) => `${i}/${chunks}`).sort(),
    );
    expect(shipments.reduce((sum, { parts }) => sum + parts[0]!.body.size, 0)).toBe(size);
    expect(shipments.every(({ hash }) => hash === hashOf("film.mov"))).toBe(true);
    expect(mostInFlight).toBeLessThanOrEqual(3);
  });

  it("send a lost chunk again, and only that one", async () => {
    const server = chunkServer();
    let lost = true;
    answer = (shipment) => {
      if (lost && shipment.parts[0]!.name.includes("_1_")) {
        lost = false;
        throw new OfflineError();
      }
      return server(shipment);
    };
    engine.add([fileOf("film.mov", size)]);
    expect(await settled()).toEqual({ "film.mov": "done" });
    expect(shipments).toHaveLength(chunks + 1);
  });

  it("fail when the server takes all chunks and never completes the file", async () => {
    answer = (shipment) => [
      { success: true, file_name: names(shipment)[0]!, content_hash: "", status: "uploading" },
    ];
    engine.add([fileOf("film.mov", size)]);
    expect(await settled()).toEqual({ "film.mov": "failed" });
  });
});

describe("cancelling", () => {
  it("stops what has not begun and what is being sent, and nothing else", async () => {
    let release: () => void = () => undefined;
    answer = (shipment) =>
      new Promise((resolve, reject) => {
        shipment.signal.addEventListener("abort", () => reject(new DOMException("", "AbortError")));
        release = () => resolve(taken(shipment));
      });
    engine.add([fileOf("a.jpg"), fileOf("b.jpg")]);
    await settled();
    expect(uploads.get("a.jpg")!.state).toBe("sending");
    engine.cancel(uploads.get("a.jpg")!.key);
    answer = taken;
    release();
    expect(await settled()).toEqual({ "a.jpg": "cancelled", "b.jpg": "done" });
  });
});
