import { queryOptions } from "@tanstack/react-query";
import { findHosting, portal, portalToken, refreshPortal, takePortal } from "./client";

/** Everything of the portal is kept under this word. */
export const PORTAL = "portal";

/** Who is signed in at the portal; `null` for nobody. */
export const portalMeQuery = queryOptions({
  queryKey: [PORTAL, "me"],
  async queryFn({ signal }) {
    await findHosting();
    if (!(portalToken() ?? (await refreshPortal()))) {
      return null;
    }
    return takePortal(portal.GET("/v2/admin/auth/me", { signal }));
  },
  staleTime: 60_000,
});

/** Totals over the clients, and what came in lately. */
export const portalStatsQuery = queryOptions({
  queryKey: [PORTAL, "stats"],
  queryFn: ({ signal }) => takePortal(portal.GET("/v2/admin/stats", { signal })),
});

/** The clients that the caller may see. */
export const clientsQuery = queryOptions({
  queryKey: [PORTAL, "clients"],
  queryFn: ({ signal }) => takePortal(portal.GET("/v2/admin/clients", { signal })),
});

/** One client. */
export function clientQuery(id: string) {
  return queryOptions({
    queryKey: [PORTAL, "clients", id],
    queryFn: ({ signal }) =>
      takePortal(portal.GET("/v2/admin/clients/{id}", { params: { path: { id } }, signal })),
  });
}

/** How much a client keeps and may keep. */
export function quotaQuery(id: string) {
  return queryOptions({
    queryKey: [PORTAL, "clients", id, "quota"],
    queryFn: ({ signal }) =>
      takePortal(portal.GET("/v2/admin/clients/{id}/quota", { params: { path: { id } }, signal })),
  });
}

/** What the keys of a client did in the last 30 days. */
export function clientUsageQuery(id: string) {
  return queryOptions({
    queryKey: [PORTAL, "clients", id, "usage"],
    queryFn: ({ signal }) =>
      takePortal(portal.GET("/v2/admin/clients/{id}/usage", { params: { path: { id } }, signal })),
  });
}

/** The last messages to the receiver of a client. */
export function deliveriesQuery(id: string) {
  return queryOptions({
    queryKey: [PORTAL, "clients", id, "deliveries"],
    queryFn: async ({ signal }) =>
      (
        await takePortal(
          portal.GET("/v2/admin/clients/{id}/webhook-deliveries", {
            params: { path: { id }, query: { page: 1, perPage: 20 } },
            signal,
          }),
        )
      ).data,
    refetchInterval: ({ state }) => (state.data?.some((one) => one.state === "pending") ? 3000 : false),
  });
}

/** The people of the portal. Super administrators only. */
export const adminsQuery = queryOptions({
  queryKey: [PORTAL, "admins"],
  queryFn: ({ signal }) => takePortal(portal.GET("/v2/admin/admins", { signal })),
});
