import type { ReactNode } from "react";
import { number } from "@/i18n";
import classes from "./Bars.module.css";

export interface Bar {
  key: string;
  label: ReactNode;
  value: number;
  /** How the value is written; as a number unless told. */
  text?: string;
}

/** Values as bars below each other, each with its name and number. */
export function Bars({ bars, label }: { bars: readonly Bar[]; label: string }) {
  const most = Math.max(1, ...bars.map(({ value }) => value));
  return (
    <ul className={classes.bars} aria-label={label}>
      {bars.map(({ key, label, value, text }) => (
        <li key={key}>
          <span className={classes.label}>{label}</span>
          <span className={classes.track} aria-hidden>
            <span style={{ width: `${(value / most) * 100}%` }} />
          </span>
          <span className={classes.value}>{text ?? number(value)}</span>
        </li>
      ))}
    </ul>
  );
}

export interface Column {
  key: string;
  /** Written below; a column without one is named by its title alone. */
  label?: string;
  /** What a pointer at it, or a screen reader, says: name and value. */
  title: string;
  value: number;
  /** A part of the value that is shown in the colour of trouble. */
  bad?: number;
}

/** Values as columns beside each other, for what has an order: hours, months, days. */
export function Columns({ columns, label }: { columns: readonly Column[]; label: string }) {
  const most = Math.max(1, ...columns.map(({ value }) => value));
  return (
    <ul className={classes.columns} aria-label={label}>
      {columns.map(({ key, label, title, value, bad = 0 }) => (
        <li key={key} title={title}>
          <span className={classes.stem} aria-hidden>
            <span style={{ height: `${(value / most) * 100}%` }}>
              {bad > 0 ? <span style={{ height: `${(bad / Math.max(1, value)) * 100}%` }} /> : null}
            </span>
          </span>
          <span className={classes.foot} aria-hidden>
            {label}
          </span>
          <span className={classes.said}>{title}</span>
        </li>
      ))}
    </ul>
  );
}
