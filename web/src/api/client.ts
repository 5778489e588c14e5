import createClient from "openapi-fetch";
import { noteReachable } from "./connection";
import { errorOf, OfflineError } from "./error";
import type { paths } from "./schema";
import { accessToken, refreshSession } from "./session";

/** Routes whose 401 is an answer about a password, not about a token. */
const WITHOUT_TOKEN = ["/api/v1/auth/login", "/api/v1/auth/register/", "/api/v1/auth/refresh"];

/**
 * `fetch` with the session's token. A 401 renews the session once and repeats the request; a network failure becomes an
 * `OfflineError` and is told to the connection banner.
 */
export async function authorizedFetch(request: Request): Promise<Response> {
  const path = new URL(request.url).pathname;
  const token = WITHOUT_TOKEN.some((prefix) => path.startsWith(prefix)) ? null : await accessToken();
  const response = await send(request.clone(), token);
  if (response.status !== 401 || !token) {
    return response;
  }
  const renewed = await refreshSession(token);
  return renewed ? send(request, renewed.token) : response;
}

async function send(request: Request, token: string | null): Promise<Response> {
  if (token) {
    request.headers.set("Authorization", `Bearer ${token}`);
  }
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
}

/** The typed client of the library API; take its answers through `take`. */
export const api = createClient<paths>({ baseUrl: location.origin, fetch: authorizedFetch });

/** The body of a successful answer. Anything else is thrown as an `ApiError`. */
export async function take<T>(
  answer: Promise<{ data?: T; error?: unknown; response: Response }>,
): Promise<NonNullable<T>> {
  const { data, error, response } = await answer;
  if (!response.ok) {
    throw errorOf(response.status, error);
  }
  return data as NonNullable<T>;
}
