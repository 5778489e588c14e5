import { describe, expect, it } from "vitest";
import { missing, openApp, useBenches } from "./bench";

describe.skipIf(missing)("the console of faces", () => {
  useBenches();

  it("shows a job with its boxes, before and after, and what a second look found", async () => {
    const { page, server } = await openApp({ state: "filled", photos: 100 });
    await page.goto(`${server.url}/console/faces`);
    await page.getByRole("heading", { name: "Faces", exact: true }).waitFor();
    await page.getByRole("button", { name: "gate-1.jpg", exact: true }).waitFor();
    await page.getByRole("combobox", { name: "Which jobs" }).click();
    await page.getByRole("option", { name: "Masked by a colour" }).click();
    await page.waitForURL(/method=solid/);
    await page.getByRole("button", { name: "gate-1.jpg", exact: true }).waitFor({ state: "detached" });
    await page.getByRole("button", { name: "gate-7.jpg", exact: true }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("img", { name: "2 faces marked" }).waitFor();
    await dialog.getByText("A second look recognises nobody").waitFor();
    await expect.poll(() => dialog.locator("rect").count()).toBe(2);
    await dialog.getByText("After", { exact: true }).click();
    await dialog.getByRole("img", { name: "gate-7.jpg, masked" }).waitFor();
    await expect.poll(() => dialog.locator("rect").count()).toBe(0);
    // The job is in the address.
    await page.reload();
    await dialog.getByRole("img", { name: "2 faces marked" }).waitFor();
    await dialog.getByRole("button", { name: "Delete the picture" }).click();
    await page.getByRole("button", { name: "Delete", exact: true }).click();
    await page.getByRole("button", { name: "gate-7.jpg", exact: true }).waitFor({ state: "detached" });
    expect(server.mock.faces.jobs).toHaveLength(63);
  });

  it("says what failed, what waits, and what a name is not", async () => {
    const { page, server } = await openApp({ state: "filled", photos: 100 });
    await page.goto(`${server.url}/console/faces`);
    await page.getByRole("button", { name: "gate-3.jpg", exact: true }).click();
    await page.getByRole("dialog").getByText("The picture ends early.").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "not here yet" }).first().click();
    await page.getByRole("dialog").getByText("The picture has not come yet.").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: /^<img src=x/ }).click();
    await page.getByRole("dialog").getByRole("img", { name: "1 face marked" }).waitFor();
    expect(await page.title()).not.toBe("owned");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Show older jobs" }).click();
    await page.getByRole("button", { name: "gate-61.jpg", exact: true }).waitFor();
  });

  it("says that nothing is kept where nothing is", async () => {
    const { page, server } = await openApp({ state: "filled", photos: 100 });
    server.mock.faces.isOff = true;
    await page.goto(`${server.url}/console/faces`);
    await page.getByText("Nothing is kept of faces").waitFor();
    server.mock.faces.isOff = false;
    server.mock.faces.jobs = [];
    await page.reload();
    await page.getByText("No program has asked for faces yet").waitFor();
  });
});
