import { describe, expect, it } from "vitest";
import { drawnPhotos, missing, openApp, useBenches } from "./bench";
import { pictureFile } from "./files";

describe.skipIf(missing)("uploading", () => {
  useBenches();

  it("takes a drop of many files, and tells which were here already", async () => {
    const { page, server } = await openApp({ state: "empty", processing: 300 });
    const files = Array.from({ length: 12 }, (_, i) => pictureFile(`IMG_${i}.png`, i + 1, 64));
    await page.getByLabel("Files to upload").setInputFiles(files);
    await page.getByText("12 files uploaded").waitFor();
    expect(server.mock.library.everything({})).toHaveLength(12);
    await expect.poll(async () => (await drawnPhotos(page)).length).toBe(12);

    await page
      .getByLabel("Files to upload")
      .setInputFiles([{ ...files[3]!, name: "again.png" }, pictureFile("new.png", 99, 64)]);
    await page.getByText("1 file uploaded").waitFor();
    await page.getByText("1 already here").waitFor();
    expect(server.mock.library.everything({})).toHaveLength(13);
  });

  it("sends a large file in chunks, byte for byte", async () => {
    const { page, server } = await openApp({ state: "empty" });
    const buffer = Buffer.alloc(14_500_000, "calotype");
    let requests = 0;
    page.on("request", (request) => {
      requests += request.url().endsWith("/assets/batch") ? 1 : 0;
    });
    await page
      .getByLabel("Files to upload")
      .setInputFiles([{ name: "film.mov", mimeType: "video/quicktime", buffer }]);
    await page.getByText("1 file uploaded").waitFor();
    const [stored] = server.mock.library.everything({});
    expect(Buffer.from(stored!.bytes!).equals(buffer)).toBe(true);
    expect(requests).toBe(Math.ceil(buffer.length / 4_194_304));
  });

  it("waits while the server is away, and goes on when it is back", async () => {
    const { page, context, server } = await openApp({ state: "empty" });
    await page.getByRole("heading", { name: "Bring in your first photos" }).waitFor();
    await page.waitForLoadState("networkidle");
    await page.waitForTimeout(3000);
    await context.setOffline(true);
    await page
      .getByLabel("Files to upload")
      .setInputFiles([pictureFile("a.png", 1, 64), pictureFile("b.png", 2, 64)]);
    await page.getByText("The server cannot be reached. Trying again…").waitFor();
    await context.setOffline(false);
    await page.getByText("2 files uploaded").waitFor();
    expect(server.mock.library.everything({})).toHaveLength(2);
  });

  it("that a reload cuts short are named, and not sent twice", async () => {
    const { page } = await openApp({ state: "empty" });
    const film = {
      name: "film.mov",
      mimeType: "video/quicktime",
      buffer: Buffer.alloc(14_500_000, "talbot"),
    };
    await page.route("**/assets/batch", () => undefined);
    await page.getByLabel("Files to upload").setInputFiles([film]);
    await page.getByRole("button", { name: "Cancel film.mov" }).waitFor();
    await page.waitForTimeout(1200);
    page.once("dialog", (dialog) => void dialog.accept());
    await page.reload();
    await page.getByText("1 upload was cut short").waitFor();
    await page.getByText(/film\.mov\. Choose them once more/).waitFor();

    await page.unroute("**/assets/batch");
    await page.getByLabel("Files to upload").setInputFiles([film]);
    await page.getByText("1 file uploaded").waitFor();
    let requests = 0;
    page.on("request", (request) => {
      requests += request.url().endsWith("/assets/batch") ? 1 : 0;
    });
    await page.getByLabel("Files to upload").setInputFiles([film]);
    await page.getByText("Everything was already here").waitFor();
    expect(requests).toBe(0);
  });

  it("names each failure, and succeeds when it is tried again", async () => {
    const { page } = await openApp({ state: "empty" });
    await page.route("**/assets/batch", (route) =>
      route.fulfill({
        json: {
          results: [{ success: false, file_name: "a.png", content_hash: "", error: "the disk is full" }],
        },
      }),
    );
    await page.getByLabel("Files to upload").setInputFiles([pictureFile("a.png", 1, 64)]);
    await page.getByText("The disk is full").waitFor();
    await page.getByText("Nothing was uploaded").waitFor();
    await page.unroute("**/assets/batch");
    await page.getByRole("button", { name: "Retry a.png" }).click();
    await page.getByText("1 file uploaded").waitFor();
  });

  it("leaves out what is no picture, by name", async () => {
    const { page, server } = await openApp({ state: "empty" });
    const other = { name: "taxes.xlsx", mimeType: "application/octet-stream", buffer: Buffer.from("1") };
    await page.getByLabel("Files to upload").setInputFiles([other, pictureFile("a.png", 1, 64)]);
    await page.getByText("taxes.xlsx is not a photo, video or sound.").waitFor();
    await page.getByText("1 file uploaded").waitFor();
    expect(server.mock.library.everything({}).map((photo) => photo.fileName)).toEqual(["a.png"]);
  });

  it("shows a file that cannot be processed as such, with the reason", async () => {
    const { page } = await openApp({ state: "empty", processing: 300 });
    const broken = { name: "broken.jpg", mimeType: "image/jpeg", buffer: Buffer.from("no picture at all") };
    await page.getByLabel("Files to upload").setInputFiles([broken]);
    await page.getByTitle("Could not be processed").waitFor();
    await page.getByRole("link", { name: /^Photo,/ }).click();
    await page.getByText("The file is damaged: its header cannot be read.").waitFor();
  });
});
