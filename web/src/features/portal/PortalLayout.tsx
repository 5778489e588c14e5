import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, Outlet } from "@tanstack/react-router";
import { useEffect } from "react";
import { Logo } from "@/app/Logo";
import { Load } from "@/app/page/Load";
import { ConnectionBanner } from "@/app/shell/ConnectionBanner";
import { msg, t } from "@/i18n";
import { onPortalSession, type PortalAdmin, portal, portalToken, setPortalToken } from "./client";
import classes from "./Portal.module.css";
import { PortalLogin } from "./PortalLogin";
import { PORTAL, portalMeQuery } from "./queries";

const PAGES = [
  { to: "/portal", label: msg("Overview"), exact: true },
  { to: "/portal/clients", label: msg("Clients"), exact: false },
  { to: "/portal/admins", label: msg("Administrators"), exact: false, supers: true },
  { to: "/portal/api", label: msg("API"), exact: false },
  { to: "/portal/playground", label: msg("Playground"), exact: false },
] as const;

/** The hosting portal: applications that keep images here. Its people have accounts of their own. */
export function PortalLayout() {
  const client = useQueryClient();
  const me = useQuery(portalMeQuery);
  useEffect(
    () =>
      onPortalSession(() => {
        if (!portalToken()) {
          client.setQueryData(portalMeQuery.queryKey, null);
        }
      }),
    [client],
  );
  return (
    <div className={classes.portal}>
      <Load query={me}>{(admin) => (admin ? <Inside admin={admin} /> : <PortalLogin />)}</Load>
      <ConnectionBanner />
    </div>
  );
}

function Inside({ admin }: { admin: PortalAdmin }) {
  const client = useQueryClient();
  const pages = PAGES.filter((page) => !("supers" in page) || admin.role === "SUPER_ADMIN");

  async function signOut(): Promise<void> {
    try {
      await portal.POST("/v2/admin/auth/logout");
    } finally {
      setPortalToken(null);
      client.removeQueries({ queryKey: [PORTAL], predicate: ({ queryKey }) => queryKey[1] !== "me" });
    }
  }

  return (
    <>
      <header className={classes.bar}>
        <Link to="/portal" className={classes.brand}>
          <Logo />
          {t("Image hosting")}
        </Link>
        <nav className={classes.pages} aria-label={t("Image hosting")}>
          {pages.map(({ to, label, exact }) => (
            <Link
              key={to}
              to={to}
              className={classes.page}
              activeOptions={{ exact, includeSearch: false }}
              activeProps={{ "data-active": true }}
            >
              {t(label)}
            </Link>
          ))}
        </nav>
        <span className={classes.who}>{admin.name ?? admin.email}</span>
        <Button variant="subtle" size="compact-md" onClick={() => void signOut()}>
          {t("Sign out")}
        </Button>
      </header>
      <main className={classes.main}>
        <Outlet />
      </main>
    </>
  );
}
