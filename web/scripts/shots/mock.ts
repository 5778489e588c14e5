import type { Page } from "playwright-core";
import { pictureFile } from "../../e2e/files";
import type { Start } from "../../mock/library";
import type { MockServer } from "../../mock/server";

/** What a screenshot shows that only a mock can be made to show: states, and libraries of any size. */
export interface MockShot {
  name: string;
  start: Start;
  /** Brings the page to what is to be seen; it is signed in unless the library is fresh. */
  act(page: Page, server: MockServer): Promise<void>;
}

const filled: Start = { state: "filled" };

/** States of the app, over the mock. */
export const MOCK_SHOTS: MockShot[] = [
  { name: "setup", start: { state: "fresh" }, act: typeAccount },
  { name: "empty", start: { state: "empty" }, act: (page) => rest(page) },
  { name: "timeline-scrolled", start: filled, act: scrollDown },
  { name: "selection", start: filled, act: select },
  { name: "upload", start: { state: "filled", processing: 60_000 }, act: uploadSome },
  { name: "drop", start: filled, act: dragOver },
  { name: "add-to-album", start: filled, act: addToAlbum },
  { name: "shortcuts", start: filled, act: shortcuts },
  { name: "offline", start: filled, act: offline },
];

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

async function addToAlbum(page: Page): Promise<void> {
  await select(page);
  await page.getByRole("button", { name: "Add to album" }).click();
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
