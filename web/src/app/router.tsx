import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from "@tanstack/react-router";
import { ensureMediaToken } from "@/api/media";
import { getSession, onSessionChange } from "@/api/session";
import { readAuditFilter } from "@/features/audit/queries";
import { meQuery } from "@/features/auth/queries";
import { readFaces } from "@/features/faces/queries";
import { readPlayground, readReference } from "@/features/operations/search";
import { readFilter } from "@/features/search/filter";
import { setupQuery } from "@/features/setup/queries";
import { AllPhotosPage, FavoritesPage, TrashPage } from "@/features/timeline/pages";
import { loading } from "./loading";
import { queryClient } from "./query";
import { Shell } from "./shell/Shell";
import { BrokenPage, MissingPage, WaitingPage } from "./states/pages";

const viewer = lazyRouteComponent(
  loading(() => import("@/features/viewer/ViewerRoute")),
  "ViewerRoute",
);

const root = createRootRoute({ component: Outlet, notFoundComponent: MissingPage });

// Outside of the library

const setup = createRoute({
  getParentRoute: () => root,
  path: "setup",
  async beforeLoad() {
    const status = await queryClient.fetchQuery(setupQuery);
    if (status.initialized) {
      throw redirect({ to: "/", replace: true });
    }
    // The account exists but this browser does not hold its session: sign in, then go on here.
    if (status.admin_initialized && !getSession()) {
      throw redirect({ to: "/login", search: { redirect: "/setup" }, replace: true });
    }
  },
  component: lazyRouteComponent(
    loading(() => import("@/features/setup/SetupPage")),
    "SetupPage",
  ),
});

const login = createRoute({
  getParentRoute: () => root,
  path: "login",
  // What is not named here would stay in the search as it is.
  validateSearch: (search): { redirect?: string } => ({ redirect: localPath(search.redirect) }),
  component: lazyRouteComponent(
    loading(() => import("@/features/auth/LoginPage")),
    "LoginPage",
  ),
});

const register = createRoute({
  getParentRoute: () => root,
  path: "register",
  component: lazyRouteComponent(
    loading(() => import("@/features/auth/RegisterPage")),
    "RegisterPage",
  ),
});

// The library

const shell = createRoute({
  getParentRoute: () => root,
  id: "shell",
  async beforeLoad({ location }) {
    const toDoor = () =>
      redirect({
        to: "/login",
        search: location.href === "/" ? {} : { redirect: location.href },
        replace: true,
      });
    if (!getSession()) {
      const status = await queryClient.fetchQuery(setupQuery);
      throw status.initialized || status.admin_initialized
        ? toDoor()
        : redirect({ to: "/setup", replace: true });
    }
    try {
      const [status] = await Promise.all([
        queryClient.fetchQuery(setupQuery),
        queryClient.ensureQueryData(meQuery),
        ensureMediaToken(),
      ]);
      if (!status.initialized) {
        throw redirect({ to: "/setup", replace: true });
      }
    } catch (error) {
      // The server refused the stored session, which ended it.
      throw getSession() ? error : toDoor();
    }
  },
  component: Shell,
});

const photos = createRoute({ getParentRoute: () => shell, id: "photos", component: AllPhotosPage });
const photosIndex = createRoute({ getParentRoute: () => photos, path: "/" });
const photosViewer = createRoute({
  getParentRoute: () => photos,
  path: "photos/$photoId",
  component: viewer,
});

const favorites = createRoute({ getParentRoute: () => shell, path: "favorites", component: FavoritesPage });
const favoritesViewer = createRoute({
  getParentRoute: () => favorites,
  path: "photos/$photoId",
  component: viewer,
});

const trash = createRoute({ getParentRoute: () => shell, path: "trash", component: TrashPage });
const trashViewer = createRoute({ getParentRoute: () => trash, path: "photos/$photoId", component: viewer });

const albums = createRoute({
  getParentRoute: () => shell,
  path: "albums",
  component: lazyRouteComponent(
    loading(() => import("@/features/albums/AlbumsPage")),
    "AlbumsPage",
  ),
});

