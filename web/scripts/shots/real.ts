import type { Browser, Page } from "playwright-core";
import { signIn, windowOf } from "../../e2e/browser";
import { paintedPhotos } from "../../e2e/photos";
import { PERSON, PORTAL_PERSON, type RealServer, startReal, testFile } from "../../e2e/real";
import type { Wanted } from "../screenshots";

/** How many photos the library has, besides the files of `testdata/`. */
const PHOTOS = 56;
const PROCESSING_MS = 120_000;

interface Place {
  name: string;
  path: string;
  /** Brings the page to what is to be seen. */
  act?(page: Page): Promise<void>;
}

/** Photographs every main page of the real server, with a library of photos in it. */
export async function photographReal(wanted: Wanted): Promise<void> {
  const server = await startReal();
  try {
    const places = (await fill(wanted.browser, server)).filter(({ name }) => wanted.isWanted(name));
    for (const kind of wanted.kinds) {
      for (const scheme of wanted.schemes) {
        await visit(places, server, wanted, kind, scheme);
      }
    }
  } finally {
    await server.close();
  }
}

async function visit(
  places: readonly Place[],
  server: RealServer,
  { browser, out }: Wanted,
  kind: "desktop" | "phone",
  scheme: "light" | "dark",
): Promise<void> {
  const context = await windowOf(browser, kind, scheme);
  const page = await context.newPage();
  await page.goto(`${server.url}/login`);
  await page.getByRole("button", { name: "Sign in" }).waitFor();
  await page.screenshot({ path: `${out}/login-${kind}-${scheme}.png` });
  await signIn(page, server.url, PERSON.username, PERSON.password);
  for (const { name, path, act } of places) {
    try {
      await page.goto(server.url + path);
      await page.waitForLoadState("networkidle");
      await act?.(page);
      await page.waitForTimeout(500);
      await page.screenshot({ path: `${out}/${name}-${kind}-${scheme}.png` });
      console.log(`${name} ${kind} ${scheme}`);
    } catch (error) {
      console.error(`${name} ${kind} ${scheme}: ${String(error).slice(0, 400)}`);
      process.exitCode = 1;
    }
  }
  await context.close();
}

