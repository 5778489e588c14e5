import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import createClient from "openapi-fetch";
import { authorizedFetch } from "@/api/client";
import { ApiError } from "@/api/error";
import type { components, paths } from "@/api/face";
import { t } from "@/i18n";

type Schemas = components["schemas"];

/** A look at a picture: what a program asked, and what came of it. */
export type FaceJob = Schemas["JobResponse"];
/** The same with everything that was found. */
export type FaceJobDetail = Schemas["JobDetailResponse"];
/** A face on a picture, in its pixels. */
export type FaceBox = Schemas["Detection"];

/** What the list is narrowed to, and the job that is looked at. */
export interface FacesSearch {
  type?: "detect" | "mask";
  method?: "gaussian" | "pixelate" | "solid";
  job?: string;
}

/** Reads the search of the page's address. */
export function readFaces(search: Record<string, unknown>): FacesSearch {
  const one = <T extends string>(value: unknown, known: readonly T[]) => known.find((word) => word === value);
  return {
    type: one(search.type, ["detect", "mask"] as const),
    method: one(search.method, ["gaussian", "pixelate", "solid"] as const),
    job: typeof search.job === "string" ? search.job : undefined,
  };
}

const PAGE = 50;

/** Where everything of the face API is kept. */
export const FACES = "faces";

const faces = createClient<paths>({ baseUrl: location.origin, fetch: authorizedFetch });

async function take<T>(answer: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await answer;
  if (response.ok) {
    return data as T;
  }
  const detail = (error as { detail?: unknown } | undefined)?.detail;
  const words =
    typeof detail === "string" ? detail : t("The server answered {{status}}.", { status: response.status });
  throw new ApiError(response.status, words);
}

/** Sums over everything that is kept. */
export const faceStatsQuery = queryOptions({
  queryKey: [FACES, "stats"],
  queryFn: ({ signal }) => take(faces.GET("/api/v1/admin/stats", { signal })),
  retry: false,
});

/** Jobs, newest first. */
export function faceJobsQuery({ type, method }: FacesSearch) {
  return infiniteQueryOptions({
    queryKey: [FACES, "jobs", type ?? "", method ?? ""],
    queryFn: ({ signal, pageParam }) =>
      take(
        faces.GET("/api/v1/admin/jobs", {
          params: {
            query: {
              page: pageParam,
              per_page: PAGE,
              ...(type ? { job_type: type } : {}),
              ...(method ? { method } : {}),
            },
          },
          signal,
        }),
      ),
    initialPageParam: 1,
    getNextPageParam: ({ page, pages }) => (page < pages ? page + 1 : undefined),
    retry: false,
  });
}

/** A job with everything that was found. */
export function faceJobQuery(id: string) {
  return queryOptions({
    queryKey: [FACES, "job", id],
    queryFn: ({ signal }) =>
      take(faces.GET("/api/v1/admin/jobs/{job_id}", { params: { path: { job_id: id } }, signal })),
    retry: false,
    // Its links end.
    staleTime: 10 * 60_000,
  });
}

/** Removes a picture, the jobs on it and what they made. */
export async function deleteFaceImage(id: string): Promise<void> {
  await take(faces.DELETE("/api/v1/admin/images/{image_id}", { params: { path: { image_id: id } } }));
}

/** A link as this page may load it: those that lead to this server become paths, whatever it calls itself. */
export function sameOrigin(link: string): string {
  const url = new URL(link, location.origin);
  return url.pathname.startsWith("/_blob/") ? url.pathname : link;
}
