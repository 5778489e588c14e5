import { describe, expect, it } from "vitest";
import { drawnPhotos, missing, openApp, useBenches } from "./bench";

describe.skipIf(missing)("selection", () => {
  useBenches();

  it("takes a range with Shift, a day with its heading, and nothing after Esc", async () => {
    const { page } = await openApp({ state: "filled" });
    await page.locator("[data-photo]").first().waitFor();
    const ids = await drawnPhotos(page);
    const tick = (index: number) => page.locator(`[data-photo="${ids[index]}"] [data-tick]`);
    await tick(1).click({ force: true });
    await page.locator(`[data-photo="${ids[6]}"] a`).click({ modifiers: ["Shift"] });
    await page.getByText("6 selected").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("toolbar").waitFor({ state: "detached" });
    await page.getByRole("heading", { level: 3 }).first().hover();
    await page
      .getByRole("button", { name: /^Select all of/ })
      .first()
      .click();
    const selected = await page.locator("[data-photo][data-selected]").count();
    expect(selected).toBeGreaterThan(0);
    await page.getByText(`${selected} selected`).waitFor();
  });

  it("goes to the trash and comes back from there", async () => {
    const { page, server } = await openApp({ state: "filled" });
    await page.locator("[data-photo]").first().waitFor();
    const ids = (await drawnPhotos(page)).slice(0, 3);
    for (const id of ids) {
      await page.locator(`[data-photo="${id}"] [data-tick]`).click({ force: true });
    }
    await page.getByRole("button", { name: "Move to trash" }).click();
    await page.locator(`[data-photo="${ids[0]}"]`).waitFor({ state: "detached" });
    await expect
      .poll(() => ids.map((id) => server.mock.library.photo(id)!.deletedAt !== null))
      .toEqual([true, true, true]);
    await page.getByRole("navigation").getByRole("link", { name: "Trash" }).click();
    await page.locator(`[data-photo="${ids[0]}"] [data-tick]`).click({ force: true });
    await page.getByRole("button", { name: "Restore" }).click();
    await page.locator(`[data-photo="${ids[0]}"]`).waitFor({ state: "detached" });
    await page.getByRole("navigation").getByRole("link", { name: "Photos" }).click();
    await page.locator(`[data-photo="${ids[0]}"]`).waitFor();
    await expect.poll(() => page.locator(`[data-photo="${ids[1]}"]`).count()).toBe(0);
  });

  it("is rated at once, and gets its stars back", async () => {
    const { page, server } = await openApp({ state: "filled" });
    await page.locator("[data-photo]").first().waitFor();
    const ids = (await drawnPhotos(page)).slice(0, 3);
    const stars = () => ids.map((id) => server.mock.library.photo(id)!.rating);
    server.mock.library.photo(ids[1]!)!.rating = 2;
    const before = stars();
    for (const id of ids) {
      await page.locator(`[data-photo="${id}"] [data-tick]`).click({ force: true });
    }
    await page.getByRole("button", { name: "Rate" }).click();
    await page.getByRole("menuitem", { name: "4 stars" }).click();
    await page.getByText("3 items rated").waitFor();
    expect(stars()).toEqual([4, 4, 4]);
    await page.getByRole("toolbar").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Undo" }).click();
    await expect.poll(stars).toEqual(before);
  });

  it("says what failed and keeps the rest", async () => {
    const { page } = await openApp({ state: "filled" });
    await page.locator("[data-photo]").first().waitFor();
    const [first] = await drawnPhotos(page);
    await page.route("**/like", (route) =>
      route.fulfill({ status: 500, json: { code: 500, message: "no disk space" } }),
    );
    await page.locator(`[data-photo="${first}"] [data-tick]`).click({ force: true });
    await page.getByRole("button", { name: "Favourite", exact: true }).click();
    await page.getByText("No disk space.").waitFor();
  });
});

