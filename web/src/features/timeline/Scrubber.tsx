import { type KeyboardEvent, type PointerEvent, useMemo, useRef, useState } from "react";
import { t } from "@/i18n";
import { monthName, shortMonthName } from "./dates";
import type { Geometry } from "./geometry";
import classes from "./Scrubber.module.css";

interface Props {
  geometry: Geometry;
  top: number;
  viewHeight: number;
  onScrub(top: number): void;
}

/** The least distance between two written years, in CSS pixels. */
const YEAR_SPACE = 24;
const DOT_SPACE = 7;

/** The rail beside the timeline: years, a dot for each month, and a bubble that says where a click would lead. */
export function Scrubber({ geometry, top, viewHeight, onScrub }: Props) {
  const rail = useRef<HTMLDivElement>(null);
  const [hover, setHover] = useState<number | null>(null);
  const [dragging, setDragging] = useState(false);
  const range = Math.max(1, geometry.total - viewHeight);
  const share = Math.min(1, Math.max(0, top / range));
  const marks = useMemo(() => marksOf(geometry, viewHeight), [geometry, viewHeight]);
  const order = Math.max(0, geometry.indexAt(top + viewHeight * 0.2));
  const months = geometry.sections;

  function shareAt(event: PointerEvent): number {
    const box = rail.current!.getBoundingClientRect();
    return Math.min(1, Math.max(0, (event.clientY - box.top) / box.height));
  }

  function onPointerDown(event: PointerEvent): void {
    if (event.button !== 0) {
      return;
    }
    event.preventDefault();
    rail.current!.setPointerCapture(event.pointerId);
    setDragging(true);
    setHover(shareAt(event));
    onScrub(shareAt(event) * range);
  }

  function onPointerMove(event: PointerEvent): void {
    setHover(shareAt(event));
    if (dragging) {
      onScrub(shareAt(event) * range);
    }
  }

  function end(): void {
    setDragging(false);
    setHover(null);
  }

  function onKeyDown(event: KeyboardEvent): void {
    const year = (months[order]?.key ?? "").slice(0, 4);
    const otherYear = (step: number) => {
      for (let i = order; i >= 0 && i < months.length; i += step) {
        if (months[i]!.key.slice(0, 4) !== year) {
          return i;
        }
      }
      return step < 0 ? 0 : months.length - 1;
    };
    const target = {
      ArrowUp: order - 1,
      ArrowDown: order + 1,
      PageUp: otherYear(-1),
      PageDown: otherYear(1),
      Home: 0,
      End: months.length - 1,
    }[event.key];
    if (target !== undefined) {
      event.preventDefault();
      onScrub(geometry.top(Math.min(months.length - 1, Math.max(0, target))));
    }
  }

  const pointed =
    hover === null ? null : (months[geometry.indexAt(hover * range + viewHeight * 0.2)]?.key ?? null);
  return (
    <div className={classes.scrubber} data-active={hover !== null || dragging || undefined}>
      <div
        ref={rail}
        className={classes.rail}
        role="slider"
        tabIndex={0}
        aria-label={t("Jump to a date")}
        aria-orientation="vertical"
        aria-valuemin={0}
        aria-valuemax={months.length - 1}
        aria-valuenow={order}
        aria-valuetext={months[order] ? monthName(months[order].key) : undefined}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={end}
        onPointerLeave={dragging ? undefined : end}
        onPointerCancel={end}
        onKeyDown={onKeyDown}
      >
        {marks.map((mark) =>
          mark.year ? (
            <span key={mark.key} className={classes.year} style={{ top: `${mark.share * 100}%` }}>
              {mark.year}
            </span>
          ) : (
            <span key={mark.key} className={classes.dot} style={{ top: `${mark.share * 100}%` }} />
          ),
        )}
        <span className={classes.thumb} style={{ top: `${share * 100}%` }}>
          <span className={classes.now}>{months[order] ? shortMonthName(months[order].key) : ""}</span>
        </span>
        {pointed && hover !== null ? (
          <span className={classes.bubble} style={{ top: `${(dragging ? share : hover) * 100}%` }}>
            {shortMonthName(pointed)}
          </span>
        ) : null}
      </div>
    </div>
  );
}

interface Mark {
  key: string;
  share: number;
  year: string | null;
}

/** The years that have room to be written, and dots for the months between them. */
function marksOf(geometry: Geometry, railHeight: number): Mark[] {
  const marks: Mark[] = [];
  let lastYear = "";
  let lastWritten = Number.NEGATIVE_INFINITY;
  let lastDot = Number.NEGATIVE_INFINITY;
  geometry.sections.forEach(({ key }, index) => {
    const share = geometry.top(index) / geometry.total;
    const y = share * railHeight;
    const year = key.slice(0, 4);
    if (year !== lastYear && y - lastWritten >= YEAR_SPACE && y < railHeight - 10) {
      marks.push({ key, share, year });
      lastWritten = y;
      lastDot = y + 4;
    } else if (y - lastDot >= DOT_SPACE && y - lastWritten > 12) {
      marks.push({ key, share, year: null });
      lastDot = y;
    }
    lastYear = year;
  });
  // A dot right above a year would touch it.
  return marks.filter(
    (mark, i) => mark.year || !marks[i + 1]?.year || (marks[i + 1]!.share - mark.share) * railHeight > 12,
  );
}
