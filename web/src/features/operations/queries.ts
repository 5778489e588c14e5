import { queryOptions } from "@tanstack/react-query";
import { noteReachable } from "@/api/connection";
import { errorOf, OfflineError } from "@/api/error";
import { type ApiDocument, type Operation, operationsOf } from "./operation";

/** One surface: a document of the server and the operations in it. */
export interface Surface {
  name: string;
  title: string;
  description: string;
  operations: readonly Operation[];
}

interface Listed {
  name: string;
  title: string;
  url: string;
}

/** Every surface that this server speaks, read from the documents it serves. They change with the server only. */
export const surfacesQuery = queryOptions({
  queryKey: ["surfaces"],
  async queryFn({ signal }): Promise<Surface[]> {
    const list = await read<Listed[]>("/openapi/documents.json", signal);
    return Promise.all(
      list.map(async ({ name, title, url }) => {
        const document = await read<ApiDocument>(url, signal);
        const operations = operationsOf(name, document);
        return { name, title, description: document.info.description ?? "", operations };
      }),
    );
  },
  staleTime: Number.POSITIVE_INFINITY,
});

async function read<T>(url: string, signal: AbortSignal): Promise<T> {
  let response: Response;
  try {
    response = await fetch(url, { signal });
    noteReachable(true);
  } catch (cause) {
    if (signal.aborted) {
      throw cause;
    }
    noteReachable(false);
    throw new OfflineError(cause);
  }
  if (!response.ok) {
    throw errorOf(response.status, await response.json().catch(() => null));
  }
  return (await response.json()) as T;
}

/** The name of a surface without what all of them share: "library" of "calotype library API". */
export function shortTitle({ title }: Pick<Surface, "title">): string {
  const name = title.replace(/^calotype /, "").replace(/ API$/, "");
  return name.charAt(0).toUpperCase() + name.slice(1);
}
