import createClient from "openapi-fetch";
import { api, take } from "@/api/client";
import { noteReachable } from "@/api/connection";
import { ApiError, OfflineError } from "@/api/error";
import type { components, paths } from "@/api/hosting";
import { t } from "@/i18n";

type Schemas = components["schemas"];

export type PortalAdmin = Schemas["AdminProfile"];
export type PortalClient = Schemas["AdminClient"];
export type PortalStats = Schemas["AdminStats"];
export type ClientUsage = Schemas["ClientUsage"];
export type Delivery = Schemas["WebhookDelivery"];

/** The beginning of every path in the document of the hosting API, which is where a server has it unless told otherwise. */
const DOCUMENTED = `${location.origin}/v2/`;
let found = DOCUMENTED;

/** Learns where this server has its hosting API. Nothing of the portal is asked before. */
export async function findHosting(): Promise<void> {
  const { hosting } = await take(api.GET("/api/v1/capabilities"));
  found = `${location.origin}/${hosting.prefix ? `${hosting.prefix}/` : ""}`;
}

/** A request that is written as in the document, and goes to where this server has it. */
class PortalRequest extends Request {
  constructor(input: RequestInfo | URL, init?: RequestInit) {
    super(typeof input === "string" ? input.replace(DOCUMENTED, found) : input, init);
  }
}

/**
 * The access token of the portal. It lives in this page only: the cookie that gets the next one is the server's, and no
 * script can read it. `undefined` until the cookie was tried, `null` when nobody is signed in.
 */
let token: string | null | undefined;
let refreshing: Promise<string | null> | null = null;
const listeners = new Set<() => void>();

/** Calls `listener` when somebody signs in or out. */
export function onPortalSession(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether somebody is signed in, as far as this page knows: `undefined` before it asked. */
export function portalToken(): string | null | undefined {
  return token;
}

/** Keeps the token of a sign-in; `null` forgets it. */
export function setPortalToken(value: string | null): void {
  token = value;
  for (const listener of [...listeners]) {
    listener();
  }
}

/** Exchanges the cookie for an access token; `null` when there is no session. Requests of one moment share one exchange. */
export function refreshPortal(): Promise<string | null> {
  refreshing ??= exchange().finally(() => {
    refreshing = null;
  });
  return refreshing;
}

async function exchange(): Promise<string | null> {
  const response = await send(new PortalRequest(`${DOCUMENTED}admin/auth/refresh`, { method: "POST" }));
  // Read in any case: an answer whose body nobody reads stays open.
  const body = (await response.json().catch(() => null)) as { accessToken?: string } | null;
  const fresh = (response.ok && body?.accessToken) || null;
  if (!response.ok && response.status !== 401) {
    throw new ApiError(response.status, t("The server answered {{status}}.", { status: response.status }));
  }
  setPortalToken(fresh);
  return fresh;
}

async function authorized(request: Request): Promise<Response> {
  const again = request.clone();
  const response = await send(withToken(request, token));
  if (response.status !== 401 || !token || request.url.includes("/auth/login")) {
    return response;
  }
  const fresh = await refreshPortal();
  return fresh ? send(withToken(again, fresh)) : response;
}

function withToken(request: Request, value: string | null | undefined): Request {
  if (value) {
    request.headers.set("Authorization", `Bearer ${value}`);
  }
  return request;
}

async function send(request: Request): Promise<Response> {
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

/** The typed client of the hosting portal. Its answers are taken by `takePortal`. */
export const portal = createClient<paths>({
  baseUrl: location.origin,
  Request: PortalRequest,
  fetch: authorized,
});

/** The body of a successful answer. A refusal is thrown in the words of the server, of which there may be several. */
export async function takePortal<T>(
  answer: Promise<{ data?: T; error?: unknown; response: Response }>,
): Promise<NonNullable<T>> {
  const { data, error, response } = await answer;
  if (response.ok) {
    return data as NonNullable<T>;
  }
  const words = (error as { message?: string | string[] } | undefined)?.message;
  throw new ApiError(
    response.status,
    [words ?? t("The server answered {{status}}.", { status: response.status })].flat().join(" "),
  );
}
