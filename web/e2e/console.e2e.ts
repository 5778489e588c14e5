import { describe, expect, it } from "vitest";
import { missing, openApp, useBenches } from "./bench";
import { signIn } from "./browser";

describe.skipIf(missing)("the console", () => {
  useBenches();

  it("tells how the server is doing, and finds what is wrong with it", async () => {
    const { page, server } = await openApp({ state: "filled", photos: 500 });
    await page.goto(`${server.url}/console`);
    await page.getByText("1 job was given up").waitFor();
    await page.getByRole("list", { name: "Requests by day" }).waitFor();
    await page.getByRole("cell", { name: "hosting" }).waitFor();
    await page.getByRole("link", { name: "See which, and why" }).click();
    await page.getByText("decode: the picture ends early").waitFor();
    await page.getByRole("link", { name: "Health" }).click();
    await page.getByText("BLAKE3 works.").waitFor();
    await page.getByText("As image/svg+xml.").waitFor();
    await page.getByRole("img", { name: "In trouble" }).waitFor();
  });

  it("keeps the accounts: roles, locks and the way back in", async () => {
    const { page, server } = await openApp({ state: "filled", photos: 300 });
    const constance = server.mock.library.register("constance", "Oriel1835window");
    await page.goto(`${server.url}/console/users`);
    await page.getByRole("button", { name: "More about constance" }).click();
    await page.getByRole("menuitem", { name: "Make an admin" }).click();
    await expect.poll(() => constance.role).toBe("admin");
    await page.getByRole("button", { name: "More about constance" }).click();
    await page.getByRole("menuitem", { name: "Lock the account" }).click();
    await page.getByRole("button", { name: "Lock", exact: true }).click();
    await page.getByText("Locked").waitFor();
    await page.getByRole("button", { name: "More about constance" }).click();
    await page.getByRole("menuitem", { name: "New password" }).click();
    await page.getByRole("button", { name: "Replace the password" }).click();
    await page.getByText("Oriel-1835-window").waitFor();
    await page.getByRole("button", { name: "I have kept it" }).click();
    // The last active admin stays one, and the server says why.
    await page.getByRole("button", { name: "More about Henry Talbot" }).click();
    await page.getByRole("menuitem", { name: "Make a member" }).click();
    await page.getByText("The last active administrator stays one.").waitFor();
  });

  it("shows the audit log as text, page by page and by action", async () => {
    const { page, server } = await openApp({ state: "filled", photos: 300 });
    await page.goto(`${server.url}/console/audit`);
    await page.getByRole("row").nth(50).waitFor();
    await page.getByRole("button", { name: "Show older events" }).click();
    await page.getByRole("row").nth(100).waitFor();
    await page.getByText("Details").first().click();
    await page.getByText("<b>event 0</b>").waitFor();
    await page.getByRole("textbox", { name: "Action" }).fill("key.created");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/console/audit?action=key.created");
    await expect.poll(() => page.getByRole("cell", { name: "key.created" }).count()).toBe(24);
    await expect.poll(() => page.getByRole("cell", { name: "user.registered" }).count()).toBe(0);
    // Days are those of the person, and stay when something else is asked for.
    await page.getByRole("button", { name: "Show everything" }).click();
    const today = new Intl.DateTimeFormat("sv").format(new Date());
    await page.getByLabel("From this day").fill(today);
    await page.waitForURL(`**/console/audit?from=${today}`);
    await page.getByLabel("Until this day").fill("2020-01-01");
    await page.getByText("Nothing like this has happened.").waitFor();
  });

  it("changes folders and settings", async () => {
    const { page, server } = await openApp({ state: "filled", photos: 300 });
    await page.goto(`${server.url}/console/folders`);
    await page.getByRole("button", { name: "More about Photos" }).click();
    await page.getByRole("menuitem", { name: "Scans so far" }).click();
    await page.getByText("the folder is not there").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "More about Photos" }).click();
    await page.getByRole("menuitem", { name: "Change" }).click();
    await page.getByRole("dialog").getByLabel("Name", { exact: true }).fill("Family");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("heading", { name: /^Family/ }).waitFor();

    await page.goto(`${server.url}/console/system`);
    await page.getByLabel("Days in the trash").fill("90");
    await page.getByRole("button", { name: "Save" }).first().click();
    await expect.poll(() => server.mock.library.settings.library.trash_retention_days).toBe(90);
    await page.getByText("This server has no model for it, so it does nothing yet.").first().waitFor();
    await page.getByLabel("People").click();
    await expect.poll(() => server.mock.library.settings.ml.face_enabled).toBe(false);
  });

  it("is only for admins", async () => {
    const { page, server } = await openApp({ state: "filled", photos: 300 });
    server.mock.library.register("constance", "Oriel1835window");
    await page.evaluate(() => localStorage.clear());
    await signIn(page, server.url, "constance", "Oriel1835window");
    await page.getByRole("navigation").getByRole("link", { name: "Settings" }).waitFor();
    await expect.poll(() => page.getByRole("link", { name: "Console" }).count()).toBe(0);
    await page.goto(`${server.url}/console/users`);
    await page.getByRole("heading", { name: "This is for the admins of the server" }).waitFor();
  });
});
