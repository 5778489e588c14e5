import { IconCloudOff } from "@tabler/icons-react";
import { useReachable } from "@/api/connection";
import { t } from "@/i18n";
import classes from "./ConnectionBanner.module.css";

/** Says that the server is away, while it is. */
export function ConnectionBanner() {
  const reachable = useReachable();
  return (
    <div role="status" className={classes.place}>
      {reachable ? null : (
        <div className={classes.banner}>
          <IconCloudOff size={18} aria-hidden />
          {t("The server cannot be reached. Trying again…")}
        </div>
      )}
    </div>
  );
}
