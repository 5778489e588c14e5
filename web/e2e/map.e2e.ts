import { describe, expect, it } from "vitest";
import { missing, openApp, useBenches } from "./bench";

describe.skipIf(missing)("the map", () => {
  useBenches();

  it("gathers photos, opens them, and is found again at its address", async () => {
    const { page, server } = await openApp({ state: "filled", photos: 1200 });
    await page.getByRole("navigation").getByRole("link", { name: "Map" }).click();
    await page
      .getByRole("button", { name: /photos here$/ })
      .first()
      .waitFor();
    await page.waitForURL("**/map?at=*");
    const placed = server.mock.library.everything({}).filter(({ place }) => place);
    await page.getByRole("button", { name: `Show the ${placed.length} photos in view` }).waitFor();

    // Sydney alone: its cluster comes apart when it is clicked, the keyboard reaches it as well.
    await page.goto(`${server.url}/map?at=-33.8568,151.2153,9`);
    const sydney = placed.filter(({ place }) => place![0] < 0);
    await page.getByRole("button", { name: `Show the ${sydney.length} photos in view` }).waitFor();
    const before = page.url();
    await page
      .getByRole("button", { name: /photos here$/ })
      .first()
      .focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => page.url()).not.toBe(before);

    await page.goto(`${server.url}/map?at=${sydney[0]!.place!.join(",")},18`);
    // The map settles on its view first; a marker that is on its way cannot be clicked.
    await page.waitForLoadState("networkidle");
    await page.getByRole("button", { name: `Open ${sydney[0]!.fileName}` }).focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(`**/search/photos/${sydney[0]!.id}?near=*`);
    await page.getByRole("dialog", { name: sydney[0]!.fileName }).waitFor();
    await page.keyboard.press("i");
    await page.getByRole("img", { name: "Where it was taken" }).waitFor();
    await page.getByRole("link", { name: "Show on the map" }).click();
    await page.waitForURL(/map\?at=.*%2C10$/);
  });

  it("says so when no photo has a place", async () => {
    const { page, server } = await openApp({ state: "empty" });
    await page.goto(`${server.url}/map`);
    await page.getByRole("heading", { name: "No photo has a place yet" }).waitFor();
  });
});
