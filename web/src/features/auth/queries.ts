import { queryOptions, useSuspenseQuery } from "@tanstack/react-query";
import { api, take } from "@/api/client";
import { closeSession, getSession, openSession } from "@/api/session";
import type { AuthAnswer, User } from "@/api/types";
import { queryClient } from "@/app/query";

/** The signed-in person. */
export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: () => take(api.GET("/api/v1/auth/me")),
  staleTime: 5 * 60_000,
});

/** The signed-in person; the routes below the shell have loaded it before they render. */
export function useMe(): User {
  return useSuspenseQuery(meQuery).data;
}

/** Keeps the tokens and the person of a successful answer. */
export function enter(answer: AuthAnswer): void {
  queryClient.clear();
  openSession(answer);
  if (answer.user) {
    queryClient.setQueryData(meQuery.queryKey, answer.user);
  }
}

/** Ends the session here and, if the server can be reached, there. */
export async function leave(): Promise<void> {
  const session = getSession();
  if (session) {
    try {
      await api.POST("/api/v1/auth/logout", { body: { refreshToken: session.refreshToken } });
    } catch {
      // Unreachable: the tokens are forgotten here all the same, and end by themselves there.
    }
  }
  closeSession();
  queryClient.clear();
}
