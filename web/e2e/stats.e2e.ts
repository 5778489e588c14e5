import { describe, expect, it } from "vitest";
import { dayOf } from "../mock/search";
import { missing, openApp, useBenches } from "./bench";

describe.skipIf(missing)("statistics", () => {
  useBenches();

  it("count the photos of a year, and lead to those of a day and of a camera", async () => {
    const { page, server } = await openApp({ state: "filled", photos: 1500 });
    const all = server.mock.library.everything({});
    await page.getByRole("navigation").getByRole("link", { name: "Statistics" }).click();
    const newest = dayOf(all[0]!);
    const year = newest.slice(0, 4);
    const ofYear = all.filter((photo) => dayOf(photo).startsWith(year));
    await page.getByText(new RegExp(`^${ofYear.length} photos on \\d+ days$`)).waitFor();
    await page.getByRole("combobox", { name: "Year" }).click();
    await page.getByRole("option", { name: String(Number(year) - 1) }).click();
    await page.waitForURL(`**/stats?year=${Number(year) - 1}`);
    // The address changes before the map does, and a day of the old map leads nowhere.
    await page.getByRole("img", { name: new RegExp(`days of ${Number(year) - 1}$`) }).waitFor();

    const day = page.locator("rect:not([data-level='0'])").last();
    await day.click();
    await page.waitForURL(/search\?from=.*&to=/);
    await page.locator("[data-photo]").first().waitFor();
    await page.goBack();
    await page.getByRole("link", { name: /^iPhone 15 Pro/ }).click();
    await page.waitForURL(/camera=iPhone/);
    await expect.poll(() => page.getByRole("button", { name: /^Remove the filter iPhone/ }).count()).toBe(2);
  });
});