const albumParams = {
  parse: ({ albumId }: { albumId: string }) => ({ albumId: Number(albumId) }),
  stringify: ({ albumId }: { albumId: number }) => ({ albumId: String(albumId) }),
};

const album = createRoute({
  getParentRoute: () => shell,
  path: "albums/$albumId",
  params: albumParams,
  component: lazyRouteComponent(
    loading(() => import("@/features/albums/AlbumPage")),
    "AlbumPage",
  ),
});
const albumViewer = createRoute({ getParentRoute: () => album, path: "photos/$photoId", component: viewer });

const albumAdd = createRoute({
  getParentRoute: () => shell,
  path: "albums/$albumId/add",
  params: albumParams,
  component: lazyRouteComponent(
    loading(() => import("@/features/albums/AddPhotosPage")),
    "AddPhotosPage",
  ),
});

const search = createRoute({
  getParentRoute: () => shell,
  path: "search",
  validateSearch: readFilter,
  component: lazyRouteComponent(
    loading(() => import("@/features/search/SearchPage")),
    "SearchPage",
  ),
});
const searchViewer = createRoute({
  getParentRoute: () => search,
  path: "photos/$photoId",
  component: viewer,
});

const map = createRoute({
  getParentRoute: () => shell,
  path: "map",
  validateSearch: (search): { at?: string } => ({
    at: typeof search.at === "string" ? search.at : undefined,
  }),
  component: lazyRouteComponent(
    loading(() => import("@/features/map/MapPage")),
    "MapPage",
  ),
});

const stats = createRoute({
  getParentRoute: () => shell,
  path: "stats",
  validateSearch: (search): { year?: number } => ({
    year: Number.isInteger(search.year) ? (search.year as number) : undefined,
  }),
  component: lazyRouteComponent(
    loading(() => import("@/features/stats/StatsPage")),
    "StatsPage",
  ),
});

const settings = createRoute({
  getParentRoute: () => shell,
  path: "settings",
  component: lazyRouteComponent(
    loading(() => import("@/features/settings/SettingsPage")),
    "SettingsPage",
  ),
});

// The console of the admins

const console = createRoute({
  getParentRoute: () => shell,
  path: "console",
  component: lazyRouteComponent(
    loading(() => import("@/features/console/ConsoleLayout")),
    "ConsoleLayout",
  ),
});
const overview = createRoute({
  getParentRoute: () => console,
  path: "/",
  component: lazyRouteComponent(
    loading(() => import("@/features/console/OverviewPage")),
    "OverviewPage",
  ),
});
const repositories = createRoute({
  getParentRoute: () => console,
  path: "folders",
  component: lazyRouteComponent(
    loading(() => import("@/features/repositories/RepositoriesPage")),
    "RepositoriesPage",
  ),
});
const jobs = createRoute({
  getParentRoute: () => console,
  path: "jobs",
  component: lazyRouteComponent(
    loading(() => import("@/features/jobs/JobsPage")),
    "JobsPage",
  ),
});
const users = createRoute({
  getParentRoute: () => console,
  path: "users",
  component: lazyRouteComponent(
    loading(() => import("@/features/users/UsersPage")),
    "UsersPage",
  ),
});
const audit = createRoute({
  getParentRoute: () => console,
  path: "audit",
  validateSearch: readAuditFilter,
  component: lazyRouteComponent(
    loading(() => import("@/features/audit/AuditPage")),
    "AuditPage",
  ),
});
const system = createRoute({
  getParentRoute: () => console,
  path: "system",
  component: lazyRouteComponent(
    loading(() => import("@/features/system/SystemPage")),
    "SystemPage",
  ),
});
const health = createRoute({
  getParentRoute: () => console,
  path: "health",
  component: lazyRouteComponent(
    loading(() => import("@/features/health/HealthPage")),
    "HealthPage",
  ),
});
const faces = createRoute({
  getParentRoute: () => console,
  path: "faces",
  validateSearch: readFaces,
  component: lazyRouteComponent(
    loading(() => import("@/features/faces/FacesPage")),
    "FacesPage",
  ),
});
const uploads = createRoute({
  getParentRoute: () => console,
  path: "uploads",
  component: lazyRouteComponent(
    loading(() => import("@/features/deposits/DepositsPage")),
    "DepositsPage",
  ),
});
const reference = createRoute({
  getParentRoute: () => console,
  path: "api",
  validateSearch: readReference,
  component: lazyRouteComponent(
    loading(() => import("@/features/reference/ReferencePage")),
    "ReferencePage",
  ),
});
const playground = createRoute({
  getParentRoute: () => console,
  path: "playground",
  validateSearch: readPlayground,
  component: lazyRouteComponent(
    loading(() => import("@/features/playground/PlaygroundPage")),
    "PlaygroundPage",
  ),
});

