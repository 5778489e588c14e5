import type { ReactNode } from "react";
import classes from "./Table.module.css";

/** A table that is wider than its page scrolls by itself, with the keyboard as well. */
export function Scroller({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable for the arrow keys.
    <section className={classes.scroller} tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
