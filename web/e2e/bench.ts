import { existsSync } from "node:fs";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { OWNER, type Start } from "../mock/library";
import { type MockServer, serveMock } from "../mock/server";
import { type Complaints, hasBrowser, launch, signIn, watch, windowOf } from "./browser";

/** Why the browser tests cannot run here, or `null`. */
export const missing = !hasBrowser
  ? "there is no Chromium; set CHROMIUM to one"
  : !existsSync("dist/index.html")
    ? "there is no build; run `npm run build` first"
    : null;

/** A page of the built app over a mock library, looked at as on a desktop. */
export interface Bench {
  page: Page;
  context: BrowserContext;
  server: MockServer;
  complaints: Complaints;
}

let browser: Browser;
const open: Bench[] = [];

/**
 * Prepares the tests of a file. After each of them the page must have thrown nothing, been refused nothing by the content
 * security policy, and asked nothing of another host.
 */
export function useBenches(): void {
  if (missing) {
    console.log(`skipped: ${missing}`);
    return;
  }
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());
  afterEach(async () => {
    for (const bench of open.splice(0)) {
      await bench.context.close();
      await bench.server.close();
      expect(bench.complaints).toEqual({ errors: [], foreign: [] });
    }
  });
}

/** Opens the app over a new mock library, signed in unless nobody is registered. */
export async function openApp(start: Start, kind: "desktop" | "phone" = "desktop"): Promise<Bench> {
  const server = await serveMock("dist", start);
  const context = await windowOf(browser, kind, "light");
  const page = await context.newPage();
  const bench = { page, context, server, complaints: watch(page, server.url) };
  open.push(bench);
  if (start.state === "fresh") {
    await page.goto(server.url);
  } else {
    await signIn(page, server.url, OWNER.username, OWNER.password);
  }
  return bench;
}

/** The photos that are drawn, by id. */
export function drawnPhotos(page: Page): Promise<string[]> {
  return page
    .locator("[data-photo]")
    .evaluateAll((tiles) => tiles.map((tile) => (tile as HTMLElement).dataset.photo!));
}
