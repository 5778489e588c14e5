import axe from "axe-core";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { UPLOAD_KEY } from "../mock/deposits";
import { missing, openApp, useBenches } from "./bench";
import { pick, signIn } from "./browser";
import { pictureFile } from "./files";

async function choose(page: Page, words: string, option: RegExp): Promise<void> {
  await page.getByRole("combobox", { name: "Operation" }).fill(words);
  await page.getByRole("option", { name: option }).click();
}

const answer = (page: Page) => page.getByRole("region", { name: "Answer", exact: true });

describe.skipIf(missing)("the playground", () => {
  useBenches();

  it("asks anything of the server with the own session, and keeps it in the address", async () => {
    const { page, server } = await openApp({ state: "filled", photos: 300 });
    await page.goto(`${server.url}/console/playground`);
    await choose(page, "list_albums", /GET.*\/api\/v1\/albums/);
    await page.getByLabel(/^limit/).fill("2");
    await page.getByRole("button", { name: "Send" }).click();
    await answer(page).getByText("200").first().waitFor();
    await answer(page).getByText('"Lacock Abbey"').or(answer(page).getByText('"Kyoto"')).first().waitFor();
    await answer(page)
      .getByText(/^\d+ ms$/)
      .waitFor();
    await page.waitForURL((url) => url.search.includes("query.limit"));
    // Who gets the address gets the form as it was.
    await page.reload();
    await expect.poll(() => page.getByLabel(/^limit/).inputValue()).toBe("2");
    await page.getByRole("region", { name: "Sample", exact: true }).getByText("limit=2").waitFor();
  });

  it("sends JSON by fields and as text, and shows the same as a program", async () => {
    const { page, server } = await openApp({ state: "filled", photos: 300 });
    await page.goto(`${server.url}/console/playground?op=library/create_album`);
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByText("This is needed.").waitFor();
    await expect
      .poll(() => page.getByLabel(/^album_name/).evaluate((one) => one === document.activeElement))
      .toBe(true);
    await page.getByLabel(/^album_name/).fill("It's Ada");
    await page.getByLabel(/^album_name/).press("Control+Enter");
    await answer(page).getByText('"It\'s Ada"').waitFor();
    expect(server.mock.library.albums.some(({ name }) => name === "It's Ada")).toBe(true);
    await pick(page, "How the body is written", "Text");
    const text = page.getByRole("textbox", { name: "JSON" });
    expect(JSON.parse(await text.inputValue())).toEqual({ album_name: "It's Ada" });
    await text.fill('{"album_name": ');
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByText(/^This is not JSON/).waitFor();
    await text.fill('{"album_name": "Grace"}');
    await page.getByRole("button", { name: "Send" }).click();
    await answer(page).getByText('"Grace"').waitFor();
    await pick(page, "Language of the sample", "Python");
    await page.getByRole("region", { name: "Sample", exact: true }).getByText("requests.post").waitFor();
    await page.getByText("CALOTYPE_TOKEN.").waitFor();
  });

  it("takes a pasted key that stays in the page, and shows a refusal", async () => {
    const { page, server } = await openApp({ state: "filled", photos: 300 });
    await page.goto(`${server.url}/console/playground?op=upload/get_list_uploads_api`);
    await page.getByLabel("An API key").fill("wrong");
    await page.getByRole("button", { name: "Send" }).click();
    await answer(page).getByText("401").first().waitFor();
    await page.getByLabel("An API key").fill(UPLOAD_KEY);
    await page.getByLabel(/^limit/).fill("3");
    await page.getByRole("button", { name: "Send" }).click();
    await answer(page).getByText("200").first().waitFor();
    await page.waitForURL((url) => url.search.includes("query.limit"));
    const kept = await page.evaluate(() =>
      JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href]),
    );
    expect(kept).not.toContain(UPLOAD_KEY);
    expect(await page.getByRole("region", { name: "Sample", exact: true }).innerText()).not.toContain(
      UPLOAD_KEY,
    );
    await page.reload();
    await expect.poll(() => page.getByLabel("An API key").inputValue()).toBe("");
  });

  it("sends a dropped picture, and draws the faces that the answer tells of", async () => {
    const { page, server } = await openApp({ state: "filled", photos: 300 });
    await page.route("**/openapi/documents.json", async (route) => {
      const list = (await (await route.fetch()).json()) as object[];
      await route.fulfill({
        json: [...list, { name: "eyes", title: "calotype eyes API", url: "/openapi/eyes.json" }],
      });
    });
    await page.route("**/openapi/eyes.json", (route) => route.fulfill({ json: EYES }));
    let sent = "";
    await page.route("**/api/v1/eyes", (route) => {
      sent = route.request().headers()["x-api-key"] ?? "";
      return route.fulfill({
        json: {
          detections: [
            { index: 0, bbox: { x1: 40, y1: 30, x2: 120, y2: 140 }, confidence: 0.98 },
            { index: 1, bbox: { x1: 180, y1: 30, x2: 240, y2: 110 }, confidence: 0.71 },
          ],
        },
      });
    });
    await page.goto(`${server.url}/console/playground`);
    await choose(page, "eyes", /POST.*\/api\/v1\/eyes/);
    await page.getByLabel("An API key").fill("a-key");
    // Dropped, not chosen: the library behind this page must not take it.
    const picture = pictureFile("two.png", 7);
    const data = await page.evaluateHandle(
      ([bytes, name]) => {
        const transfer = new DataTransfer();
        const raw = Uint8Array.from(atob(bytes!), (one) => one.charCodeAt(0));
        transfer.items.add(new File([raw], name!, { type: "image/png" }));
        return transfer;
      },
      [picture.buffer.toString("base64"), picture.name],
    );
    await page.getByText("Drop a file here, or choose one").dispatchEvent("drop", { dataTransfer: data });
    await page.getByText("two.png").first().waitFor();
    await page.getByRole("button", { name: "Send" }).click();
    const marks = page.getByRole("img", { name: "2 faces marked" });
    await marks.waitFor();
    await expect.poll(() => marks.locator("rect").first().getAttribute("width")).toBe("80");
    await expect.poll(() => marks.textContent()).toContain("98 %");
    expect(sent).toBe("a-key");
    await expect.poll(() => page.getByText("1 file uploaded").count()).toBe(0);
    await page.getByRole("region", { name: "Sample", exact: true }).getByText("two.png").waitFor();
  });

  it("says so when no answer comes", async () => {
    const { page, server } = await openApp({ state: "filled", photos: 300 });
    await page.goto(`${server.url}/console/playground?op=library/list_albums`);
    await page.route("**/api/v1/albums", (route) => route.abort());
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByText("There was no answer").waitFor();
    await page.unroute("**/api/v1/albums");
    await page.getByRole("button", { name: "Send" }).click();
    await answer(page).getByText("200").first().waitFor();
  });

  it("is there for everybody, and in the portal", async () => {
    const { page, server } = await openApp({ state: "filled", photos: 300 });
    server.mock.library.register("constance", "Oriel1835window");
    await page.evaluate(() => localStorage.clear());
    await signIn(page, server.url, "constance", "Oriel1835window");
    await page.goto(`${server.url}/console/playground?op=library/me`);
    await page.getByRole("button", { name: "Send" }).click();
    await answer(page).getByText('"constance"').first().waitFor();
    await expect.poll(() => page.getByRole("link", { name: "Jobs" }).count()).toBe(0);
    await page.goto(`${server.url}/console/jobs`);
    await page.getByRole("heading", { name: "This is for the admins of the server" }).waitFor();
  });

  it.each(["desktop", "phone"] as const)(
    "finds favour with an accessibility check, %s",
    async (kind) => {
      const { page, server } = await openApp({ state: "filled", photos: 300 }, kind);
      for (const scheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
        for (const path of [
          "/console/playground",
          "/console/playground?op=hosting/upload_image",
          "/console/playground?op=library/create_album",
          "/console/api",
          "/console/api?op=hosting/get_image",
          "/console/api?op=library/query",
          "/console/uploads",
        ]) {
          await page.goto(server.url + path);
          await page.getByRole("heading", { level: 1 }).waitFor();
          await page.waitForLoadState("networkidle");
          expect(await troubles(page), `${path} ${scheme}`).toEqual([]);
        }
        await page.goto(`${server.url}/console/playground?op=library/list_albums`);
        await page.getByRole("button", { name: "Send" }).click();
        await answer(page).getByText("200").first().waitFor();
        expect(await troubles(page), `an answer ${scheme}`).toEqual([]);
        await page.goto(`${server.url}/console/uploads`);
        await page.getByLabel("API key with the right to upload").fill(UPLOAD_KEY);
        await page.getByRole("button", { name: "Show its uploads" }).click();
        await page.getByRole("cell", { name: "image/tiff" }).waitFor();
        expect(await troubles(page), `uploads ${scheme}`).toEqual([]);
      }
      if (kind === "phone") {
        // Nothing but what scrolls by itself is wider than the screen.
        const button = await page.getByRole("button", { name: "Another key" }).boundingBox();
        expect(button!.x + button!.width).toBeLessThanOrEqual(390);
      }
    },
    120_000,
  );
});