describe.skipIf(missing)("albums", () => {
  useBenches();

  it("are made, filled, renamed, emptied and deleted", async () => {
    const { page, server } = await openApp({ state: "filled", photos: 500 });
    server.mock.library.albums.length = 0;
    await page.getByRole("navigation").getByRole("link", { name: "Albums" }).click();
    await page.getByText("No albums yet").waitFor();
    await page.getByRole("button", { name: "New album" }).click();
    await page.getByLabel("Name").fill("Abbey");
    await page.getByRole("button", { name: "Create" }).click();
    await page.getByRole("heading", { name: "Add to Abbey" }).waitFor();
    const ids = await page
      .locator("[data-photo]")
      .first()
      .waitFor()
      .then(() => drawnPhotos(page));
    for (const id of ids.slice(0, 3)) {
      await page.locator(`[data-photo="${id}"] a`).click();
    }
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await page.getByText("3 items", { exact: true }).waitFor();
    // The heading counts before the pictures are drawn.
    await expect.poll(() => drawnPhotos(page)).toEqual(ids.slice(0, 3));

    await page.getByRole("button", { name: /^Name of the album/ }).click();
    await page.getByRole("textbox", { name: "Name of the album" }).fill("Lacock");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Name of the album: Lacock. Change" }).waitFor();

    await page.locator(`[data-photo="${ids[1]}"] [data-tick]`).click({ force: true });
    await page.getByRole("button", { name: "Take out of album" }).click();
    await page.getByText("2 items", { exact: true }).waitFor();
    await page.locator(`[data-photo="${ids[2]}"] a`).click();
    await page.waitForURL(`**/albums/*/photos/${ids[2]}`);
    await page.locator("[role=dialog] img[data-shown]").first().waitFor();
    await page.keyboard.press("ArrowLeft");
    await page.waitForURL(`**/albums/*/photos/${ids[0]}`);
    await page.keyboard.press("Escape");

    await page.getByRole("button", { name: "More about this album" }).click();
    await page.getByRole("menuitem", { name: "Delete album" }).click();
    await page.getByRole("button", { name: "Delete", exact: true }).click();
    await page.getByText("No albums yet").waitFor();
    expect(server.mock.library.photo(ids[0]!)!.deletedAt).toBeNull();
  });

  it("take a selection, into a new album by the name that is typed", async () => {
    const { page, server } = await openApp({ state: "filled", photos: 500 });
    await page.locator("[data-photo]").first().waitFor();
    const [id] = await drawnPhotos(page);
    await page.locator(`[data-photo="${id}"] [data-tick]`).click({ force: true });
    await page.getByRole("button", { name: "Add to album" }).click();
    await page.getByLabel("Find an album, or name a new one").fill("Window studies");
    await page.keyboard.press("Enter");
    await page.getByText("Added to Window studies").waitFor();
    expect(server.mock.library.albums[0]).toMatchObject({ name: "Window studies", members: [{ id }] });
    await page.getByRole("toolbar").waitFor({ state: "detached" });
  });

  it("are put into another order", async () => {
    const { page, server } = await openApp({ state: "filled", photos: 500 });
    await page.goto(`${server.url}/albums/1`);
    await page.locator("[data-photo]").nth(3).waitFor();
    const before = await drawnPhotos(page);
    await page.locator(`[data-photo="${before[2]}"] [data-tick]`).click({ force: true });
    await page.getByRole("button", { name: "To the beginning of the album" }).click();
    await expect.poll(async () => (await drawnPhotos(page))[0]).toBe(before[2]);
    await page.locator(`[data-photo="${before[2]}"] [data-tick]`).click({ force: true });
    await page.getByRole("button", { name: "To the end of the album" }).click();
    await expect.poll(async () => (await drawnPhotos(page))[0]).toBe(before[0]);
    const [album] = server.mock.library.albums.filter(({ id }) => id === 1);
    const places = album!.members.map(({ position }) => position ?? -1);
    expect(Math.max(...places)).toBe(album!.members.find(({ id }) => id === before[2])!.position);
  });

  it("that do not exist say so", async () => {
    const { page, server } = await openApp({ state: "filled", photos: 500 });
    await page.goto(`${server.url}/albums/4711`);
    await page.getByText("There is nothing here").waitFor();
  });
});

describe.skipIf(missing)("settings", () => {
  useBenches();

  it("change the name, scan a folder, and show the work of the server", async () => {
    const { page, server } = await openApp({ state: "filled", photos: 500 });
    await page.goto(`${server.url}/settings`);
    await page.getByLabel("Shown name").fill("Constance");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("button", { name: "Account of Constance" }).waitFor();
    await page.getByRole("navigation", { name: "Library" }).getByRole("link", { name: "Console" }).click();
    await page.getByRole("link", { name: "Folders" }).click();
    await page.getByRole("button", { name: "Scan now" }).click();
    await page.getByText(/^Scanning…/).waitFor();
    await page.getByText(/^Last scanned just now: 12 new/).waitFor();
    await page.getByRole("link", { name: "Jobs" }).click();
    await page.getByRole("cell", { name: "Thumbnail asset" }).waitFor();
    await page.getByText("decode: the picture ends early").waitFor();
  });

  it("sign out after a new password, which is then the one that works", async () => {
    const { page, server } = await openApp({ state: "filled", photos: 500 });
    await page.goto(`${server.url}/settings`);
    await page.getByLabel("Current password").fill("Lacock1835abbey");
    await page.getByLabel("New password").fill("Oriel1835window");
    await page.getByRole("button", { name: "Change password" }).click();
    await page.waitForURL("**/login");
    await page.getByLabel("User name").fill("talbot");
    await page.getByLabel("Password", { exact: true }).fill("Oriel1835window");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.locator("[data-photo]").first().waitFor();
  });
});
