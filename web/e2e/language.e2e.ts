import { describe, expect, it } from "vitest";
import { missing, openApp, useBenches } from "./bench";

describe.skipIf(missing)("the language", () => {
  useBenches();

  it("can be chosen, and everything is in it from then on", async () => {
    const { page, server } = await openApp({ state: "filled" });
    await page.goto(`${server.url}/settings`);
    await page.getByRole("combobox", { name: "Language" }).click();
    await page.getByRole("option", { name: "Deutsch" }).click();
    await page.getByRole("heading", { name: "Einstellungen" }).waitFor();
    await expect.poll(() => page.locator("html").getAttribute("lang")).toBe("de");
    await page.getByRole("navigation").getByRole("link", { name: "Alben" }).click();
    await page.getByText("42 Elemente", { exact: true }).waitFor();
    await page.goto(server.url);
    const tile = page.getByRole("link", { name: /^Foto, \d+\. (Januar|Februar|März|April|Mai|Juni|Juli)/ });
    const other = page.getByRole("link", {
      name: /^Foto, \d+\. (August|September|Oktober|November|Dezember)/,
    });
    await tile.or(other).first().waitFor();
  });
});
