import { MockDeposits } from "../deposits";
import { documents } from "../documents";
import { MockFaces } from "../faces";
import { MockLibrary, type MockUser, type Start } from "../library";
import { MockPortal } from "../portal";
import { accounts } from "./accounts";
import { albums } from "./albums";
import { assets } from "./assets";
import { consoleRoutes } from "./console";
import { media } from "./media";
import { json, refuse, type Who } from "./route";
import { server } from "./server";
import { stats } from "./stats";

const ROUTES = [...server, ...accounts, ...assets, ...media, ...albums, ...stats, ...consoleRoutes].map(
  ([method, path, who, handler]) => ({
    method,
    who,
    handler,
    pattern: new RegExp(
      `^/api/v1${path.replace(":id", "(?<id>[^/]+)").replace(":other", "(?<other>[^/]+)")}$`,
    ),
  }),
);

const PORTAL = "/v2/admin";

/** A library and the function that answers requests to it. */
export interface Mock {
  library: MockLibrary;
  portal: MockPortal;
  deposits: MockDeposits;
  faces: MockFaces;
  handle(request: Request): Promise<Response>;
}

/** Starts a mock. `POST /__mock/reset` with a `Start` as its body begins again. */
export function startMock(start: Start): Mock {
  const mock: Mock = {
    library: new MockLibrary(start),
    portal: new MockPortal(),
    deposits: new MockDeposits(),
    faces: new MockFaces(),
    async handle(request) {
      const url = new URL(request.url);
      if (url.pathname === "/__mock/reset") {
        mock.library = new MockLibrary((await request.json()) as Start);
        return json({});
      }
      if (url.pathname.startsWith("/openapi/")) {
        return documents(url.pathname);
      }
      if (url.pathname.endsWith("-uploads-api") || url.pathname.endsWith("-upload-api")) {
        return mock.deposits.handle(request, url);
      }
      if (url.pathname.startsWith(PORTAL)) {
        return mock.portal.handle(request, url.pathname.slice(PORTAL.length));
      }
      const face = url.pathname.startsWith("/api/v1/admin/") ? mock.faces.handle(request, url) : undefined;
      return face ?? answer(mock.library, request, url);
    },
  };
  return mock;
}

async function answer(library: MockLibrary, request: Request, url: URL): Promise<Response> {
  const method = request.method === "HEAD" ? "GET" : request.method;
  if (!library.compact && url.pathname.startsWith("/api/v1/timeline/")) {
    return refuse(404, "not found");
  }
  for (const route of ROUTES) {
    const match = route.method === method && route.pattern.exec(url.pathname);
    if (match) {
      const user = caller(library, request, url, route.who);
      if (route.who !== "anybody" && !user) {
        return refuse(401, "authentication required");
      }
      if (route.who === "admin" && user!.role !== "admin") {
        return refuse(403, "admin role required");
      }
      const { id = "", other = "" } = match.groups ?? {};
      const body = async <T>() => (await request.json()) as T;
      return route.handler({ request, url, library, user, id, other, body });
    }
  }
  return refuse(404, "not found");
}

function caller(library: MockLibrary, request: Request, url: URL, who: Who): MockUser | null {
  const bearer = /^Bearer (.+)$/.exec(request.headers.get("Authorization") ?? "")?.[1];
  const user = bearer ? library.holder(bearer, "access") : null;
  const token = url.searchParams.get("mt");
  return user ?? (who === "media" && token ? library.holder(token, "media") : null);
}
