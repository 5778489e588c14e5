import type { ReactNode } from "react";
import { Logo } from "@/app/Logo";
import { t } from "@/i18n";
import classes from "./DoorPage.module.css";

interface Props {
  title: string;
  lead: ReactNode;
  children: ReactNode;
}

/** The page outside of the library: a picture on one side, a form on the other. */
export function DoorPage({ title, lead, children }: Props) {
  return (
    <div className={classes.page}>
      <aside className={classes.art} aria-hidden="true">
        <Window />
        <p className={classes.motto}>
          {t("Your pictures,")}
          <br />
          {t("on your own machine.")}
        </p>
      </aside>
      <main className={classes.side}>
        <div className={classes.box}>
          <div className={classes.brand}>
            <Logo size={34} />
            <span>calotype</span>
          </div>
          <h1 className={classes.title}>{title}</h1>
          <p className={classes.lead}>{lead}</p>
          {children}
        </div>
      </main>
    </div>
  );
}

/** A latticed window with the afternoon behind it. */
function Window() {
  const panes = [];
  for (let row = 0; row < 7; row++) {
    for (let column = 0; column < 5; column++) {
      const light = ((row * 7 + column * 13) % 11) / 11;
      panes.push(
        <rect
          key={`${row}/${column}`}
          x={column * 60 + 3}
          y={row * 60 + 3}
          width={54}
          height={54}
          rx={2}
          fill="#fff6ea"
          fillOpacity={0.1 + light * 0.26}
        />,
      );
    }
  }
  return (
    <svg
      aria-hidden="true"
      className={classes.window}
      viewBox="0 0 300 420"
      preserveAspectRatio="xMidYMid slice"
    >
      <defs>
        <linearGradient id="dusk" x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stopColor="#37465f" />
          <stop offset="0.42" stopColor="#9a6a6c" />
          <stop offset="0.72" stopColor="#dd9467" />
          <stop offset="1" stopColor="#f0c596" />
        </linearGradient>
        <radialGradient id="sun" cx="0.62" cy="0.66" r="0.5">
          <stop offset="0" stopColor="#fff0cf" stopOpacity="0.95" />
          <stop offset="1" stopColor="#fff0cf" stopOpacity="0" />
        </radialGradient>
      </defs>
      <rect width="300" height="420" fill="url(#dusk)" />
      <rect width="300" height="420" fill="url(#sun)" />
      <path
        d="M0 312c30-14 52-26 78-14s38 20 66 4 52-34 84-16 46 18 72 8v126H0z"
        fill="#5a3b3d"
        fillOpacity="0.55"
      />
      <path d="M0 352c36-16 66-18 102-4s58 14 92 0 66-16 106 4v68H0z" fill="#34262b" fillOpacity="0.8" />
      {panes}
      <path
        d="M0 60h300M0 120h300M0 180h300M0 240h300M0 300h300M0 360h300M60 0v420M120 0v420M180 0v420M240 0v420"
        stroke="#2a1b16"
        strokeWidth="3.5"
        strokeOpacity="0.85"
      />
    </svg>
  );
}
