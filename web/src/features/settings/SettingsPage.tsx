import { Page } from "@/app/page/Page";
import { t } from "@/i18n";
import { ProfileTab } from "./ProfileTab";
import { ProgramsCard } from "./ProgramsCard";

/** What a person sets for themselves. */
export function SettingsPage() {
  return (
    <Page title={t("Settings")}>
      <ProfileTab />
      <ProgramsCard />
    </Page>
  );
}