describe.skipIf(missing)("the reference", () => {
  useBenches();

  it("tells of every operation, and leads to the playground", async () => {
    const { page, server } = await openApp({ state: "filled", photos: 300 });
    await page.goto(`${server.url}/console/api`);
    await page.getByRole("heading", { level: 2, name: /^calotype/ }).waitFor();
    await pick(page, "Surface", "Library");
    await page.getByRole("textbox", { name: "Find an operation" }).fill("position");
    await page.getByRole("link", { name: /position/ }).click();
    await page.getByText("Gives an asset of an album its place.").waitFor();
    await page.getByText("A token in Authorization: Bearer ….").waitFor();
    for (const [language, word] of [
      ["curl", "--request PUT"],
      ["Python", "requests.put"],
      ["JavaScript", 'method: "PUT"'],
      ["C#", "HttpClient"],
    ] as const) {
      await pick(page, "Language of the sample", language);
      await expect
        .poll(() => page.getByRole("region", { name: "Sample", exact: true }).innerText())
        .toContain(word);
    }
    await page.getByRole("link", { name: "Try it" }).click();
    await page.waitForURL("**/console/playground?op=library*place_asset_in_album");
    await page.getByRole("link", { name: "Read about it" }).click();
    await page.getByText("Gives an asset of an album its place.").waitFor();
  });
});

