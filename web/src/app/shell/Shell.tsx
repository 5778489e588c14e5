import { useHotkeys } from "@mantine/hooks";
import { Outlet, useRouter } from "@tanstack/react-router";
import { Suspense, useCallback, useEffect, useState } from "react";
import { UploadDoor } from "@/features/upload/UploadDoor";
import { t } from "@/i18n";
import { lazyPart } from "../loading";
import { ConnectionBanner } from "./ConnectionBanner";
import { Navigation } from "./Navigation";
import classes from "./Shell.module.css";
import { TopBar } from "./TopBar";

const ShortcutSheet = lazyPart(() => import("./ShortcutSheet"));
const Palette = lazyPart(() => import("./Palette"));

/** The frame around every page of the library: bar, navigation, uploads, connection. */
export function Shell() {
  const [sheet, setSheet] = useState(false);
  const [palette, setPalette] = useState(false);
  const help = useCallback(() => setSheet(true), []);
  useIdlePreload();
  useHotkeys([["shift+?", help]], ["INPUT", "TEXTAREA", "SELECT"]);
  useHotkeys([["mod+K", () => setPalette(true)]], []);
  return (
    <UploadDoor>
      <div className={classes.shell}>
        <a className={classes.skip} href="#content">
          {t("Skip to content")}
        </a>
        <TopBar onHelp={help} />
        <Navigation />
        <main id="content" className={classes.main}>
          <Outlet />
        </main>
        <ConnectionBanner />
      </div>
      {palette ? (
        <Suspense>
          <Palette onClose={() => setPalette(false)} onHelp={help} />
        </Suspense>
      ) : null}
      {sheet ? (
        <Suspense>
          <ShortcutSheet onClose={() => setSheet(false)} />
        </Suspense>
      ) : null}
    </UploadDoor>
  );
}

/** Fetches the other pages once the first one is shown, so that going there waits for data alone. */
function useIdlePreload(): void {
  const router = useRouter();
  useEffect(() => {
    const timer = setTimeout(() => {
      for (const route of Object.values(router.routesById)) {
        const part = route.options.component as { preload?: () => Promise<void> } | undefined;
        void part?.preload?.();
      }
    }, 2500);
    return () => clearTimeout(timer);
  }, [router]);
}
