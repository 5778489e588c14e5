import type { ReactNode } from "react";
import classes from "./Page.module.css";

interface Props {
  title: ReactNode;
  /** Beside the title. */
  aside?: ReactNode;
  /** Tables and charts take the whole width; forms are easier to read in a column. */
  wide?: boolean;
  children: ReactNode;
}

/** A page that scrolls: its title, and what is on it. */
export function Page({ title, aside, wide, children }: Props) {
  return (
    <div className={classes.page}>
      <div className={classes.column} data-wide={wide || undefined}>
        <header className={classes.head}>
          <h1>{title}</h1>
          {aside}
        </header>
        {children}
      </div>
    </div>
  );
}
