import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { api, take } from "@/api/client";
import type { SystemSettings, SystemSettingsChange } from "@/api/types";
import { useChange } from "@/app/page/useChange";
import { capabilitiesQuery } from "@/features/search/queries";
import { t } from "@/i18n";
import { systemSettingsQuery } from "./queries";

/** Changes settings of the server; they work at once. */
export function useSettingsChange() {
  const client = useQueryClient();
  return useChange<SystemSettingsChange, SystemSettings>({
    change: (body) => take(api.PATCH("/api/v1/settings/system", { body })),
    trouble: t("The setting could not be saved"),
    refresh: [capabilitiesQuery.queryKey],
    onDone(settings) {
      client.setQueryData(systemSettingsQuery.queryKey, settings);
      notifications.show({ message: t("Saved"), autoClose: 2500 });
    },
  });
}
