import { infiniteQueryOptions } from "@tanstack/react-query";
import createClient from "openapi-fetch";
import { noteReachable } from "@/api/connection";
import { ApiError, OfflineError } from "@/api/error";
import type { components, paths } from "@/api/upload";
import { t } from "@/i18n";

type Schemas = components["schemas"];

/** A file that a program brought, or promised to bring. */
export type Deposit = Schemas["ProgramUpload"];

/** The states that the list can be narrowed to. */
export const STATES = ["pending", "completed", "failed", "expired"] as const;

const PAGE = 50;

const uploads = createClient<paths>({
  baseUrl: location.origin,
  async fetch(request) {
    try {
      const response = await fetch(request);
      noteReachable(true);
      return response;
    } catch (cause) {
      if (request.signal.aborted) {
        throw cause;
      }
      noteReachable(false);
      throw new OfflineError(cause);
    }
  },
});

async function take<T>(
  answer: Promise<{ data?: T; error?: unknown; response: Response }>,
): Promise<NonNullable<T>> {
  const { data, error, response } = await answer;
  if (response.ok) {
    return data as NonNullable<T>;
  }
  const refusal = error as Schemas["UploadError"] | undefined;
  const words = (refusal?.details as { message?: string } | undefined)?.message;
  throw new ApiError(
    response.status,
    words ?? t("The server answered {{status}}.", { status: response.status }),
    refusal?.error,
  );
}

/** Where the uploads of a key are kept. */
export const DEPOSITS = "deposits";

/** Names of a cache are written to logs and shown by tools: they have a number for each key that this page was given. */
const numbers = new Map<string, number>();

function numberOf(key: string): number {
  const known = numbers.get(key) ?? numbers.size;
  numbers.set(key, known);
  return known;
}

/** What the program with this key brought, newest first. */
export function depositsQuery(key: string, status: string | null) {
  return infiniteQueryOptions({
    queryKey: [DEPOSITS, numberOf(key), status],
    queryFn: ({ signal, pageParam }) =>
      take(
        uploads.GET("/list-uploads-api", {
          headers: { "x-api-key": key },
          params: {
            query: {
              limit: PAGE,
              ...(status ? { status } : {}),
              ...(pageParam ? { cursor: pageParam } : {}),
            },
          },
          signal,
        }),
      ),
    initialPageParam: "",
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
    retry: false,
  });
}

/** Deletes an upload; with `force` also one that a job works on, which ends the job. */
export function deleteDeposit(key: string, id: string, force: boolean): Promise<unknown> {
  return take(
    uploads.DELETE("/delete-upload-api", {
      headers: { "x-api-key": key },
      params: { query: { upload_id: id, ...(force ? { force } : {}) } },
    }),
  );
}
