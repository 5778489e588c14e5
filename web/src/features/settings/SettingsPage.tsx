import { Tabs } from "@mantine/core";
import { IconActivity, IconFolders, IconUser } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMe } from "@/features/auth/queries";
import { msg, t } from "@/i18n";
import { ProfileTab } from "./ProfileTab";
import { RepositoriesTab } from "./RepositoriesTab";
import classes from "./SettingsPage.module.css";
import { SystemTab } from "./SystemTab";

const TABS = [
  { value: "profile", label: msg("You"), Icon: IconUser, Tab: ProfileTab, admin: false },
  { value: "folders", label: msg("Folders"), Icon: IconFolders, Tab: RepositoriesTab, admin: true },
  { value: "system", label: msg("System"), Icon: IconActivity, Tab: SystemTab, admin: true },
] as const;

/** What can be set, and how the server is doing. */
export function SettingsPage() {
  const me = useMe();
  const navigate = useNavigate();
  const { tab } = useSearch({ from: "/shell/settings" });
  const tabs = TABS.filter(({ admin }) => !admin || me.role === "admin");
  const current = tabs.some(({ value }) => value === tab) ? tab : "profile";
  return (
    <div className={classes.page}>
      <div className={classes.column}>
        <h1 className={classes.title}>{t("Settings")}</h1>
        <Tabs
          value={current}
          keepMounted={false}
          onChange={(value) =>
            void navigate({
              to: "/settings",
              search: value && value !== "profile" ? { tab: value } : {},
              replace: true,
            })
          }
        >
          <Tabs.List>
            {tabs.map(({ value, label, Icon }) => (
              <Tabs.Tab key={value} value={value} leftSection={<Icon size={18} stroke={1.7} />}>
                {t(label)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {tabs.map(({ value, Tab }) => (
            <Tabs.Panel key={value} value={value} pt="lg">
              <Tab />
            </Tabs.Panel>
          ))}
        </Tabs>
      </div>
    </div>
  );
}
