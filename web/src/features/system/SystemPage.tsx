import { useQuery } from "@tanstack/react-query";
import type { RuntimeInfo } from "@/api/types";
import { Card } from "@/app/page/Card";
import { Lines } from "@/app/page/Lines";
import { Load } from "@/app/page/Load";
import { Page } from "@/app/page/Page";
import { t } from "@/i18n";
import { LanguageModelCard } from "./LanguageModelCard";
import { ModelsCard } from "./ModelsCard";
import { runtimeInfoQuery, systemSettingsQuery } from "./queries";
import { TrashCard } from "./TrashCard";

/** What admins set for everybody, and how the server was started. */
export function SystemPage() {
  const settings = useQuery(systemSettingsQuery);
  const runtime = useQuery(runtimeInfoQuery);
  return (
    <Page title={t("System")}>
      <Load query={settings}>
        {(now) => (
          <>
            <TrashCard days={now.library.trash_retention_days} />
            <ModelsCard settings={now.ml} />
            <LanguageModelCard settings={now.llm} />
          </>
        )}
      </Load>
      <Load query={runtime}>
        {(info) => (
          <Card title={t("Server")} text={t("From the configuration file; a change needs a restart.")}>
            <Lines lines={linesOf(info)} />
          </Card>
        )}
      </Load>
    </Page>
  );
}

function linesOf(info: RuntimeInfo): [string, string][] {
  const every = info.repository_scan_interval_seconds;
  return [
    [t("Storage"), info.storage_root],
    [t("Port"), info.server_port],
    [t("Environment"), info.environment],
    [t("Log level"), info.log_level],
    [t("Video acceleration"), info.hardware_accel],
    [t("Place names"), info.geocoding_provider],
    [
      t("Looking for new files"),
      info.repository_scan_enabled
        ? every % 60
          ? t("every {{n}} seconds", { n: every })
          : t("every {{n}} minutes", { n: every / 60 })
        : t("off"),
    ],
  ];
}
