import { useMergedRef } from "@mantine/hooks";
import { useQueries, useQueryClient } from "@tanstack/react-query";
import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import { t } from "@/i18n";
import { monthName } from "./dates";
import { GridSection, MONTH_HEAD, UnknownSection } from "./GridSection";
import { Geometry, type Section } from "./geometry";
import { estimateHeight, layoutOf, metricsFor } from "./layout";
import { indexIn, type PhotoMonth } from "./month";
import classes from "./PhotoGrid.module.css";
import { type Place, rememberedPlace, rememberPlace, type Spot, spotAt, stepFrom, topOf } from "./place";
import { idsBetween } from "./range";
import { Scrubber } from "./Scrubber";
import { useSelected, useSelection } from "./selection";
import { type PhotoSource, sectionQuery } from "./source";
import { useLongPress } from "./useLongPress";
import { useSheet } from "./useSheet";
import { useSize } from "./useSize";

interface Props {
  source: PhotoSource;
  sections: readonly Section[];
  /** Months and days with their names, and the scrubber; off for lists with an order of their own. */
  withDays?: boolean;
  /** Scrolls with the photos, above the first of them. */
  head?: ReactNode;
  /** A click always picks, for choosing photos to add somewhere. */
  picking?: boolean;
  /** A photo that should be in view, such as the one the viewer shows. */
  focus?: Spot | null;
  hrefOf(id: string): string;
  onOpen(id: string): void;
}

/** How far beyond the view tiles are drawn, and sections are loaded, in CSS pixels. */
const OVERSCAN = 480;
const LOAD_AHEAD = 1400;

