import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { drawnPhotos, missing, openApp, useBenches } from "./bench";

describe.skipIf(missing)("the viewer", () => {
  useBenches();

  it("walks through the list with the arrow keys, across months, and comes back to the grid", async () => {
    const { page, server } = await openApp({ state: "filled", photos: 1200 });
    const order = server.mock.library.everything({});
    const [newest] = server.mock.library.buckets({});
    const last = order[newest!.count - 1]!;
    await page.goto(`${server.url}/photos/${last.id}`);
    await page.getByRole("dialog", { name: last.fileName }).waitFor();
    await page.locator("[role=dialog] img[data-shown]").first().waitFor();
    await page.waitForLoadState("networkidle");
    await page.keyboard.press("ArrowRight");
    await page.waitForURL(`**/photos/${order[newest!.count]!.id}`);
    await page.keyboard.press("ArrowLeft");
    await page.waitForURL(`**/photos/${last.id}`);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    // The photo that was open is in view.
    await page.locator(`[data-photo="${last.id}"]`).waitFor();
    await expect.poll(() => inView(page, last.id)).toBe(true);
  });

  it("opens an old photo by its address alone, with its neighbours", async () => {
    const { page, server } = await openApp({ state: "filled", photos: 30_000 });
    const order = server.mock.library.everything({});
    const old = order[21_345]!;
    await page.goto(`${server.url}/photos/${old.id}`);
    await page.getByRole("dialog", { name: old.fileName }).waitFor();
    await page.waitForLoadState("networkidle");
    await page.keyboard.press("ArrowRight");
    await page.waitForURL(`**/photos/${order[21_346]!.id}`);
    await page.keyboard.press("Escape");
    await page.locator(`[data-photo="${order[21_346]!.id}"]`).waitFor();
    await expect.poll(() => inView(page, order[21_346]!.id)).toBe(true);
  });

  it("keeps hearts, stars and words", async () => {
    const { page, server } = await openApp({ state: "filled" });
    const photo = await openFirst(page, server.mock.library.everything({}));
    photo.liked = false;
    await page.reload();
    await page.getByRole("dialog", { name: photo.fileName }).waitFor();
    await page.keyboard.press("f");
    await page.getByRole("button", { name: "No favourite any more" }).waitFor();
    await page.keyboard.press("4");
    await page.keyboard.press("i");
    await page.getByLabel("Description").fill("The oriel window");
    await page.getByLabel("Description").blur();
    await expect
      .poll(() => [photo.liked, photo.rating, photo.description])
      .toEqual([true, 4, "The oriel window"]);
    await page
      .getByRole("radio", { name: "4 stars" })
      .and(page.locator(":checked"))
      .waitFor({ state: "attached" });
    await page.keyboard.press("Escape");
    await page.locator(`[data-photo="${photo.id}"] a[aria-label*=favourite]`).waitFor();
    await page.getByRole("navigation").getByRole("link", { name: "Favourites" }).click();
    await page.locator(`[data-photo="${photo.id}"]`).waitFor();
  });

  it("goes on to the next photo after a delete, which can be undone", async () => {
    const { page, server } = await openApp({ state: "filled" });
    const order = server.mock.library.everything({});
    const photo = await openFirst(page, order);
    await page.keyboard.press("Delete");
    await page.waitForURL(`**/photos/${order[1]!.id}`);
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText("Restored").waitFor();
    expect(photo.deletedAt).toBeNull();
    await page.keyboard.press("Escape");
    await page.locator(`[data-photo="${photo.id}"]`).waitFor();
  });

  it("zooms to the original, and pans no further than its edge", async () => {
    const { page, server } = await openApp({ state: "filled" });
    const photo = await openFirst(page, server.mock.library.everything({}));
    const original = page.waitForRequest((request) => request.url().includes(`${photo.id}/original`));
    await page.mouse.move(720, 450);
    await page.mouse.wheel(0, -900);
    await original;
    const picture = page.locator("[role=dialog] img").first();
    await expect.poll(async () => (await picture.boundingBox())!.width).toBeGreaterThan(1500);
    await page.mouse.down();
    await page.mouse.move(720 + 3000, 450, { steps: 5 });
    await page.mouse.up();
    await page.waitForTimeout(300);
    expect((await picture.boundingBox())!.x).toBeLessThanOrEqual(1);
    await page.keyboard.press("z");
    await page.waitForTimeout(400);
    expect((await picture.boundingBox())!.width).toBeLessThanOrEqual(1440);
  });

  it("shows one photo after the other, until Esc", async () => {
    const { page, server } = await openApp({ state: "filled" });
    const order = server.mock.library.everything({});
    const first = order.findIndex((photo, i) => photo.kind === "PHOTO" && order[i + 1]!.kind === "PHOTO");
    await page.goto(`${server.url}/photos/${order[first]!.id}`);
    await page.locator("[role=dialog] img[data-shown]").first().waitFor();
    await page.keyboard.press("s");
    await page.waitForURL(`**/photos/${order[first + 1]!.id}`, { timeout: 10_000 });
    await page.keyboard.press("Escape");
    await page.getByText("Slideshow; Esc ends it").waitFor({ state: "detached" });
    await page.getByRole("dialog").waitFor();
  });

  it("plays videos and sounds", async () => {
    const { page, server } = await openApp({ state: "filled" });
    const video = server.mock.library.everything({ kind: "VIDEO" })[0]!;
    await page.goto(`${server.url}/photos/${video.id}`);
    const playing = () =>
      page.locator("video").evaluate((element: HTMLVideoElement) => element.currentTime > 0);
    await expect.poll(playing, { timeout: 10_000 }).toBe(true);
    const sound = server.mock.library.everything({ kind: "AUDIO" })[0]!;
    await page.goto(`${server.url}/photos/${sound.id}`);
    await expect
      .poll(() => page.locator("audio").evaluate((element: HTMLAudioElement) => element.duration), {
        timeout: 10_000,
      })
      .toBeCloseTo(2, 1);
  });

  it("shows names and tags as text, whatever they contain", async () => {
    const { page, server } = await openApp({ state: "filled" });
    const photo = server.mock.library.everything({ kind: "PHOTO" })[0]!;
    photo.fileName = `<img src=x onerror="document.title='owned'">.jpg`;
    photo.description = "<script>document.title='owned'</script> & <b>bold</b>";
    photo.camera = {
      model: "<svg onload=alert(1)>",
      lens: "{{7*7}}",
      exposure: "1/1",
      aperture: 1,
      focal: 1,
      iso: 1,
    };
    await page.goto(`${server.url}/photos/${photo.id}`);
    await page.getByRole("dialog").waitFor();
    await page.keyboard.press("i");
    await page.getByText(photo.fileName, { exact: true }).waitFor();
    await page.getByText("<svg onload=alert(1)>", { exact: true }).first().waitFor();
    await expect.poll(() => page.getByLabel("Description").inputValue()).toBe(photo.description);
    await page.getByText("All tags of the file").click();
    await page.locator("dd", { hasText: "<svg onload=alert(1)>" }).waitFor();
    expect(
      await page.locator("[role=dialog] script, [role=dialog] b, [role=dialog] img[src=x]").count(),
    ).toBe(0);
    expect(await page.title()).not.toBe("owned");
  });

  it("says so when a photo does not exist", async () => {
    const { page, server } = await openApp({ state: "filled" });
    await page.goto(`${server.url}/photos/0199ffff-0000-7000-8000-000000000001`);
    await page.getByText("This photo does not exist any more.").waitFor();
    await page.keyboard.press("Escape");
    await page.locator("[data-photo]").first().waitFor();
  });

  it("is swiped on a phone", async () => {
    const { page, server } = await openApp({ state: "filled" }, "phone");
    const order = server.mock.library.everything({});
    await openFirst(page, order);
    await page.waitForLoadState("networkidle");
    await swipe(page, { x: 320, y: 420 }, { x: 60, y: 430 });
    await page.waitForURL(`**/photos/${order[1]!.id}`);
    await page.locator("[role=dialog] img[data-shown]").first().waitFor();
    await swipe(page, { x: 200, y: 300 }, { x: 205, y: 560 });
    await page.getByRole("dialog").waitFor({ state: "detached" });
  });
});

