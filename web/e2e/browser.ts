import { existsSync } from "node:fs";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";

const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** Whether this machine has a browser to drive. */
export const hasBrowser = existsSync(CHROMIUM);

/** Starts the system's Chromium; nothing is downloaded. */
export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM,
    args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--force-color-profile=srgb"],
  });
}

/** What a page did that no page may do. */
export interface Complaints {
  errors: string[];
  foreign: string[];
}

/** Collects uncaught errors, refusals by the content security policy, and requests to other hosts. */
export function watch(page: Page, origin: string): Complaints {
  const complaints: Complaints = { errors: [], foreign: [] };
  page.on("pageerror", (error) => complaints.errors.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && !/Failed to load resource/.test(message.text())) {
      complaints.errors.push(message.text());
    }
  });
  page.on("request", (request) => {
    if (!/^(data|blob):/.test(request.url()) && new URL(request.url()).origin !== origin) {
      complaints.foreign.push(request.url());
    }
  });
  return complaints;
}

/** Signs in through the form. */
export async function signIn(page: Page, url: string, username: string, password: string): Promise<void> {
  await page.goto(`${url}/login`);
  await page.getByLabel("User name").fill(username);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((address) => address.pathname !== "/login");
}

/** A window like that of a person: size, scheme, and whether it is touched. */
export function windowOf(
  browser: Browser,
  kind: "desktop" | "phone",
  scheme: "light" | "dark",
): Promise<BrowserContext> {
  const phone = kind === "phone";
  return browser.newContext({
    viewport: phone ? { width: 390, height: 844 } : { width: 1440, height: 900 },
    deviceScaleFactor: phone ? 2 : 1,
    hasTouch: phone,
    isMobile: phone,
    colorScheme: scheme,
    locale: "en-GB",
    timezoneId: "Europe/London",
  });
}

/** Picks one of a few values that lie beside each other. */
export function pick(page: Page, group: string, name: string): Promise<void> {
  return page.getByRole("radiogroup", { name: group }).getByText(name, { exact: true }).click();
}
