import { describe, expect, it } from "vitest";
import { missing, openApp, useBenches } from "./bench";
import { pictureFile } from "./files";

describe.skipIf(missing)("the first minute", () => {
  useBenches();

  it("leads from nothing to a photo in the timeline", async () => {
    const { page, server } = await openApp({ state: "fresh", processing: 1200 });
    await page.waitForURL("**/setup");
    await page.getByLabel("User name").fill("talbot");
    await page.getByLabel("Password", { exact: true }).fill("Lacock1835");
    await page.getByRole("button", { name: "Create library" }).click();
    await page.getByRole("heading", { name: "Bring in your first photos" }).waitFor();
    expect(server.mock.library.repository).toMatchObject({ name: "Photos" });

    await page.getByLabel("Files to upload").setInputFiles([pictureFile("window.png", 1)]);
    await page.getByText("1 file uploaded").waitFor();
    const tile = page.getByRole("link", { name: /^Photo,/ });
    await tile.waitFor();
    await tile.getByTitle("Being processed").waitFor();
    // It turns from being processed to its picture without anybody reloading anything.
    await tile.locator("img[data-shown]").waitFor();
    await tile.getByTitle("Being processed").waitFor({ state: "detached" });
  });

  it("shows the rules for a password and sends nothing that breaks them", async () => {
    const { page, server } = await openApp({ state: "fresh" });
    await page.getByLabel("User name").fill("talbot");
    await page.getByLabel("Password", { exact: true }).fill("short");
    await page.getByRole("button", { name: "Create library" }).click();
    await page.locator("[aria-invalid=true]").waitFor();
    await page.getByText("10 to 72 characters").waitFor();
    expect(server.mock.library.users).toHaveLength(0);
  });

  it("goes on where it stopped when the folder was not made", async () => {
    const { page, server } = await openApp({ state: "fresh" });
    await page.route("**/api/v1/repositories", (route) =>
      route.fulfill({ status: 400, json: { code: 400, message: "the disk is read-only" } }),
    );
    await page.getByLabel("User name").fill("talbot");
    await page.getByLabel("Password", { exact: true }).fill("Lacock1835");
    await page.getByRole("button", { name: "Create library" }).click();
    await page.getByText("The disk is read-only.").waitFor();
    await page.unroute("**/api/v1/repositories");
    await page.reload();
    await page.getByRole("heading", { name: "Bring in your first photos" }).waitFor();
    expect(server.mock.library.users).toHaveLength(1);
  });
});
