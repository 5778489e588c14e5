import { noteReachable } from "@/api/connection";
import { OfflineError } from "@/api/error";

/**
 * Loads a part of the app. The router reloads the page when a part is missing, which is right after an update of the
 * server but would leave nothing at all while the server is away; so that case is told apart here.
 */
export function loading<T>(part: () => Promise<T>): () => Promise<T> {
  return async () => {
    try {
      return await part();
    } catch (error) {
      await askServer();
      throw error;
    }
  };
}

async function askServer(): Promise<void> {
  try {
    await fetch("/api/v1/health", { cache: "no-store" });
  } catch (cause) {
    noteReachable(false);
    throw new OfflineError(cause);
  }
}
