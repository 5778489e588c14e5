import axe from "axe-core";
import { describe, expect, it } from "vitest";
import { PORTAL_ADMIN } from "../mock/portal";
import { missing, openApp, useBenches } from "./bench";

describe.skipIf(missing)("the hosting portal", () => {
  useBenches();

  it("has people of its own, and shows a key once", async () => {
    const { page, server } = await openApp({ state: "fresh" });
    const { clients } = server.mock.portal;
    await page.goto(`${server.url}/portal`);
    await page.getByLabel("E-mail").fill(PORTAL_ADMIN.email);
    await page.getByLabel("Password", { exact: true }).fill("wrong");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("alert").getByText("wrong e-mail or password").waitFor();
    await page.getByLabel("Password", { exact: true }).fill(PORTAL_ADMIN.password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByText("90 images and 210 MB in the last seven days.").waitFor();

    await page.getByRole("link", { name: "Clients" }).click();
    await page.getByRole("button", { name: "New client" }).click();
    await page.getByLabel("Name").fill("Blog");
    await page.getByRole("button", { name: "Create" }).click();
    const made = () => clients.find(({ name }) => name === "Blog");
    await expect.poll(made).toBeDefined();
    await page.getByText(made()!.key).waitFor();
    await page.getByRole("button", { name: "I have kept it" }).click();
    await page.getByRole("link", { name: "Blog" }).click();

    // The session is the server's cookie: it outlives the page.
    await page.reload();
    await page.getByRole("heading", { name: "Blog" }).waitFor();
    const blog = made()!;
    const before = blog.key;
    await page.getByRole("button", { name: "Replace the key" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Replace the key" }).click();
    await expect.poll(() => blog.key).not.toBe(before);
    await page.getByText(blog.key).waitFor();
    await page.getByRole("button", { name: "I have kept it" }).click();
    await page.getByLabel(/^At most, in GB/).fill("1.5");
    await page.getByRole("button", { name: "Save" }).nth(1).click();
    await page.getByText("3.2 GB of 1.5 GB kept.").waitFor();
    await page.getByRole("switch", { name: "Active" }).click();
    await expect.poll(() => blog.active).toBe(false);
    await page.getByRole("button", { name: "Send again" }).last().click();
    await expect.poll(() => server.mock.portal.deliveries.length).toBe(3);

    await page.getByRole("link", { name: "Administrators" }).click();
    await page.getByRole("button", { name: "New administrator" }).click();
    await page.getByLabel("E-mail").fill("grace@example.org");
    await page.getByLabel("Password", { exact: true }).fill("Compiler1952");
    await page.getByRole("button", { name: "Create" }).click();
    const joined = () => server.mock.portal.admins.find(({ email }) => email === "grace@example.org");
    await expect.poll(joined).toBeDefined();
    const grace = joined()!;
    await page.getByRole("link", { name: "Clients" }).click();
    await page.getByRole("link", { name: "Blog" }).click();
    await page.getByRole("switch", { name: "grace@example.org" }).click();
    await expect.poll(() => grace.allowedClientIds).toEqual([blog.id]);
    await page.getByRole("switch", { name: "grace@example.org" }).click();
    await expect.poll(() => grace.allowedClientIds).toEqual([]);
    await expect.poll(() => page.getByRole("switch", { name: "ada@example.org" }).isDisabled()).toBe(true);
    await page.getByRole("link", { name: "Playground" }).click();
    await page.getByRole("combobox", { name: "Operation" }).fill("admin_list_clients");
    await page.getByRole("option", { name: /admin\/clients/ }).click();
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByRole("region", { name: "Answer", exact: true }).getByText('"Blog"').waitFor();
    await page.getByRole("link", { name: "Administrators" }).click();
    await page.getByRole("button", { name: "Remove grace@example.org" }).click();
    await page.getByRole("button", { name: "Remove", exact: true }).click();
    await expect.poll(() => server.mock.portal.admins.length).toBe(1);
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByLabel("E-mail").waitFor();
    await page.reload();
    await page.getByLabel("E-mail").waitFor();
  });

  it("finds favour with an accessibility check", async () => {
    const { page, server } = await openApp({ state: "fresh" });
    await page.goto(`${server.url}/portal`);
    await page.getByLabel("E-mail").fill(PORTAL_ADMIN.email);
    await page.getByLabel("Password", { exact: true }).fill(PORTAL_ADMIN.password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("link", { name: "Clients" }).waitFor();
    const [client] = server.mock.portal.clients;
    for (const path of ["/portal", "/portal/clients", `/portal/clients/${client!.id}`, "/portal/admins"]) {
      await page.goto(server.url + path);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.waitForLoadState("networkidle");
      await page.evaluate(axe.source);
      const serious = await page.evaluate(async () => {
        const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(document);
        return violations.flatMap(({ id, impact, nodes }) =>
          impact === "serious" || impact === "critical" ? [`${id}: ${nodes[0]!.html.slice(0, 160)}`] : [],
        );
      });
      expect(serious, path).toEqual([]);
    }
  });
});
