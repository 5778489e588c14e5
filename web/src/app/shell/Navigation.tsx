import {
  IconAlbum,
  IconChartBar,
  IconHeart,
  IconMap2,
  IconPhoto,
  IconServerCog,
  IconSettings,
  IconTrash,
} from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useMe } from "@/features/auth/queries";
import { msg, t } from "@/i18n";
import classes from "./Navigation.module.css";

/** The pages of the library; a new one adds its line here. */
export const PAGES = [
  { to: "/", label: msg("Photos"), Icon: IconPhoto, onPhone: true },
  { to: "/favorites", label: msg("Favourites"), Icon: IconHeart, onPhone: true },
  { to: "/albums", label: msg("Albums"), Icon: IconAlbum, onPhone: true },
  { to: "/map", label: msg("Map"), Icon: IconMap2, onPhone: true },
  { to: "/stats", label: msg("Statistics"), Icon: IconChartBar, onPhone: false },
  { to: "/trash", label: msg("Trash"), Icon: IconTrash, onPhone: false },
  { to: "/settings", label: msg("Settings"), Icon: IconSettings, onPhone: false },
  { to: "/console", label: msg("Console"), Icon: IconServerCog, onPhone: false, admin: true },
] as const;

/** The way around: a column at the side, a rail on a tablet, a bar at the bottom of a phone. */
export function Navigation() {
  const me = useMe();
  const pages = PAGES.filter((page) => !("admin" in page) || me.role === "admin");
  return (
    <nav className={classes.nav} aria-label={t("Library")}>
      {pages.map(({ to, label, Icon, onPhone }) => (
        <Link
          key={to}
          to={to}
          className={classes.link}
          data-phone={onPhone || undefined}
          activeOptions={{ exact: to === "/", includeSearch: false }}
          activeProps={{ "data-active": true }}
        >
          <span className={classes.icon}>
            <Icon size={21} stroke={1.7} aria-hidden />
          </span>
          <span className={classes.label}>{t(label)}</span>
        </Link>
      ))}
    </nav>
  );
}