describe.skipIf(missing)("the uploads of a key", () => {
  useBenches();

  it("are shown to who has the key, by state and page, and can be deleted", async () => {
    const { page, server } = await openApp({ state: "filled", photos: 300 });
    await page.goto(`${server.url}/console/uploads`);
    await page.getByLabel("API key with the right to upload").fill("wrong");
    await page.getByRole("button", { name: "Show its uploads" }).click();
    await page.getByText("This key does not open the uploads").waitFor();
    await page.getByRole("button", { name: "Another key" }).last().click();
    await page.getByLabel("API key with the right to upload").fill(UPLOAD_KEY);
    await page.getByRole("button", { name: "Show its uploads" }).click();
    await page.getByRole("cell", { name: "image/tiff" }).waitFor();
    await page.getByText("in 3 days").first().waitFor();
    await page.getByRole("button", { name: "Show older uploads" }).click();
    await expect.poll(() => page.getByRole("row").count()).toBe(65);
    // One that a job works on is asked about once more.
    await page.getByRole("button", { name: "Delete busy.tif" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
    await page.getByText("A job is working on it, and is cancelled with it.").waitFor();
    await page.getByRole("button", { name: "Delete all the same" }).click();
    await expect.poll(() => server.mock.deposits.list.length).toBe(63);
    await page.getByRole("combobox", { name: "State" }).click();
    await page.getByRole("option", { name: "failed" }).click();
    await expect.poll(() => page.getByRole("cell", { name: "failed" }).count()).toBeGreaterThan(5);
    await expect.poll(() => page.getByRole("cell", { name: "arrived" }).count()).toBe(0);
    server.mock.deposits.list = [];
    await page.getByRole("combobox", { name: "State" }).click();
    await page.getByRole("option", { name: "expired" }).click();
    await page.getByText("No upload is in this state").waitFor();
  });
});

/** A surface that this server does not have: the list of them is the server's. */
const EYES = {
  openapi: "3.1.0",
  info: { title: "calotype eyes API", version: "1" },
  components: { securitySchemes: { key: { type: "apiKey", in: "header", name: "X-API-Key" } } },
  paths: {
    "/api/v1/eyes": {
      post: {
        operationId: "find_eyes",
        tags: ["eyes"],
        summary: "Finds faces.",
        security: [{ key: [] }],
        requestBody: {
          required: true,
          content: {
            "multipart/form-data": {
              schema: {
                type: "object",
                required: ["image"],
                properties: { image: { type: "string", format: "binary" } },
              },
            },
          },
        },
        responses: {
          200: { description: "Found.", content: { "application/json": { schema: { type: "object" } } } },
        },
      },
    },
  },
};

async function troubles(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"],
    });
    return violations.flatMap(({ id, impact, nodes }) =>
      impact === "serious" || impact === "critical"
        ? nodes.slice(0, 3).map((node) => `${id}: ${node.html.slice(0, 200)}`)
        : [],
    );
  });
}
