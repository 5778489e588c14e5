import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { Load } from "@/app/page/Load";
import { locale, number, t } from "@/i18n";
import { type HeatDay, heatOf } from "./heat";
import { daysQuery } from "./queries";
import classes from "./Stats.module.css";

const CELL = 15;
const LEFT = 32;
const TOP = 20;

/** How many photos each day of a year has; a click shows them. */
export function HeatMap({ year }: { year: number }) {
  return <Load query={useQuery(daysQuery(year))}>{(counts) => <Days year={year} counts={counts} />}</Load>;
}

function Days({ year, counts }: { year: number; counts: readonly { date: string; count: number }[] }) {
  const navigate = useNavigate();
  const days = useMemo(() => heatOf(year, counts), [year, counts]);
  const total = days.reduce((sum, day) => sum + day.count, 0);
  const busy = days.filter(({ count }) => count > 0).length;
  const months = days.filter(({ date }) => date.endsWith("-01"));
  const monthFormat = new Intl.DateTimeFormat(locale, { month: "short", timeZone: "UTC" });
  const dayFormat = new Intl.DateTimeFormat(locale, { dateStyle: "full", timeZone: "UTC" });
  const weekday = new Intl.DateTimeFormat(locale, { weekday: "short", timeZone: "UTC" });

  function show({ date, count }: HeatDay): void {
    if (count > 0) {
      void navigate({ to: "/search", search: { from: date, to: date } });
    }
  }

  return (
    <>
      <p className={classes.sum}>
        {t("{{photos}} photos on {{days}} days", { photos: number(total), days: number(busy) })}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable for the arrow keys. */}
      <section className={classes.scroller} tabIndex={0} aria-label={t("Days of {{year}}", { year })}>
        <svg
          width={LEFT + 54 * CELL}
          height={TOP + 7 * CELL}
          role="img"
          aria-label={t("{{photos}} photos on {{days}} days of {{year}}", {
            photos: total,
            days: busy,
            year,
          })}
        >
          {months.map(({ date, week }) => (
            <text key={date} x={LEFT + week * CELL} y={12} className={classes.axis}>
              {monthFormat.format(new Date(date))}
            </text>
          ))}
          {[0, 2, 4].map((row) => (
            // The fifth of January 1970 was a Monday.
            <text key={row} x={0} y={TOP + row * CELL + 10} className={classes.axis}>
              {weekday.format(new Date(Date.UTC(1970, 0, 5 + row)))}
            </text>
          ))}
          {days.map((day) => (
            // biome-ignore lint/a11y/noStaticElementInteractions: a search by day leads to the same photos by keyboard.
            <rect
              key={day.date}
              x={LEFT + day.week * CELL}
              y={TOP + day.weekday * CELL}
              width={CELL - 3}
              height={CELL - 3}
              rx={3}
              className={classes.day}
              data-level={day.level}
              onClick={() => show(day)}
            >
              <title>{`${dayFormat.format(new Date(day.date))}: ${number(day.count)}`}</title>
            </rect>
          ))}
        </svg>
      </section>
    </>
  );
}
