import type { ReactNode } from "react";
import classes from "./Card.module.css";

/** One matter of a page. */
export function Card({
  title,
  text,
  aside,
  children,
}: {
  title: ReactNode;
  text?: ReactNode;
  aside?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <section className={classes.card}>
      <header>
        <div>
          <h2>{title}</h2>
          {text ? <p>{text}</p> : null}
        </div>
        {aside}
      </header>
      {children}
    </section>
  );
}
