import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { BrokenPage, WaitingPage } from "../states/pages";

/** What a query brought, once it did; until then that it is on its way, or why it failed and how to ask again. */
export function Load<T>({ query, children }: { query: UseQueryResult<T>; children: (data: T) => ReactNode }) {
  if (query.data !== undefined) {
    return children(query.data);
  }
  return query.isError ? (
    <BrokenPage error={query.error} reset={() => void query.refetch()} />
  ) : (
    <WaitingPage />
  );
}
