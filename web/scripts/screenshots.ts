import { mkdir } from "node:fs/promises";
import { resolve } from "node:path";
import type { Page } from "playwright-core";
import { launch, signIn, windowOf } from "../e2e/browser";
import { pictureFile } from "../e2e/files";
import { OWNER, type Start } from "../mock/library";
import { type MockServer, serveMock } from "../mock/server";

interface Shot {
  name: string;
  start: Start;
  /** Brings the page to what is to be seen; it is signed in unless the library is fresh. */
  act(page: Page, server: MockServer): Promise<void>;
}

const filled: Start = { state: "filled" };

const SHOTS: Shot[] = [
  { name: "setup", start: { state: "fresh" }, act: typeAccount },
  { name: "login", start: { state: "empty" }, act: (page) => page.context().clearCookies() },
  { name: "empty", start: { state: "empty" }, act: (page) => rest(page) },
  { name: "timeline", start: filled, act: (page) => rest(page) },
  { name: "timeline-scrolled", start: filled, act: scrollDown },
  { name: "selection", start: filled, act: select },
  { name: "viewer", start: filled, act: (page) => openPhoto(page, false) },
  { name: "viewer-info", start: filled, act: (page) => openPhoto(page, true) },
  { name: "upload", start: { state: "filled", processing: 60_000 }, act: uploadSome },
  { name: "drop", start: filled, act: dragOver },
  { name: "albums", start: filled, act: (page) => visit(page, "Albums") },
  { name: "album", start: filled, act: openAlbum },
  { name: "add-to-album", start: filled, act: addToAlbum },
  { name: "favorites", start: filled, act: (page) => visit(page, "Favourites") },
  { name: "trash", start: filled, act: trash },
  { name: "settings", start: filled, act: (page, server) => settings(page, server, "") },
  { name: "settings-folders", start: filled, act: (page, server) => settings(page, server, "?tab=folders") },
  { name: "settings-system", start: filled, act: (page, server) => settings(page, server, "?tab=system") },
  { name: "shortcuts", start: filled, act: shortcuts },
  { name: "offline", start: filled, act: offline },
];

/** `npm run screenshots [-- NAME...]`: every main page on desktop and phone, light and dark, into `screenshots/`. */
export async function main(names: string[]): Promise<void> {
  const out = resolve("screenshots");
  await mkdir(out, { recursive: true });
  const only = names.filter((name) => !name.includes("="));
  const kinds = (names
    .find((name) => name.startsWith("kinds="))
    ?.slice(6)
    .split(",") ?? ["desktop", "phone"]) as ("desktop" | "phone")[];
  const schemes = (names
    .find((name) => name.startsWith("schemes="))
    ?.slice(8)
    .split(",") ?? ["light", "dark"]) as ("light" | "dark")[];
  const browser = await launch();
  for (const shot of SHOTS.filter(({ name }) => only.length === 0 || only.includes(name))) {
    for (const kind of kinds) {
      for (const scheme of schemes) {
        const server = await serveMock(resolve("dist"), shot.start);
        const context = await windowOf(browser, kind, scheme);
        const page = await context.newPage();
        try {
          if (shot.name === "login" || shot.start.state === "fresh") {
            await page.goto(server.url);
          } else {
            await signIn(page, server.url, OWNER.username, OWNER.password);
          }
          await shot.act(page, server);
          await page.waitForTimeout(400);
          await page.screenshot({ path: `${out}/${shot.name}-${kind}-${scheme}.png` });
          console.log(`${shot.name} ${kind} ${scheme}`);
        } catch (error) {
          console.error(`${shot.name} ${kind} ${scheme}: ${String(error).slice(0, 400)}`);
          process.exitCode = 1;
        } finally {
          await context.close();
          await server.close();
        }
      }
    }
  }
  await browser.close();
}

async function rest(page: Page): Promise<void> {
  await page.waitForLoadState("networkidle");
}

