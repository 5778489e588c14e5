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
  /** The first and the last day, as `2026-01-31`, of this browser's days. */
  from?: string;
  to?: string;
}

const DAY = /^\d{4}-\d\d-\d\d$/;
const PAGE = 50;

/** What people, programs and calotype itself did, newest first. Admins only. */
export function eventsQuery({ action, target, actor, from, to }: AuditFilter) {
  return infiniteQueryOptions({
    queryKey: ["audit", action ?? "", target ?? "", actor ?? "", from ?? "", to ?? ""],
    queryFn: ({ signal, pageParam }) =>
      take(
        api.GET("/api/v1/admin/audit-events", {
          params: {
            query: {
              limit: PAGE,
              ...(action ? { action } : {}),
              ...(target ? { target_id: target } : {}),
              ...(actor ? { actor } : {}),
              ...(from ? { after: secondsAt(from, 0) } : {}),
              ...(to ? { before: secondsAt(to, 1) } : {}),
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
  const day = (value: unknown) => (typeof value === "string" && DAY.test(value) ? value : undefined);
  return {
    action: word(search.action),
    target: word(search.target),
    actor: word(search.actor),
    from: day(search.from),
    to: day(search.to),
  };
}

/** When a day begins here, some days later, seconds since 1970. */
export function secondsAt(day: string, daysLater: number): number {
  const [year, month, date] = day.split("-").map(Number) as [number, number, number];
  return Math.floor(new Date(year, month - 1, date + daysLater).getTime() / 1000);
}