/** Makes the library: an account, photos, an album, favourites, something in the trash; and answers what there is to see. */
async function fill(browser: Browser, server: RealServer): Promise<Place[]> {
  const context = await windowOf(browser, "desktop", "light");
  const page = await context.newPage();
  await page.goto(server.url);
  await page.getByLabel("User name").fill(PERSON.username);
  await page.getByLabel("Password", { exact: true }).fill(PERSON.password);
  await page.getByRole("button", { name: "Create library" }).click();
  await page.getByRole("heading", { name: "Bring in your first photos" }).waitFor();
  const files = [
    ...(await paintedPhotos(browser, PHOTOS)),
    await testFile("meadow.jpg", "image/jpeg"),
    await testFile("clock.mp4", "video/mp4"),
    await testFile("tiny/tiny.mp3", "audio/mpeg"),
  ];
  await page.getByLabel("Files to upload").setInputFiles(files);
  await page.getByText(`${files.length} files uploaded`).waitFor({ timeout: PROCESSING_MS });
  await context.close();

  const { token } = await call<{ token: string }>(server, "POST", "/api/v1/auth/login", PERSON);
  const api = <T>(method: string, path: string, body?: unknown) =>
    call<T>(server, method, `/api/v1${path}`, body, token);
  await workDone(api);
  const { items } = await api<{ items: { asset: { asset_id: string; type: string } }[] }>(
    "POST",
    "/assets/list",
    { pagination: { limit: 100, offset: 0 } },
  );
  const photos = items.flatMap(({ asset }) => (asset.type === "PHOTO" ? [asset.asset_id] : []));
  const { album_id } = await api<{ album_id: number }>("POST", "/albums", {
    album_name: "Lacock Abbey",
    description: "The latticed window, and the walk around the cloisters.",
  });
  for (const id of photos.slice(4, 22)) {
    await api("POST", `/albums/${album_id}/assets/${id}`, {});
  }
  for (const id of photos.filter((_, index) => index % 7 === 2)) {
    await api("PUT", `/assets/${id}/like`, { liked: true });
  }
  await api("PUT", `/assets/${photos[6]}/rating`, { rating: 4 });
  await api("PUT", `/assets/${photos[6]}/description`, { description: "From the hill behind the house." });
  for (const id of photos.slice(-3)) {
    await api("DELETE", `/assets/${id}`);
  }
  const portal = await call<{ accessToken: string }>(server, "POST", "/v2/admin/auth/login", PORTAL_PERSON);
  const client = await call<{ id: string }>(
    server,
    "POST",
    "/v2/admin/clients",
    { name: "Shop", domain: "shop.example" },
    portal.accessToken,
  );
  return [
    { name: "timeline", path: "/" },
    { name: "viewer", path: `/photos/${photos[6]}` },
    { name: "viewer-info", path: `/photos/${photos[6]}`, act: openInfo },
    { name: "favorites", path: "/favorites" },
    { name: "albums", path: "/albums" },
    { name: "album", path: `/albums/${album_id}` },
    { name: "search", path: "/search?q=img&liked=true" },
    { name: "search-filters", path: "/search", act: openFilters },
    { name: "map", path: "/map" },
    { name: "stats", path: "/stats" },
    { name: "trash", path: "/trash" },
    { name: "settings", path: "/settings" },
    ...["", "folders", "jobs", "users", "audit", "system", "health", "uploads", "api", "playground"].map(
      (name) => ({
        name: `console${name && "-"}${name}`,
        path: `/console/${name}`,
      }),
    ),
    { name: "reference", path: "/console/api?op=library/get_assets_id_thumbnail" },
    { name: "playground-answer", path: "/console/playground?op=library/list_albums", act: send },
    { name: "portal-login", path: "/portal" },
    { name: "portal", path: "/portal", act: enterPortal },
    { name: "portal-clients", path: "/portal/clients" },
    { name: "portal-client", path: `/portal/clients/${client.id}` },
    { name: "portal-admins", path: "/portal/admins" },
  ];
}

async function openInfo(page: Page): Promise<void> {
  await page.getByRole("dialog").waitFor();
  await page.keyboard.press("i");
  await page.getByRole("heading", { name: "Information" }).waitFor();
  await page.waitForLoadState("networkidle");
}

async function send(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Send" }).click();
  await page.getByText("200 OK").waitFor();
}

async function openFilters(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Filters" }).click();
  await page.getByLabel("Kind").first().waitFor();
}

async function enterPortal(page: Page): Promise<void> {
  await page.getByLabel("E-mail").fill(PORTAL_PERSON.email);
  await page.getByLabel("Password", { exact: true }).fill(PORTAL_PERSON.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("link", { name: "Clients" }).waitFor();
  await page.waitForLoadState("networkidle");
}

async function workDone(api: <T>(method: string, path: string) => Promise<T>): Promise<void> {
  const until = Date.now() + PROCESSING_MS;
  while (Date.now() < until) {
    const counts = await api<{ available: number; running: number }>("GET", "/admin/river/stats");
    if (counts.available + counts.running === 0) {
      return;
    }
    await new Promise((done) => setTimeout(done, 300));
  }
  throw new Error("the server did not finish its work");
}

async function call<T>(
  server: RealServer,
  method: string,
  path: string,
  body?: unknown,
  token?: string,
): Promise<T> {
  const response = await fetch(server.url + path, {
    method,
    headers: {
      ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      ...(token ? { Authorization: `Bearer ${token}` } : {}),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) {
    throw new Error(`${method} ${path} was answered ${response.status}: ${await response.text()}`);
  }
  return (await response.json()) as T;
}