async function typeAccount(page: Page): Promise<void> {
  await page.getByLabel("User name").fill("talbot");
  await page.getByLabel("Password", { exact: true }).fill("Lacock1835");
}

async function scrollDown(page: Page): Promise<void> {
  await rest(page);
  await page.locator("[data-scroller]").evaluate((element) => element.scrollBy(0, 5200));
  await rest(page);
  const rail = await page.getByRole("slider").boundingBox();
  if (rail && rail.width > 20) {
    await page.mouse.move(rail.x + rail.width / 2, rail.y + rail.height * 0.4);
  }
}

async function select(page: Page): Promise<void> {
  await rest(page);
  const tiles = page.locator("[data-photo]");
  for (const index of [0, 2, 3]) {
    await tiles.nth(index).locator("[data-tick]").click({ force: true });
  }
}

async function openPhoto(page: Page, info: boolean): Promise<void> {
  await rest(page);
  await page
    .getByRole("link", { name: /^Photo,/ })
    .nth(4)
    .click();
  await page.getByRole("dialog").waitFor();
  if (info) {
    await page.getByRole("button", { name: "Information" }).click();
    await page.getByRole("heading", { name: "Information" }).waitFor();
  }
  await rest(page);
}

async function uploadSome(page: Page, server: MockServer): Promise<void> {
  await rest(page);
  const names = ["IMG_2041.png", "IMG_2042.png", "IMG_2043.png", "IMG_2044.png"];
  const files = names.map((name, index) => pictureFile(name, index + 1));
  const again = { ...files[0]!, name: "Copy of IMG_2041.png" };
  await page.getByLabel("Files to upload").setInputFiles([...files, again]);
  await page.getByText("4 files uploaded").waitFor();
  // A large file on a slow line, so that there is something to follow.
  await page.route("**/assets/batch", async (route) => {
    await new Promise((done) => setTimeout(done, 8000));
    await route.continue().catch(() => undefined);
  });
  await page
    .getByLabel("Files to upload")
    .setInputFiles([
      ...[5, 6, 7].map((seed) => pictureFile(`IMG_20${seed}5.png`, seed)),
      { name: "Abbey.mov", mimeType: "video/quicktime", buffer: Buffer.alloc(24_000_000, 7) },
      { name: "broken.jpg", mimeType: "image/jpeg", buffer: Buffer.from("not a picture") },
    ]);
  await page.waitForTimeout(1500);
  void server;
}

async function dragOver(page: Page): Promise<void> {
  await rest(page);
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File(["x"], "a.jpg"));
    window.dispatchEvent(new DragEvent("dragenter", { dataTransfer: data }));
  });
}

async function visit(page: Page, name: string): Promise<void> {
  await page.getByRole("navigation").getByRole("link", { name }).click();
  await rest(page);
}

async function openAlbum(page: Page): Promise<void> {
  await visit(page, "Albums");
  await page.getByRole("link", { name: /Lacock Abbey/ }).click();
  await rest(page);
}

async function addToAlbum(page: Page): Promise<void> {
  await select(page);
  await page.getByRole("button", { name: "Add to album" }).click();
  await rest(page);
}

async function trash(page: Page): Promise<void> {
  await select(page);
  await page.getByRole("button", { name: "Move to trash" }).click();
  await page.getByRole("navigation").getByRole("link", { name: "Trash" }).click();
  await rest(page);
}

async function settings(page: Page, server: MockServer, tab: string): Promise<void> {
  await page.goto(`${server.url}/settings${tab}`);
  await rest(page);
}

async function shortcuts(page: Page): Promise<void> {
  await rest(page);
  await page.keyboard.press("Shift+?");
  await page.getByRole("dialog").waitFor();
}

async function offline(page: Page, server: MockServer): Promise<void> {
  await rest(page);
  await server.close();
  await page.getByRole("navigation").getByRole("link", { name: "Albums" }).click();
  await page.getByText("Trying again").waitFor();
}
