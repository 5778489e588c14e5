import { noteReachable } from "@/api/connection";
import { ApiError, errorOf, OfflineError } from "@/api/error";
import { accessToken, refreshSession } from "@/api/session";
import type { UploadResult } from "@/api/types";
import { t } from "@/i18n";

/** One part of a request: a whole file or a chunk of one, under the name that tells the server which. */
export interface Part {
  name: string;
  body: Blob;
  fileName: string;
}

/** One request of an upload. */
export interface Shipment {
  parts: readonly Part[];
  /** The BLAKE3 of the one file that all parts belong to. Absent for several files: the header would claim it for each. */
  hash?: string;
  signal: AbortSignal;
  /** Bytes of the request that have left, of all its bytes. */
  onProgress(loaded: number, total: number): void;
}

/** Sends a shipment and answers what the server made of each file in it. */
export type Transport = (shipment: Shipment) => Promise<UploadResult[]>;

/** How long a server that is busy wants to be left alone, in milliseconds. */
export class BusyError extends Error {
  override name = "BusyError";

  constructor(readonly waitMs: number) {
    super(t("The server is busy."));
  }
}

/** Sends by XMLHttpRequest, the only way a browser tells how much of a request has left. */
export const sendByXhr: Transport = async (shipment) => {
  const token = await accessToken();
  const answer = await post(shipment, token);
  if (answer.status === 401 && token) {
    const session = await refreshSession(token);
    if (session) {
      return resultsOf(await post(shipment, session.token));
    }
  }
  return resultsOf(answer);
};

interface Answer {
  status: number;
  body: unknown;
  retryAfter: string | null;
}

function post({ parts, hash, signal, onProgress }: Shipment, token: string | null): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    request.open("POST", "/api/v1/assets/batch");
    if (token) {
      request.setRequestHeader("Authorization", `Bearer ${token}`);
    }
    if (hash) {
      request.setRequestHeader("X-Content-Hash", hash);
    }
    request.upload.onprogress = (event) => onProgress(event.loaded, event.total);
    request.onload = () => {
      noteReachable(true);
      resolve({
        status: request.status,
        body: parse(request.responseText),
        retryAfter: request.getResponseHeader("Retry-After"),
      });
    };
    request.onerror = () => {
      noteReachable(false);
      reject(new OfflineError());
    };
    request.onabort = () => reject(new DOMException(t("The upload was cancelled."), "AbortError"));
    request.onloadend = () => signal.removeEventListener("abort", abort);
    signal.addEventListener("abort", abort);
    const form = new FormData();
    for (const part of parts) {
      form.append(part.name, part.body, part.fileName);
    }
    request.send(form);
  });
}

function resultsOf({ status, body, retryAfter }: Answer): UploadResult[] {
  if (status === 429 || status === 503) {
    throw new BusyError(Math.min(60, Number(retryAfter) || 2) * 1000);
  }
  if (status < 200 || status > 299) {
    throw errorOf(status, body);
  }
  if (typeof body === "object" && body !== null && "results" in body && Array.isArray(body.results)) {
    return body.results as UploadResult[];
  }
  throw new ApiError(status, t("The server sent an answer that is no upload result."));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
