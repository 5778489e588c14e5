import { type ComponentType, lazy } from "react";
import { isReachable, noteReachable, subscribe } from "@/api/connection";
import { OfflineError } from "@/api/error";

/**
 * Loads the code of a page. The router reloads the window when code is missing, which is right after an update of the
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

/** A dialog or panel that is loaded when it is first shown, and waits for the server if that is away just then. */
export function lazyPart<Props>(part: () => Promise<{ default: ComponentType<Props> }>) {
  return lazy(async () => {
    for (;;) {
      try {
        return await loading(part)();
      } catch (error) {
        if (!(error instanceof OfflineError)) {
          throw error;
        }
        await backAgain();
      }
    }
  });
}

async function askServer(): Promise<void> {
  try {
    await fetch("/api/v1/health", { cache: "no-store" });
  } catch (cause) {
    noteReachable(false);
    throw new OfflineError(cause);
  }
}

function backAgain(): Promise<void> {
  return new Promise((resolve) => {
    const stop = subscribe(() => {
      if (isReachable()) {
        stop();
        resolve();
      }
    });
  });
}
