import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { drawnPhotos, missing, openApp, useBenches } from "./bench";

const scroller = (page: Page) => page.locator("[data-scroller]");

describe.skipIf(missing)("the timeline", () => {
  useBenches();

  it("shows the newest photos in rows that end at one edge", async () => {
    const { page } = await openApp({ state: "filled" });
    await page.locator("[data-photo] img[data-shown]").first().waitFor();
    const boxes = await page
      .locator("[data-photo]")
      .evaluateAll((tiles) => tiles.map((tile) => tile.getBoundingClientRect().toJSON()));
    const tops = [...new Set(boxes.map((box) => Math.round(box.top)))];
    const ends = tops.map((top) =>
      Math.max(...boxes.filter((box) => Math.round(box.top) === top).map((box) => box.right)),
    );
    const edge = Math.max(...ends);
    expect(ends.filter((end) => edge - end < 2).length).toBeGreaterThan(ends.length / 2);
  });

  it("holds a million photos in a page of a few hundred elements", async () => {
    const { page } = await openApp({ state: "filled", photos: 1_000_000, newest: "2026-10" });
    await page.locator("[data-photo]").first().waitFor();
    const rail = (await page.getByRole("slider").boundingBox())!;
    for (const share of [0.3, 0.8, 0.55, 0.05]) {
      await page.mouse.click(rail.x + 20, rail.y + rail.height * share);
      await page.locator("[data-photo] img[data-shown]").first().waitFor();
      const name = await page.getByRole("slider").getAttribute("aria-valuetext");
      await page
        .getByRole("region", { name: name! })
        .or(page.locator(`section[aria-label="${name}"]`))
        .first()
        .waitFor();
      await expect.poll(() => page.locator("[data-photo]").count()).toBeLessThan(160);
    }
    // The very end is reachable, and shows the oldest photos.
    await page.getByRole("slider").focus();
    await page.keyboard.press("End");
    const below = () =>
      scroller(page).evaluate((element) => {
        element.scrollBy(0, 100_000);
        return element.scrollHeight - element.scrollTop - element.clientHeight;
      });
    await expect.poll(below, { timeout: 10_000 }).toBeLessThan(2);
    await page.locator("[data-photo]").first().waitFor();
    const name = await page.getByRole("slider").getAttribute("aria-valuetext");
    expect(name).toMatch(/2011$/);
  });

  it("lets nothing on screen move when months above become known", async () => {
    const { page } = await openApp({ state: "filled", photos: 60_000, newest: "2026-10" });
    await page.locator("[data-photo]").first().waitFor();
    const rail = (await page.getByRole("slider").boundingBox())!;
    await page.mouse.click(rail.x + 20, rail.y + rail.height * 0.5);
    await page.mouse.move(400, 400);
    await page.locator("[data-photo] img[data-shown]").first().waitFor();
    // Going up meets months of unknown height one after the other; no photo may jump between two looks at it.
    let worst = 0;
    for (let step = 0; step < 30; step++) {
      const before = await places(page);
      await scroller(page).evaluate((element) => element.scrollBy(0, -260));
      await page.waitForTimeout(60);
      const after = await places(page);
      const moves = [...before].flatMap(([id, y]) => (after.has(id) ? [after.get(id)! - y] : []));
      expect(moves.length).toBeGreaterThan(0);
      worst = Math.max(worst, ...moves.map((move) => Math.abs(move - 260)));
    }
    expect(worst).toBeLessThan(2);
  });

  it("is where it was when one comes back", async () => {
    const { page } = await openApp({ state: "filled", photos: 20_000 });
    await page.locator("[data-photo]").first().waitFor();
    await scroller(page).evaluate((element) => element.scrollBy(0, 9000));
    await page.waitForTimeout(500);
    const before = await places(page);
    await page.getByRole("navigation").getByRole("link", { name: "Albums" }).click();
    await page.getByRole("heading", { name: "Albums" }).waitFor();
    await page.getByRole("navigation").getByRole("link", { name: "Photos" }).click();
    await page.locator("[data-photo]").first().waitFor();
    await page.waitForTimeout(500);
    const after = await places(page);
    const same = [...before].filter(([id, y]) => Math.abs((after.get(id) ?? Number.NaN) - y) < 3);
    expect(same.length).toBeGreaterThan(before.size / 2);
  });

  it("is walked with the arrow keys, and selected with the space bar", async () => {
    const { page } = await openApp({ state: "filled" });
    const ids = await page
      .locator("[data-photo]")
      .first()
      .waitFor()
      .then(() => drawnPhotos(page));
    await page.locator(`[data-photo="${ids[0]}"] a`).focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await page.locator(`[data-photo="${ids[2]}"] a:focus`).waitFor();
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("Space");
    await page.getByText("1 selected").waitFor();
    for (let i = 0; i < 14; i++) {
      await page.keyboard.press("ArrowDown");
    }
    await page.locator("[data-photo] a:focus").waitFor();
    await page.keyboard.press("Escape");
    await page.getByText("1 selected").waitFor({ state: "detached" });
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor();
  });

  it("reads a server that has only the documented list", async () => {
    const { page, server } = await openApp({ state: "filled", photos: 300, compact: false });
    await page.locator("[data-photo] img[data-shown]").first().waitFor();
    const [newest] = server.mock.library.everything({});
    expect((await drawnPhotos(page))[0]).toBe(newest!.id);
    await page.locator("[data-photo] a").first().click();
    await page.getByRole("dialog", { name: newest!.fileName }).waitFor();
  });

  it("fits a phone without scrolling sideways", async () => {
    const { page } = await openApp({ state: "filled" }, "phone");
    await page.locator("[data-photo] img[data-shown]").first().waitFor();
    expect(await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth])).toEqual([
      390, 390,
    ]);
  });
});

async function places(page: Page): Promise<Map<string, number>> {
  const found = await page
    .locator("[data-photo]")
    .evaluateAll((tiles) =>
      tiles.map((tile): [string, number] => [
        (tile as HTMLElement).dataset.photo!,
        tile.getBoundingClientRect().top,
      ]),
    );
  return new Map(found.filter(([, y]) => y > 60 && y < 880));
}
