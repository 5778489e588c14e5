import { onlineManager, QueryClient } from "@tanstack/react-query";
import { isReachable, subscribe } from "@/api/connection";
import { ApiError, OfflineError } from "@/api/error";

// "Online" means that the server answers: a home server is reachable without internet, and the other way round.
onlineManager.setEventListener((setOnline) => subscribe(() => setOnline(isReachable())));

/** The cache of everything read from the server. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      networkMode: "always",
      staleTime: 30_000,
      gcTime: 10 * 60_000,
      refetchOnWindowFocus: true,
      refetchOnReconnect: "always",
      // An answer is an answer: only a server that is not there, or not well, is asked again.
      retry: (count, error) =>
        count < 3 && (error instanceof OfflineError || (error instanceof ApiError && error.status >= 500)),
      retryDelay: (attempt) => Math.min(500 * 2 ** attempt, 8_000),
    },
    mutations: { networkMode: "always" },
  },
});
