import { IconAlbum, IconHeart, IconPhoto, IconSettings, IconTrash } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import classes from "./Navigation.module.css";

/** The pages of the library; a new one adds its line here. */
const PAGES = [
  { to: "/", label: "Photos", Icon: IconPhoto, onPhone: true },
  { to: "/favorites", label: "Favourites", Icon: IconHeart, onPhone: true },
  { to: "/albums", label: "Albums", Icon: IconAlbum, onPhone: true },
  { to: "/trash", label: "Trash", Icon: IconTrash, onPhone: true },
  { to: "/settings", label: "Settings", Icon: IconSettings, onPhone: false },
] as const;

/** The way around: a column at the side, a rail on a tablet, a bar at the bottom of a phone. */
export function Navigation() {
  return (
    <nav className={classes.nav} aria-label="Library">
      {PAGES.map(({ to, label, Icon, onPhone }) => (
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
          <span className={classes.label}>{label}</span>
        </Link>
      ))}
    </nav>
  );
}