/** A list of photos of any length in justified rows, of which only those near the view exist. */
export function PhotoGrid({
  source,
  sections,
  withDays = true,
  head,
  picking = false,
  focus,
  hrefOf,
  onOpen,
}: Props) {
  const queryClient = useQueryClient();
  const selection = useSelection();
  const selected = useSelected();
  const [measure, view] = useSize<HTMLDivElement>();
  const [measureHead, headSize] = useSize<HTMLDivElement>();
  const [measureSheet, sheetSize] = useSize<HTMLDivElement>();
  const [cursor, setCursor] = useState<Spot | null>(null);
  const wantFocus = useRef(false);

  const width = sheetSize.width;
  // Nothing is drawn before the width is known; any number does until then.
  const metrics = useMemo(() => metricsFor(width || 1000, withDays), [width, withDays]);
  const sectionHead = withDays ? MONTH_HEAD : 0;
  const loadedOf = useCallback(
    (key: string) => queryClient.getQueryData<PhotoMonth>(sectionQuery(source, key).queryKey),
    [queryClient, source],
  );
  const heightOf = useCallback(
    (section: Section) => {
      const data = loadedOf(section.key);
      return (
        sectionHead +
        (data ? layoutOf(data, metrics).height : estimateHeight(section.count, metrics)) +
        (withDays ? 12 : 0)
      );
    },
    [loadedOf, metrics, sectionHead, withDays],
  );
  const geometry = useMemo(
    () => new Geometry(sections, heightOf, headSize.height),
    [sections, heightOf, headSize.height],
  );

  const sheet = useSheet(geometry, view.height);
  const { top, base, pace, jump, shift } = sheet;
  const calm = useSyncExternalStore(pace.subscribe, pace.isCalm);

  const from = geometry.indexAt(top - LOAD_AHEAD);
  const to = geometry.indexAt(top + view.height + LOAD_AHEAD);
  const near = width > 0 && from >= 0 ? sections.slice(from, to + 1) : [];
  const loaded = useQueries({
    queries: near.map((section) => ({
      ...sectionQuery(source, section.key),
      enabled: calm || loadedOf(section.key) !== undefined,
    })),
  });

  // Sections that became known get their real height before anything is painted.
  useLayoutEffect(() => {
    let moved = 0;
    let changed = false;
    near.forEach((section, i) => {
      const height = heightOf(section);
      if (loaded[i]?.data && height !== geometry.height(from + i)) {
        changed = true;
        moved += geometry.setHeight(from + i, height, top + moved, view.height);
      }
    });
    if (changed) {
      shift(moved);
    }
  });

  // A new geometry, by another width or other photos, shows the same photo at the same height of the view.
  const place = useRef<Place | null>(null);
  const shownBy = useRef<Geometry | null>(null);
  useLayoutEffect(() => {
    if (shownBy.current !== geometry && width > 0 && view.height > 0) {
      shownBy.current = geometry;
      const wanted = place.current ?? rememberedPlace(source);
      jump(wanted ? topOf(wanted, geometry, loadedOf, metrics, sectionHead) : 0);
    } else if (shownBy.current === geometry) {
      place.current = spotAt(top, geometry, loadedOf, metrics, sectionHead);
      rememberPlace(source, place.current);
    }
  });

  // The viewer moved on: have its photo in view, so that closing it leaves the person where they look.
  const focused = useRef<string | null>(null);
  useEffect(() => {
    const key = focus ? `${focus.section}/${focus.index}` : null;
    if (width > 0 && key !== focused.current) {
      focused.current = key;
      if (focus) {
        setCursor(focus);
        bringIntoView(focus, "middle");
      }
    }
  });

  function bringIntoView(spot: Spot, where: "middle" | "edge"): void {
    const index = sections.findIndex((section) => section.key === spot.section);
    const data = loadedOf(spot.section);
    if (index < 0 || !data) {
      return;
    }
    const layout = layoutOf(data, metrics);
    const y = geometry.top(index) + sectionHead + layout.y[spot.index]!;
    const height = layout.h[spot.index]!;
    const margin = where === "edge" ? metrics.dayHeader + 8 : 0;
    if (y - margin < top || y + height > top + view.height) {
      const above =
        where === "middle" ? (view.height - height) / 2 : y < top ? margin : view.height - height - 12;
      jump(y - above);
    }
  }

  useEffect(() => {
    if (cursor && wantFocus.current) {
      const id = loadedOf(cursor.section)?.ids[cursor.index];
      const link = sheet.scroller.current?.querySelector<HTMLElement>(`[data-photo="${id}"] a`);
      if (link) {
        wantFocus.current = false;
        link.focus({ preventScroll: true });
      }
    }
  });

  async function pickRange(fromId: string, toId: string): Promise<void> {
    const from = locate(fromId);
    const to = locate(toId);
    if (!from || !to) {
      selection.toggle(toId);
      return;
    }
    const ids = await idsBetween(from, to, sections, (key) =>
      queryClient.ensureQueryData(sectionQuery(source, key)),
    );
    selection.set(ids, true);
    selection.anchor = toId;
  }

  function locate(id: string): Spot | null {
    for (const section of sections) {
      const data = loadedOf(section.key);
      const index = data ? indexIn(data, id) : -1;
      if (index >= 0) {
        return { section: section.key, index };
      }
    }
    return null;
  }

  function onClick(event: MouseEvent): void {
    const target = event.target as HTMLElement;
    const id = target.closest<HTMLElement>("[data-photo]")?.dataset.photo;
    if (!id || event.ctrlKey || event.metaKey || event.button !== 0) {
      return;
    }
    const ticked = target.closest("[data-tick]") !== null;
    if (!ticked && !target.closest("a")) {
      return;
    }
    event.preventDefault();
    if (event.shiftKey && selection.anchor) {
      void pickRange(selection.anchor, id);
    } else if (ticked || picking || selected.length > 0) {
      selection.toggle(id);
    } else {
      onOpen(id);
    }
  }

  function onKeyDown(event: KeyboardEvent): void {
    const id = (event.target as HTMLElement).closest<HTMLElement>("[data-photo]")?.dataset.photo;
    const spot = id ? locate(id) : null;
    if (!id || !spot || event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    if (event.key === " " || event.key === "x") {
      event.preventDefault();
      selection.toggle(id);
      return;
    }
    const next = stepFrom(spot, event.key, sections, loadedOf, metrics);
    if (next) {
      event.preventDefault();
      wantFocus.current = true;
      setCursor(next);
      bringIntoView(next, "edge");
    }
  }

  // A long press on a touch screen begins picking, as a tick does for a mouse.
  const press = useLongPress((id) => {
    selection.toggle(id);
    navigator.vibrate?.(8);
  });

  const drawn = near.map((section, i) => ({ section, order: from + i, data: loaded[i]?.data }));
  const anyFailed = loaded.find((query) => query.isError && !query.data);
  const tabStop =
    cursor && drawn.some(({ section, data }) => section.key === cursor.section && data)
      ? cursor
      : firstSpot(drawn);

  return (
    <div className={classes.grid} data-selecting={selected.length > 0 || picking || undefined}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: clicks and keys belong to the links inside. */}
      <div
        ref={useMergedRef(sheet.scroller, measure)}
        className={classes.scroller}
        onScroll={sheet.onScroll}
        onClick={onClick}
        onKeyDown={onKeyDown}
        {...press}
        data-scroller
      >
        <div ref={measureSheet} className={classes.sheet} style={{ height: sheet.height }}>
          {head ? (
            <div ref={measureHead} className={classes.head} style={{ top: -base }}>
              {head}
            </div>
          ) : null}
          {drawn.map(({ section, order, data }) => {
            const sectionTop = geometry.top(order);
            if (!data) {
              const height = geometry.height(order);
              const name = withDays ? monthName(section.key) : null;
              return (
                <UnknownSection
                  key={section.key}
                  top={sectionTop - base}
                  height={height}
                  name={name}
                  rowHeight={metrics.rowHeight}
                />
              );
            }
            const layout = layoutOf(data, metrics);
            const localTop = top - sectionTop - sectionHead;
            const [firstRow, endRow] = rowsBetween(
              layout.rows,
              localTop - OVERSCAN,
              localTop + view.height + OVERSCAN,
            );
            return (
              <GridSection
                key={section.key}
                section={data}
                layout={layout}
                top={sectionTop - base}
                withHeadings={withDays}
                firstRow={firstRow}
                endRow={endRow}
                cursor={tabStop?.section === section.key ? tabStop.index : -1}
                pace={pace}
                hrefOf={hrefOf}
              />
            );
          })}
        </div>
      </div>
      {withDays && geometry.total > view.height * 2 && view.height > 0 ? (
        <Scrubber geometry={geometry} top={top} viewHeight={view.height} onScrub={jump} />
      ) : null}
      {anyFailed ? (
        <div className={classes.failed} role="alert">
          {t("Some photos could not be loaded.")}
          <button type="button" onClick={() => void anyFailed.refetch()}>
            {t("Try again")}
          </button>
        </div>
      ) : null}
    </div>
  );
}

function firstSpot(drawn: { section: Section; data: PhotoMonth | undefined }[]): Spot | null {
  const first = drawn.find(({ data }) => data && data.ids.length > 0);
  return first ? { section: first.section.key, index: 0 } : null;
}

/** The rows that touch `from..to`, as first and end; rows are sorted by `y`. */
function rowsBetween(
  rows: readonly { y: number; height: number }[],
  from: number,
  to: number,
): [number, number] {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle]!.y + rows[middle]!.height < from) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  let end = low;
  while (end < rows.length && rows[end]!.y <= to) {
    end++;
  }
  return [low, end];
}
