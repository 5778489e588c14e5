import { Button } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { number, t } from "@/i18n";
import classes from "./Playground.module.css";

/** Parts of this depth are open from the start, unless they are long. */
const OPEN_DEPTH = 3;
const LONG = 30;
/** So many lines at a time: an answer may have a million. */
const CHUNK = 100;

/** A JSON value whose parts fold. */
export function JsonTree({ value }: { value: unknown }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable for the arrow keys.
    <section className={classes.tree} tabIndex={0} aria-label={t("Body of the answer")}>
      <Node value={value} depth={0} />
    </section>
  );
}

function Node({ name, value, depth }: { name?: string; value: unknown; depth: number }) {
  const label = name === undefined ? null : <span className={classes.property}>{name}: </span>;
  if (typeof value !== "object" || value === null || Object.keys(value).length === 0) {
    return (
      <div className={classes.leaf}>
        {label}
        <Leaf value={value} />
      </div>
    );
  }
  return <Branch label={label} value={value} depth={depth} />;
}

function Branch({ label, value, depth }: { label: ReactNode; value: object; depth: number }) {
  const entries = Object.entries(value);
  const isList = Array.isArray(value);
  const [open, setOpen] = useState(depth === 0 || (depth < OPEN_DEPTH && entries.length <= LONG));
  const [shown, setShown] = useState(CHUNK);
  return (
    <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {label}
        <span className={classes.brace}>
          {isList ? "[" : "{"} {number(entries.length)} {isList ? "]" : "}"}
        </span>
      </summary>
      {open ? (
        <div className={classes.inside}>
          {entries.slice(0, shown).map(([name, one]) => (
            <Node key={name} name={name} value={one} depth={depth + 1} />
          ))}
          {entries.length > shown ? (
            <Button size="compact-xs" variant="subtle" onClick={() => setShown(shown + CHUNK)}>
              {t("Show more of {{n}}", { n: number(entries.length) })}
            </Button>
          ) : null}
        </div>
      ) : null}
    </details>
  );
}

function Leaf({ value }: { value: unknown }) {
  const kind = value === null ? "null" : typeof value;
  return <span data-kind={kind}>{JSON.stringify(value)}</span>;
}
