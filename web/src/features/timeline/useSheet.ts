import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useReducer, useRef } from "react";
import type { Geometry } from "./geometry";
import { Pace } from "./pace";
import { frameFor, heightFor, isCornered, TALLEST } from "./sheet";

/** How long the view has to rest before the frame is put in order, in milliseconds. */
const REST_MS = 160;

/** What a grid knows about the part of the sheet it shows. All lengths are CSS pixels. */
export interface Sheet {
  scroller: RefObject<HTMLDivElement | null>;
  /** The position of the view's top on the sheet. */
  top: number;
  /** Sheet position of the scrolled element's top. */
  base: number;
  /** Height to give the scrolled element. */
  height: number;
  pace: Pace;
  onScroll(): void;
  /** Shows the sheet from `top` on. */
  jump(top: number): void;
  /** Follows a change of heights: everything shown moved on the sheet by `delta` and should stay where it is on screen. */
  shift(delta: number): void;
}

/** Scrolls over a sheet of any height; see `sheet.ts` for why a browser cannot simply do that. */
export function useSheet(geometry: Geometry, viewHeight: number): Sheet {
  const scroller = useRef<HTMLDivElement>(null);
  const state = useRef({ top: 0, base: 0, height: geometry.total, wanted: null as number | null });
  const rest = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const pace = useMemo(() => new Pace(), []);
  const [, repaint] = useReducer((count: number) => count + 1, 0);
  const latest = useRef({ geometry, viewHeight });
  latest.current = { geometry, viewHeight };

  /** The view's place as the browser has it: it scrolls first and reports later, and what it has not yet reported counts too. */
  const here = useCallback(() => {
    const { base, top, wanted } = state.current;
    return scroller.current ? (wanted ?? scroller.current.scrollTop) + base : top;
  }, []);

  const jump = useCallback((to: number) => {
    const { geometry, viewHeight } = latest.current;
    const top = Math.max(0, Math.min(to, geometry.total - viewHeight));
    const frame = frameFor(top, geometry.total, viewHeight);
    state.current = { top, base: frame.base, height: frame.height, wanted: top - frame.base };
    repaint();
  }, []);

  const onScroll = useCallback(() => {
    const { geometry, viewHeight } = latest.current;
    const now = state.current;
    const scrollTop = scroller.current?.scrollTop ?? 0;
    const top = scrollTop + now.base;
    pace.moved(top, viewHeight);
    clearTimeout(rest.current);
    if (isCornered(scrollTop, now.base, geometry.total, viewHeight)) {
      jump(top);
      return;
    }
    rest.current = setTimeout(() => {
      if (state.current.base !== 0 && latest.current.geometry.total <= TALLEST) {
        jump(here());
      }
    }, REST_MS);
    if (top !== now.top) {
      now.top = top;
      repaint();
    }
  }, [here, jump, pace]);

  const shift = useCallback(
    (delta: number) => {
      const { geometry, viewHeight } = latest.current;
      const now = state.current;
      now.top = here() + delta;
      now.base += delta;
      now.height = heightFor(now.base, geometry.total);
      if (
        now.top < 0 ||
        now.top + viewHeight > geometry.total ||
        isCornered(now.top - now.base, now.base, geometry.total, viewHeight)
      ) {
        jump(now.top);
        return;
      }
      clearTimeout(rest.current);
      rest.current = setTimeout(onScroll, REST_MS);
      repaint();
    },
    [here, jump, onScroll],
  );

  // The scrolled element has its new height by now, so that the browser accepts the position.
  useLayoutEffect(() => {
    const { wanted } = state.current;
    if (wanted !== null && scroller.current) {
      state.current.wanted = null;
      scroller.current.scrollTop = wanted;
    }
  });

  useEffect(() => () => clearTimeout(rest.current), []);

  const { top, base, height } = state.current;
  return { scroller, top, base, height, pace, onScroll, jump, shift };
}
