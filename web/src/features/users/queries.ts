import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, take } from "@/api/client";

/** Accounts on one page. */
export const PAGE = 50;

/** Where accounts are kept in the query cache. */
export const USERS = "users";

/** The accounts of the library in order of registration. Admins only. */
export function usersQuery(page: number) {
  return queryOptions({
    queryKey: [USERS, page],
    queryFn: ({ signal }) =>
      take(
        api.GET("/api/v1/users", {
          params: { query: { limit: PAGE, offset: (page - 1) * PAGE } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });
}
