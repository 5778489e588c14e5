import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Call } from "../src/features/operations/compose";
import { SAMPLES, type SampleLanguage } from "../src/features/operations/samples";
import { drawnPhotos, missing } from "./bench";
import { type Complaints, launch, pick, watch, windowOf } from "./browser";
import { paintedPhotos } from "./photos";
import {
  missingFaces,
  missingServer,
  PERSON,
  PORTAL_PERSON,
  portrait,
  type RealServer,
  startReal,
  testFile,
} from "./real";
import { MISSING, runSample, runText } from "./runners";

const without = missing ?? missingServer;

if (!without && missingFaces) {
  console.log(`skipped: ${missingFaces}`);
}

describe.skipIf(without)("on the real server", () => {
  let browser: Browser;
  let server: RealServer;
  let context: BrowserContext;
  let page: Page;
  let complaints: Complaints;

  beforeAll(async () => {
    browser = await launch();
    server = await startReal();
    context = await windowOf(browser, "desktop", "light");
    page = await context.newPage();
    complaints = watch(page, server.url);
  });

  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  it("the first minute leads to photos with their pictures", async () => {
    await page.goto(server.url);
    await page.getByLabel("User name").fill(PERSON.username);
    await page.getByLabel("Password", { exact: true }).fill(PERSON.password);
    await page.getByRole("button", { name: "Create library" }).click();
    await page.getByRole("heading", { name: "Bring in your first photos" }).waitFor();
    const files = [
      ...(await paintedPhotos(browser, 6)),
      await testFile("meadow.jpg", "image/jpeg"),
      await testFile("clock.mp4", "video/mp4"),
    ];
    await page.getByLabel("Files to upload").setInputFiles(files);
    await page.getByText("8 files uploaded").waitFor();
    await page.locator("[data-photo] img[data-shown]").nth(2).waitFor();
    await page.getByLabel("Files to upload").setInputFiles([files[0]!]);
    await page.getByText("Everything was already here").waitFor();
  });

  it.skipIf(missingFaces)(
    "a face that a program had masked is shown in the console, before and after",
    async () => {
      const form = new FormData();
      form.append("image", await portrait(), "gate.png");
      const masked = await fetch(`${server.url}/api/v1/mask?method=solid&verify=true`, {
        method: "POST",
        body: form,
      });
      expect(masked.status).toBe(200);
      expect(masked.headers.get("x-mask-verified")).toBe("true");
      await page.goto(`${server.url}/console/faces`);
      await page.getByRole("button", { name: "gate.png" }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByRole("img", { name: "1 face marked" }).waitFor();
      await dialog.getByText("A second look recognises nobody").waitFor();
      const shown = (name: string) =>
        dialog
          .getByRole("img", { name, exact: true })
          .evaluate((picture: HTMLImageElement) => picture.naturalWidth);
      await expect.poll(() => shown("gate.png")).toBe(512);
      await dialog.getByText("After", { exact: true }).click();
      await expect.poll(() => shown("gate.png, masked")).toBe(512);
      await dialog.getByRole("button", { name: "Delete the picture" }).click();
      await page.getByRole("button", { name: "Delete", exact: true }).click();
      await page.getByText("No program has asked for faces yet").waitFor();
    },
  );

  it("what the camera noted is found by search, on the map and in the statistics", async () => {
    await page.goto(`${server.url}/search?q=IMG_2000`);
    await page.locator("[data-photo]").first().waitFor();
    await page.goto(`${server.url}/map`);
    await page
      .getByRole("button", { name: /photos? here$|^Open IMG/ })
      .first()
      .waitFor();
    await page.goto(`${server.url}/stats`);
    await page.getByText(/^\d+ photos on \d+ days$/).waitFor();
    await page.getByRole("list", { name: "Cameras and lenses" }).getByRole("listitem").first().waitFor();
  });

  it("an album, a heart and the trash keep what they are given", async () => {
    await page.goto(server.url);
    const tile = page.locator("[data-photo]").first();
    await tile.waitFor();
    const id = await tile.getAttribute("data-photo");
    await page.locator(`[data-photo="${id}"] [data-tick]`).click({ force: true });
    await page.getByRole("button", { name: "Favourite", exact: true }).click();
    await page.getByRole("navigation").getByRole("link", { name: "Favourites" }).click();
    await page.locator(`[data-photo="${id}"] [data-tick]`).click({ force: true });
    await page.getByRole("button", { name: "Add to album" }).click();
    await page.getByLabel("Find an album, or name a new one").fill("Abbey");
    await page.keyboard.press("Enter");
    await page.getByText("Added to Abbey").waitFor();
    await page.locator(`[data-photo="${id}"] [data-tick]`).click({ force: true });
    await page.getByRole("button", { name: "Move to trash" }).click();
    await page.getByRole("navigation").getByRole("link", { name: "Trash" }).click();
    await page.locator(`[data-photo="${id}"] [data-tick]`).click({ force: true });
    await page.getByRole("button", { name: "Restore" }).click();
    await page.getByRole("navigation").getByRole("link", { name: "Albums" }).click();
    await page.getByRole("link", { name: /Abbey/ }).click();
    await page.locator(`[data-photo="${id}"]`).waitFor();
  });

  it("two photos become a stack, and come apart again", async () => {
    await page.goto(`${server.url}/search?q=IMG_`);
    await page.locator("[data-photo]").nth(5).waitFor();
    const ids = await drawnPhotos(page);
    for (const id of ids.slice(0, 2)) {
      await page.locator(`[data-photo="${id}"] [data-tick]`).click({ force: true });
    }
    await page.getByRole("button", { name: "Stack", exact: true }).click();
    await page.getByText("2 items stacked").waitFor();
    await expect.poll(async () => (await drawnPhotos(page)).length).toBe(ids.length - 1);
    const cover = (await drawnPhotos(page)).find((id) => ids.slice(0, 2).includes(id));
    await page.locator(`[data-photo="${cover}"] a`).click();
    await page.getByRole("dialog").waitFor();
    await page.keyboard.press("i");
    await page.getByRole("button", { name: "Show item 2 of the stack" }).waitFor();
    await page.getByRole("button", { name: "Take this one out of the stack" }).click();
    await page.getByRole("button", { name: "Show item 2 of the stack" }).waitFor({ state: "detached" });
    await page.keyboard.press("Escape");
    await expect.poll(async () => (await drawnPhotos(page)).length).toBe(ids.length);
  });

  it("every page of the console shows something", async () => {
    for (const [path, text] of [
      ["/console", "Jobs running"],
      ["/console/folders", "Scan now"],
      ["/console/jobs", "Queue"],
      ["/console/users", PERSON.username],
      ["/console/audit", "user.registered"],
      ["/console/system", "Days in the trash"],
      ["/console/health", "BLAKE3 works."],
    ] as const) {
      await page.goto(server.url + path);
      await page.getByText(text).first().waitFor();
    }
    await page.getByText("As image/", { exact: false }).waitFor();
  });

  it("the playground asks what a program asks, and shows pictures", async () => {
    await page.goto(`${server.url}/console/playground?op=library/create_album`);
    await page.getByLabel(/^album_name/).fill("From the playground");
    await page.getByRole("button", { name: "Send" }).click();
    const answer = page.getByRole("region", { name: "Answer", exact: true });
    await answer.getByText('"From the playground"').waitFor();
    // The list of surfaces is the server's, and the hosting API is where this server has it.
    await page.goto(`${server.url}/console/api?surface=hosting`);
    await page.getByRole("link", { name: "GET /pictures/v9/status" }).click();
    await page.getByRole("link", { name: "Try it" }).click();
    await page.getByRole("button", { name: "Send" }).click();
    await answer.getByText("200").first().waitFor();
    await page.goto(`${server.url}/search?q=meadow`);
    const [photo] = await page
      .locator("[data-photo]")
      .first()
      .waitFor()
      .then(() => drawnPhotos(page));
    const op = "library/get_assets_id_thumbnail";
    const values = encodeURIComponent(JSON.stringify({ "path.id": photo }));
    await page.goto(`${server.url}/console/playground?op=${op}&with=${values}`);
    await page.getByRole("button", { name: "Send" }).click();
    await answer.getByRole("img", { name: /^meadow/ }).waitFor();
    await answer.getByText(/^\d+ × \d+$/).waitFor();
    const token = await page.evaluate(
      () => JSON.parse(localStorage.getItem("calotype.session")!).token as string,
    );
    for (const language of Object.keys(SAMPLES) as SampleLanguage[]) {
      if (MISSING[language]) {
        console.log(`skipped: the sample in ${language}: ${MISSING[language]}`);
        continue;
      }
      await page.goto(`${server.url}/console/playground?op=library/list_albums`);
      await pick(page, "Language of the sample", SAMPLES[language].name);
      const sample = await page
        .getByRole("region", { name: "Sample", exact: true })
        .locator("pre")
        .textContent();
      const ran = await runText(language, sample!, { CALOTYPE_TOKEN: token });
      expect(JSON.parse(ran.text)).toMatchObject({ albums: [{ album_name: "From the playground" }, {}] });
    }
  });

  it("the portal makes a client with a key", async () => {
    await page.goto(`${server.url}/portal`);
    await page.getByLabel("E-mail").fill(PORTAL_PERSON.email);
    await page.getByLabel("Password", { exact: true }).fill(PORTAL_PERSON.password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("link", { name: "Clients" }).click();
    await page.getByRole("button", { name: "New client" }).click();
    await page.getByLabel("Name").fill("Shop");
    await page.getByRole("button", { name: "Create" }).click();
    const key = (await page.getByRole("dialog").locator("pre").textContent())!;
    await page.getByRole("button", { name: "I have kept it" }).click();
    // With the key a picture is brought by a form, by the page and by each of the programs.
    const picture = await testFile("meadow.jpg", "image/jpeg");
    const file = new File([new Uint8Array(picture.buffer)], picture.name, { type: picture.mimeType });
    for (const language of Object.keys(SAMPLES) as SampleLanguage[]) {
      if (!MISSING[language]) {
        const call = uploadOf(file, `by ${language}`);
        const ran = await runSample(language, call, server.url, { CALOTYPE_KEY: key });
        expect(JSON.parse(ran.text), language).toMatchObject({ description: `by ${language}` });
      }
    }
    await page.getByRole("link", { name: "Playground" }).click();
    await page.getByRole("combobox", { name: "Operation" }).fill("upload_image");
    await page
      .getByRole("option", { name: /POST.*pictures\/v9\/images/ })
      .first()
      .click();
    await page.getByLabel("An API key").fill(key);
    await page.locator("input[type=file]").first().setInputFiles([picture]);
    await page.getByLabel(/^description/).fill("by hand");
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByRole("region", { name: "Answer", exact: true }).getByText('"by hand"').waitFor();
    await page.getByRole("link", { name: "Clients" }).click();
    await page.getByRole("link", { name: "Shop" }).click();
    await page.reload();
    await page.getByRole("heading", { name: "Shop" }).waitFor();
    await page.getByRole("heading", { name: "Requests by day" }).waitFor();
    expect(complaints).toEqual({ errors: [], foreign: [] });
  });
});

/** What the playground makes of the form that brings a picture. */
function uploadOf(file: File, description: string): Call {
  return {
    method: "POST",
    target: "/pictures/v9/images",
    headers: [],
    body: {
      kind: "form",
      parts: [
        { name: "file", file },
        { name: "description", text: description },
      ],
    },
    credential: { name: "key", kind: "header", field: "X-API-Key" },
    answer: "text",
  };
}
