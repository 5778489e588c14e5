import { IconShieldLock } from "@tabler/icons-react";
import { Link, Outlet, useLocation } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { StatePage } from "@/app/states/pages";
import { useMe } from "@/features/auth/queries";
import { t } from "@/i18n";
import classes from "./Console.module.css";
import { CONSOLE_PAGES } from "./pages";

/** What an admin looks after: the frame around the pages of the console. */
export function ConsoleLayout() {
  const me = useMe();
  const tabs = useRef<HTMLElement>(null);
  const place = useLocation({ select: ({ pathname }) => pathname });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page is what it waits for.
  useEffect(() => {
    // On a phone the tabs are wider than the screen.
    tabs.current
      ?.querySelector("[data-active]")
      ?.scrollIntoView({ block: "nearest", inline: "center", behavior: "instant" });
  }, [place]);
  const isOpen = CONSOLE_PAGES.some((page) => "open" in page && place.startsWith(page.to));
  if (me.role !== "admin" && !isOpen) {
    return (
      <StatePage
        icon={<IconShieldLock size={56} stroke={1.3} />}
        title={t("This is for the admins of the server")}
        text={t("Ask one of them, if you need something that is done here.")}
      />
    );
  }
  return (
    <div className={classes.console}>
      <nav ref={tabs} className={classes.tabs} aria-label={t("Console")}>
        {CONSOLE_PAGES.filter((page) => me.role === "admin" || "open" in page).map(({ to, label }) => (
          <Link
            key={to}
            to={to}
            className={classes.tab}
            activeOptions={{ exact: to === "/console", includeSearch: false }}
            activeProps={{ "data-active": true }}
          >
            {t(label)}
          </Link>
        ))}
        <Link to="/portal" className={classes.tab}>
          {t("Image hosting")}
        </Link>
      </nav>
      <div className={classes.main}>
        <Outlet />
      </div>
    </div>
  );
}
