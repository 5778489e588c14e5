import {
  ActionIcon,
  Avatar,
  Button,
  type MantineColorScheme,
  Menu,
  Tooltip,
  useMantineColorScheme,
  VisuallyHidden,
} from "@mantine/core";
import {
  IconChartBar,
  IconCloudUpload,
  IconDeviceDesktop,
  IconKeyboard,
  IconLogout,
  IconMoon,
  IconServerCog,
  IconSettings,
  IconSun,
  IconTrash,
} from "@tabler/icons-react";
import { Link, useRouter } from "@tanstack/react-router";
import { leave, useMe } from "@/features/auth/queries";
import { SearchField } from "@/features/search/SearchField";
import { useUploadPicker } from "@/features/upload/UploadDoor";
import { t } from "@/i18n";
import { Logo } from "../Logo";
import classes from "./TopBar.module.css";

/** The bar on top: where am I, bring in photos, who am I. */
export function TopBar({ onHelp }: { onHelp(): void }) {
  const pick = useUploadPicker();
  return (
    <header className={classes.bar}>
      <Link to="/" className={classes.brand} aria-label={t("calotype, to your photos")}>
        <Logo />
        <span className={classes.name}>calotype</span>
      </Link>
      <SearchField />
      <div className={classes.actions}>
        <Menu position="bottom-end" trigger="click">
          <Menu.Target>
            <Button
              className={classes.upload}
              leftSection={<IconCloudUpload size={19} />}
              variant="light"
              aria-label={t("Upload")}
            >
              {t("Upload")}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => pick("files")}>{t("Photos and videos…")}</Menu.Item>
            <Menu.Item onClick={() => pick("folder")}>{t("A whole folder…")}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
        <Tooltip label={t("Keyboard shortcuts (?)")}>
          <ActionIcon
            className={classes.help}
            variant="subtle"
            color="gray"
            size={38}
            radius="xl"
            aria-label={t("Keyboard shortcuts")}
            onClick={onHelp}
          >
            <IconKeyboard size={21} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
        <UserMenu />
      </div>
    </header>
  );
}

function UserMenu() {
  const me = useMe();
  const router = useRouter();
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const schemes = [
    { value: "light", label: t("Light"), Icon: IconSun },
    { value: "dark", label: t("Dark"), Icon: IconMoon },
    { value: "auto", label: t("Like the system"), Icon: IconDeviceDesktop },
  ] as const;

  async function signOut(): Promise<void> {
    await leave();
    await router.navigate({ to: "/login" });
  }

  return (
    <Menu position="bottom-end" width={230}>
      <Menu.Target>
        <button type="button" className={classes.me}>
          <VisuallyHidden>{t("Account of {{name}}", { name: me.display_name })}</VisuallyHidden>
          <Avatar color="copper" radius="xl" size={36} name={me.display_name} variant="filled" aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <span className={classes.who}>{me.display_name}</span>
          <br />
          {me.role === "admin" ? t("Admin") : t("Member")} · {me.username}
        </Menu.Label>
        <Menu.Item
          leftSection={<IconSettings size={17} />}
          renderRoot={(props) => <Link to="/settings" {...props} />}
        >
          {t("Settings")}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconChartBar size={17} />}
          renderRoot={(props) => <Link to="/stats" {...props} />}
        >
          {t("Statistics")}
        </Menu.Item>
        {me.role === "admin" ? (
          <Menu.Item
            leftSection={<IconServerCog size={17} />}
            renderRoot={(props) => <Link to="/console" {...props} />}
          >
            {t("Console")}
          </Menu.Item>
        ) : null}
        <Menu.Item
          leftSection={<IconTrash size={17} />}
          renderRoot={(props) => <Link to="/trash" {...props} />}
        >
          {t("Trash")}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t("Appearance")}</Menu.Label>
        <Menu.RadioGroup
          value={colorScheme}
          onChange={(value) => setColorScheme(value as MantineColorScheme)}
        >
          {schemes.map(({ value, label, Icon }) => (
            <Menu.RadioItem key={value} value={value}>
              <span className={classes.scheme}>
                <Icon size={17} aria-hidden />
                {label}
              </span>
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={17} />} onClick={() => void signOut()}>
          {t("Sign out")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