async function openFirst<T extends { id: string }>(page: Page, order: T[]): Promise<T> {
  await page.locator("[data-photo]").first().waitFor();
  const [id] = await drawnPhotos(page);
  await page.locator(`[data-photo="${id}"] a`).click();
  await page.waitForURL(`**/photos/${id}`);
  await page.locator("[role=dialog] img[data-shown]").first().waitFor();
  return order.find((photo) => photo.id === id)!;
}

async function inView(page: Page, id: string): Promise<boolean> {
  await page.waitForTimeout(300);
  const box = await page.locator(`[data-photo="${id}"]`).boundingBox();
  return box !== null && box.y > 0 && box.y + box.height < 901;
}

async function swipe(
  page: Page,
  from: { x: number; y: number },
  to: { x: number; y: number },
): Promise<void> {
  const client = await page.context().newCDPSession(page);
  const send = (type: "touchStart" | "touchMove" | "touchEnd", points: { x: number; y: number }[]) =>
    client.send("Input.dispatchTouchEvent", { type, touchPoints: points });
  await send("touchStart", [from]);
  for (let i = 1; i <= 6; i++) {
    await send("touchMove", [
      { x: from.x + ((to.x - from.x) * i) / 6, y: from.y + ((to.y - from.y) * i) / 6 },
    ]);
  }
  await send("touchEnd", []);
}