// The portal of image hosting, whose people have accounts of their own

const portal = createRoute({
  getParentRoute: () => root,
  path: "portal",
  component: lazyRouteComponent(
    loading(() => import("@/features/portal/PortalLayout")),
    "PortalLayout",
  ),
});
const portalOverview = createRoute({
  getParentRoute: () => portal,
  path: "/",
  component: lazyRouteComponent(
    loading(() => import("@/features/portal/PortalOverview")),
    "PortalOverview",
  ),
});
const portalClients = createRoute({
  getParentRoute: () => portal,
  path: "clients",
  component: lazyRouteComponent(
    loading(() => import("@/features/portal/ClientsPage")),
    "ClientsPage",
  ),
});
const portalClient = createRoute({
  getParentRoute: () => portal,
  path: "clients/$clientId",
  component: lazyRouteComponent(
    loading(() => import("@/features/portal/ClientPage")),
    "ClientPage",
  ),
});
const portalAdmins = createRoute({
  getParentRoute: () => portal,
  path: "admins",
  component: lazyRouteComponent(
    loading(() => import("@/features/portal/AdminsPage")),
    "AdminsPage",
  ),
});
const portalReference = createRoute({
  getParentRoute: () => portal,
  path: "api",
  validateSearch: readReference,
  component: lazyRouteComponent(
    loading(() => import("@/features/reference/ReferencePage")),
    "ReferencePage",
  ),
});
const portalPlayground = createRoute({
  getParentRoute: () => portal,
  path: "playground",
  validateSearch: readPlayground,
  component: lazyRouteComponent(
    loading(() => import("@/features/playground/PlaygroundPage")),
    "PlaygroundPage",
  ),
});

const routeTree = root.addChildren([
  setup,
  login,
  register,
  portal.addChildren([
    portalOverview,
    portalClients,
    portalClient,
    portalAdmins,
    portalReference,
    portalPlayground,
  ]),
  shell.addChildren([
    photos.addChildren([photosIndex, photosViewer]),
    favorites.addChildren([favoritesViewer]),
    trash.addChildren([trashViewer]),
    albums,
    album.addChildren([albumViewer]),
    albumAdd,
    search.addChildren([searchViewer]),
    map,
    stats,
    settings,
    console.addChildren([
      overview,
      repositories,
      jobs,
      users,
      audit,
      system,
      health,
      faces,
      uploads,
      reference,
      playground,
    ]),
  ]),
]);

/** Every address of the app. A new page is one `createRoute` above and one line in the tree. */
export const router = createRouter({
  routeTree,
  defaultPreload: "intent",
  defaultPendingMs: 300,
  defaultPendingComponent: WaitingPage,
  defaultErrorComponent: BrokenPage,
  defaultNotFoundComponent: MissingPage,
  // Grids keep their own place; see `place.ts`.
  scrollRestoration: false,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}

// Signed out by the server, or in another tab: go to the door and remember the way back.
onSessionChange(() => {
  if (!getSession() && router.state.matches.some((match) => match.routeId === "/shell")) {
    queryClient.clear();
    void router.invalidate();
  }
});

/** Only a path of this app may follow a sign-in; anything else in the address would be an open redirect. */
function localPath(value: unknown): string | undefined {
  return typeof value === "string" && /^\/(?![/\\])/.test(value) ? value : undefined;
}
