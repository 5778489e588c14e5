import { IconCircleCheck, IconCircleCheckFilled } from "@tabler/icons-react";
import { memo, useCallback, useSyncExternalStore } from "react";
import { t } from "@/i18n";
import { dayName, fullDayName, monthName } from "./dates";
import classes from "./GridSection.module.css";
import type { Day, Layout, Row } from "./layout";
import { type PhotoMonth, photoAt } from "./month";
import type { Pace } from "./pace";
import { useSelection } from "./selection";
import { Tile } from "./Tile";

/** The strip with the name of a month, in CSS pixels; grids without days have none. */
export const MONTH_HEAD = 56;

interface Props {
  section: PhotoMonth;
  layout: Layout;
  /** Where the section begins in the scrolled element. */
  top: number;
  withHeadings: boolean;
  /** The rows to draw: `firstRow` up to but not including `endRow`. */
  firstRow: number;
  endRow: number;
  /** The index of the photo that the Tab key stops at, `-1` for none. */
  cursor: number;
  pace: Pace;
  hrefOf(id: string): string;
}

/** The rows of one section that are near the view. */
export const GridSection = memo(function GridSection(props: Props) {
  const { section, layout, top, withHeadings, firstRow, endRow, cursor, pace, hrefOf } = props;
  const rows = layout.rows.slice(firstRow, endRow);
  const shift = withHeadings ? MONTH_HEAD : 0;
  const first = rows[0]?.first ?? 0;
  const end = rows.at(-1)?.end ?? 0;
  const tiles = [];
  for (let i = first; i < end; i++) {
    const { id, kind, flags, day, duration, thumbhash } = photoAt(section, i);
    tiles.push(
      <Tile
        // A picture that became ready, or failed, starts over.
        key={`${id}${flags & 12}`}
        id={id}
        kind={kind}
        flags={flags}
        day={day}
        duration={duration}
        thumbhash={thumbhash}
        x={layout.x[i]!}
        y={layout.y[i]! + shift}
        w={layout.w[i]!}
        h={layout.h[i]!}
        href={hrefOf(id)}
        pace={pace}
        tabbable={i === cursor}
      />,
    );
  }
  return (
    <section
      className={classes.section}
      style={{ top, height: layout.height + shift }}
      aria-label={withHeadings ? monthName(section.month) : undefined}
    >
      {withHeadings && firstRow === 0 ? <h2 className={classes.month}>{monthName(section.month)}</h2> : null}
      {daysBetween(layout, rows).map((day) => (
        <DayHeading key={`${day.day}/${day.first}`} day={day} section={section} shift={shift} />
      ))}
      {tiles}
    </section>
  );
});

/** What stands in for a section whose photos are not known yet: rows of grey tiles at about the right height. */
export function UnknownSection({
  top,
  height,
  name,
  rowHeight,
}: {
  top: number;
  height: number;
  name: string | null;
  rowHeight: number;
}) {
  return (
    <section
      className={classes.section}
      style={{ top, height }}
      aria-label={name ?? undefined}
      aria-busy="true"
    >
      {name ? <h2 className={classes.month}>{name}</h2> : null}
      <div
        className={classes.unknown}
        style={{ top: name ? MONTH_HEAD + 40 : 0, "--row": `${rowHeight}px` } as React.CSSProperties}
      />
    </section>
  );
}

function DayHeading({ day, section, shift }: { day: Day; section: PhotoMonth; shift: number }) {
  const selection = useSelection();
  const allPicked = useCallback(() => {
    for (let i = day.first; i < day.end; i++) {
      if (!selection.has(section.ids[i]!)) {
        return false;
      }
    }
    return true;
  }, [selection, section, day]);
  const picked = useSyncExternalStore(selection.subscribe, allPicked);
  const Icon = picked ? IconCircleCheckFilled : IconCircleCheck;
  return (
    <h3 className={classes.day} style={{ left: day.x, top: day.y + shift, width: day.width }}>
      <button
        type="button"
        className={classes.pickDay}
        aria-label={t("Select all of {{day}}", { day: fullDayName(day.day) })}
        aria-pressed={picked}
        onClick={() => selection.set(section.ids.slice(day.first, day.end), !picked)}
      >
        <Icon size={20} />
      </button>
      <span className={classes.dayName} title={fullDayName(day.day)}>
        {dayName(day.day)}
      </span>
    </h3>
  );
}

function daysBetween(layout: Layout, rows: Row[]): Day[] {
  if (!rows.length) {
    return [];
  }
  const first = rows[0]!.first;
  const end = rows.at(-1)!.end;
  return layout.days.filter((day) => day.first >= first && day.first < end);
}
