import { describe, expect, it } from "vitest";
import { drawnPhotos, missing, openApp, useBenches } from "./bench";

describe.skipIf(missing)("search", () => {
  useBenches();

  it("finds by name and by filter, and keeps the question in the address", async () => {
    const { page, server } = await openApp({ state: "filled", photos: 3000 });
    await page.locator("[data-photo]").first().waitFor();
    await page.keyboard.press("/");
    await page.keyboard.type("mvi_");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/search?q=mvi_");
    const films = server.mock.library.everything({ kind: "VIDEO" });
    await expect.poll(async () => (await drawnPhotos(page))[0]).toBe(films[0]!.id);

    await page.getByRole("button", { name: "Remove the filter “mvi_”" }).click();
    await page.getByRole("heading", { name: "What are you looking for?" }).waitFor();
    await page.getByRole("button", { name: "Filters" }).click();
    await page.getByRole("combobox", { name: "Camera" }).click();
    await page.getByRole("option", { name: "Pixel 9" }).click();
    await page.waitForURL("**/search?camera=*");
    await page.keyboard.press("Escape");
    const shot = server.mock.library.everything({}).filter((photo) => photo.camera?.model === "Pixel 9");
    await page.locator(`[data-photo="${shot[0]!.id}"]`).waitFor();

    await page.locator(`[data-photo="${shot[0]!.id}"] a`).click();
    await page.waitForURL(`**/search/photos/${shot[0]!.id}?camera=*`);
    await page.locator("[role=dialog] img[data-shown]").first().waitFor();
    await page.keyboard.press("ArrowRight");
    await page.waitForURL(`**/search/photos/${shot[1]!.id}?camera=*`);
    await page.reload();
    await page.getByRole("dialog", { name: shot[1]!.fileName }).waitFor();
    await page.keyboard.press("Escape");
    await page.waitForURL("**/search?camera=*");
    await page.getByText("Pixel 9", { exact: true }).waitFor();
  });

  it("says so when there is nothing", async () => {
    const { page, server } = await openApp({ state: "filled", photos: 300 });
    await page.goto(`${server.url}/search?q=zzz&rating=77&type=nonsense`);
    await page.getByRole("heading", { name: "Nothing was found" }).waitFor();
    await expect.poll(() => page.getByRole("button", { name: /^Remove the filter/ }).count()).toBe(1);
  });
});
