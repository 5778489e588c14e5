import { infiniteQueryOptions } from "@tanstack/react-query";
import { api, take } from "@/api/client";

/** Which events are shown; absent means all. */
export interface AuditFilter {
  /** `upload.created` and the like. */
  action?: string;
  /** Id of the thing that it happened to. */
  target?: string;
  /** Id of the user or key that did it. */
  actor?: string;
}

const PAGE = 50;

/** What people, programs and calotype itself did, newest first. Admins only. */
export function eventsQuery({ action, target, actor }: AuditFilter) {
  return infiniteQueryOptions({
    queryKey: ["audit", action ?? "", target ?? "", actor ?? ""],
    queryFn: ({ signal, pageParam }) =>
      take(
        api.GET("/api/v1/admin/audit-events", {
          params: {
            query: {
              limit: PAGE,
              ...(action ? { action } : {}),
              ...(target ? { target_id: target } : {}),
              ...(actor ? { actor } : {}),
              ...(pageParam ? { cursor: pageParam } : {}),
            },
          },
          signal,
        }),
      ),
    initialPageParam: "",
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
  });
}

/** Reads the filter of an address. Each name is there, because the router keeps what is not named as it is. */
export function readAuditFilter(search: Record<string, unknown>): AuditFilter {
  const word = (value: unknown) => (typeof value === "string" && value.trim() ? value.trim() : undefined);
  return { action: word(search.action), target: word(search.target), actor: word(search.actor) };
}
