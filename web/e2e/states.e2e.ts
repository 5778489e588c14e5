import { existsSync, statSync } from "node:fs";
import axe from "axe-core";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { missing, openApp, useBenches } from "./bench";

describe.skipIf(missing)("a session", () => {
  useBenches();

  it("is renewed behind the page when its token ends", async () => {
    const { page, server } = await openApp({ state: "filled" });
    await page.locator("[data-photo]").first().waitFor();
    server.mock.library.expireAccess();
    await page.getByRole("navigation").getByRole("link", { name: "Albums" }).click();
    await page.getByRole("link", { name: /Lacock Abbey/ }).click();
    await page.getByText("42 items", { exact: true }).waitFor();
  });

  it("that the server ends leads to the door, and back to the same page", async () => {
    const { page, server } = await openApp({ state: "filled" });
    await page.goto(`${server.url}/albums`);
    await page.getByRole("link", { name: /Kyoto/ }).waitFor();
    server.mock.library.expireAccess();
    await page.evaluate(() => {
      const session = JSON.parse(localStorage.getItem("calotype.session")!);
      localStorage.setItem("calotype.session", JSON.stringify({ ...session, refreshToken: "revoked" }));
    });
    await page.reload();
    await page.waitForURL("**/login?redirect=%2Falbums");
    await page.getByLabel("User name").fill("talbot");
    await page.getByLabel("Password", { exact: true }).fill("Lacock1835abbey");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("link", { name: /Kyoto/ }).waitFor();
  });

  it("signs out in every tab at once", async () => {
    const { page, context, server } = await openApp({ state: "filled" });
    const other = await context.newPage();
    await other.goto(`${server.url}/albums`);
    await other.getByRole("link", { name: /Kyoto/ }).waitFor();
    await page.getByRole("button", { name: /^Account of/ }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await page.waitForURL("**/login");
    await other.waitForURL("**/login**");
  });

  it("follows no address to a foreign place after signing in", async () => {
    const { page, server } = await openApp({ state: "filled" });
    await page.evaluate(() => localStorage.clear());
    await page.goto(`${server.url}/login?redirect=//example.org/`);
    await page.getByLabel("User name").fill("talbot");
    await page.getByLabel("Password", { exact: true }).fill("Lacock1835abbey");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.locator("[data-photo]").first().waitFor();
    expect(new URL(page.url()).origin).toBe(server.url);
  });

  it("refuses a wrong password in the server's words", async () => {
    const { page, server } = await openApp({ state: "filled" });
    await page.evaluate(() => localStorage.clear());
    await page.goto(`${server.url}/login`);
    await page.getByLabel("User name").fill("talbot");
    await page.getByLabel("Password", { exact: true }).fill("wrong");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("alert").getByText("Invalid username or password.").waitFor();
  });
});

describe.skipIf(missing)("a server that goes away", () => {
  useBenches();

  it("is said so, and every page comes back by itself", async () => {
    const { page, context } = await openApp({ state: "filled" });
    await page.locator("[data-photo]").first().waitFor();
    await context.setOffline(true);
    // Its code is not loaded yet, so this page is missing twice.
    await page.getByRole("navigation").getByRole("link", { name: "Albums" }).click();
    await page.getByText("The server cannot be reached. Trying again…").waitFor();
    await page.getByRole("heading", { name: "The server cannot be reached" }).waitFor();
    await context.setOffline(false);
    await page.getByRole("link", { name: /Kyoto/ }).waitFor();
    await page.getByText("Trying again…").waitFor({ state: "detached" });
  });

  it("before anything is shown is no blank page", async () => {
    const { page, server } = await openApp({ state: "filled" });
    await page.route("**/api/**", (route) => route.abort());
    await page.goto(server.url);
    await page.getByRole("heading", { name: "The server cannot be reached" }).waitFor();
    await page.unroute("**/api/**");
    await page.locator("[data-photo]").first().waitFor();
  });
});

describe.skipIf(missing)("for everybody", () => {
  useBenches();

  it.each(["light", "dark"] as const)(
    "an accessibility check finds nothing serious on any page, %s",
    async (scheme) => {
      const { page, server } = await openApp({ state: "filled" });
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
      const [photo] = server.mock.library.everything({ kind: "PHOTO" });
      for (const path of [
        "/",
        "/favorites",
        "/trash",
        "/albums",
        "/albums/1",
        "/albums/1/add",
        "/search",
        "/search?q=img&type=PHOTO",
        "/map",
        "/stats",
        "/settings",
        "/console",
        "/console/folders",
        "/console/jobs",
        "/console/faces",
        "/console/faces?job=01990000-0000-7000-9000-000000000001",
        "/console/users",
        "/console/audit",
        "/console/system",
        "/console/health",
        "/console/uploads",
        "/console/api",
        "/console/playground",
        `/photos/${photo!.id}`,
      ]) {
        await page.goto(server.url + path);
        await page.waitForLoadState("networkidle");
        if (path.startsWith("/photos/")) {
          await page.keyboard.press("i");
          await page.getByRole("heading", { name: "Information" }).waitFor();
        }
        expect(await troubles(page), path).toEqual([]);
      }
      await page.evaluate(() => localStorage.clear());
      await page.goto(`${server.url}/login`);
      await page.getByRole("button", { name: "Sign in" }).waitFor();
      expect(await troubles(page), "/login").toEqual([]);
      await page.goto(`${server.url}/portal`);
      await page.getByRole("button", { name: "Sign in" }).waitFor();
      expect(await troubles(page), "/portal").toEqual([]);
      await page.goto(`${server.url}/register`);
      await page.getByRole("button", { name: "Make account" }).waitFor();
      expect(await troubles(page), "/register").toEqual([]);
    },
    180_000,
  );

  it("any page is some letters away", async () => {
    const { page } = await openApp({ state: "filled" });
    await page.locator("[data-photo]").first().waitFor();
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: "Go to or do" }).waitFor();
    await page.keyboard.type("kyo");
    await page.getByRole("option", { name: /^Kyoto/ }).waitFor();
    expect(await troubles(page)).toEqual([]);
    await page.keyboard.press("Enter");
    await page.waitForURL("**/albums/*");
    await page.getByRole("button", { name: /^Name of the album: Kyoto/ }).waitFor();
    await page.keyboard.press("Control+k");
    const field = page.getByRole("combobox", { name: "Go to or do" });
    await field.fill("oriel window");
    await field.press("Enter");
    await page.waitForURL("**/search?q=oriel*window");
  });

  it("the first page costs no more than 300 kB of compressed script", async () => {
    const { page, server } = await openApp({ state: "filled" });
    const scripts = new Set<string>();
    page.on("request", (request) => {
      if (request.resourceType() === "script" || /\.js$/.test(new URL(request.url()).pathname)) {
        scripts.add(new URL(request.url()).pathname);
      }
    });
    await page.goto(server.url);
    await page.locator("[data-photo] img[data-shown]").first().waitFor();
    const sizes = [...scripts].map((path) => {
      const packed = `dist${path}.gz`;
      return statSync(existsSync(packed) ? packed : `dist${path}`).size;
    });
    expect(sizes.length).toBeGreaterThan(2);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(300_000);
  });

  it("there is a sheet of all keys", async () => {
    const { page } = await openApp({ state: "filled" });
    await page.locator("[data-photo]").first().waitFor();
    await page.keyboard.press("Shift+?");
    await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
  });

  it("light and dark can be chosen, and are kept", async () => {
    const { page } = await openApp({ state: "filled" });
    const scheme = () => page.locator("html").getAttribute("data-mantine-color-scheme");
    await page.getByRole("button", { name: /^Account of/ }).click();
    await page.getByRole("menuitemradio", { name: "Dark" }).click();
    await expect.poll(() => scheme()).toBe("dark");
    await page.reload();
    await expect.poll(() => scheme()).toBe("dark");
    await page.locator("[data-photo]").first().waitFor();
  });
});

/** Runs axe in the page, past its content security policy, and answers what is serious. */
async function troubles(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const found = await page.evaluate(async () => {
    const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"],
    });
    return violations.flatMap(({ id, impact, nodes }) =>
      impact === "serious" || impact === "critical"
        ? nodes.slice(0, 3).map((node) => `${id}: ${node.html.slice(0, 160)}`)
        : [],
    );
  });
  return found;
}
