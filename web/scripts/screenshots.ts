import { mkdir } from "node:fs/promises";
import { resolve } from "node:path";
import type { Browser } from "playwright-core";
import { launch, signIn, windowOf } from "../e2e/browser";
import { missingServer } from "../e2e/real";
import { OWNER } from "../mock/library";
import { serveMock } from "../mock/server";
import { MOCK_SHOTS } from "./shots/mock";
import { photographReal } from "./shots/real";

/** Which screenshots are wanted. */
export interface Wanted {
  browser: Browser;
  out: string;
  kinds: ("desktop" | "phone")[];
  schemes: ("light" | "dark")[];
  isWanted(name: string): boolean;
}

/**
 * `npm run screenshots [-- NAME... kinds=phone schemes=dark]`: every main page on desktop and phone, light and dark, into
 * `screenshots/`. Pages come from the real server that CALOTYPE_BIN names, with a library of photos; what only a mock can be
 * brought to show comes from the mock.
 */
export async function main(words: string[]): Promise<void> {
  const out = resolve("screenshots");
  await mkdir(out, { recursive: true });
  const only = words.filter((word) => !word.includes("="));
  const list = (name: string, all: string[]) =>
    words
      .find((word) => word.startsWith(`${name}=`))
      ?.slice(name.length + 1)
      .split(",") ?? all;
  const browser = await launch();
  const wanted: Wanted = {
    browser,
    out,
    kinds: list("kinds", ["desktop", "phone"]) as Wanted["kinds"],
    schemes: list("schemes", ["light", "dark"]) as Wanted["schemes"],
    isWanted: (name) => only.length === 0 || only.includes(name),
  };
  try {
    if (missingServer) {
      console.log(`skipped: the pages of the real server (${missingServer})`);
    } else {
      await photographReal(wanted);
    }
    await photographMock(wanted);
  } finally {
    await browser.close();
  }
}

async function photographMock({ browser, out, kinds, schemes, isWanted }: Wanted): Promise<void> {
  for (const shot of MOCK_SHOTS.filter(({ name }) => isWanted(name))) {
    for (const kind of kinds) {
      for (const scheme of schemes) {
        const server = await serveMock(resolve("dist"), shot.start);
        const context = await windowOf(browser, kind, scheme);
        const page = await context.newPage();
        try {
          if (shot.start.state === "fresh") {
            await page.goto(server.url);
          } else {
            await signIn(page, server.url, OWNER.username, OWNER.password);
          }
          await shot.act(page, server);
          await page.waitForTimeout(400);
          await page.screenshot({ path: `${out}/${shot.name}-${kind}-${scheme}.png` });
          console.log(`${shot.name} ${kind} ${scheme}`);
        } catch (error) {
          console.error(`${shot.name} ${kind} ${scheme}: ${String(error).slice(0, 400)}`);
          process.exitCode = 1;
        } finally {
          await context.close();
          await server.close();
        }
      }
    }
  }
}
