import { type PointerEvent, useCallback, useRef } from "react";

type Point = { x: number; y: number };
type Direction = "left" | "right" | "down" | "none";

interface Handlers {
  zoomed: boolean;
  /** Points are measured from the middle of the element. */
  onZoom(factor: number, at: Point): void;
  onPan(dx: number, dy: number): void;
  onDoubleTap(at: Point): void;
  onTap(): void;
  /** A finger that may become a swipe. */
  onDrag(x: number, y: number): void;
  onSwipe(direction: Direction): void;
}

const SWIPE = 60;
const CLOSE = 110;
const TAP = 8;
const DOUBLE_MS = 280;

/** Wheel, mouse, finger and two fingers, told as what the person means: zoom, pan, swipe, tap. */
export function useGestures(handlers: Handlers) {
  const latest = useRef(handlers);
  latest.current = handlers;
  const pointers = useRef(new Map<number, Point>());
  const start = useRef<{ at: Point; moved: boolean; pinched: boolean; axis: "x" | "y" | null } | null>(null);
  const lastTap = useRef(0);

  // React's own wheel listener is passive and could not keep the page from zooming along.
  const ref = useCallback((target: HTMLElement | null) => {
    if (!target) {
      return;
    }
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const speed = event.ctrlKey ? 0.012 : 0.0022;
      const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * 30 : event.deltaY;
      latest.current.onZoom(Math.exp(-pixels * speed), fromMiddle(target, event));
    };
    target.addEventListener("wheel", onWheel, { passive: false });
    return () => target.removeEventListener("wheel", onWheel);
  }, []);

  function onPointerDown(event: PointerEvent<HTMLElement>): void {
    if (event.button !== 0) {
      return;
    }
    event.currentTarget.setPointerCapture(event.pointerId);
    pointers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (pointers.current.size === 1) {
      start.current = {
        at: { x: event.clientX, y: event.clientY },
        moved: false,
        pinched: false,
        axis: null,
      };
    } else if (start.current) {
      start.current.pinched = true;
      latest.current.onDrag(0, 0);
    }
  }

  function onPointerMove(event: PointerEvent<HTMLElement>): void {
    const before = pointers.current.get(event.pointerId);
    const gesture = start.current;
    if (!before || !gesture) {
      return;
    }
    const now = { x: event.clientX, y: event.clientY };
    const dx = now.x - gesture.at.x;
    const dy = now.y - gesture.at.y;
    gesture.moved ||= Math.hypot(dx, dy) > TAP;
    if (pointers.current.size === 2) {
      const other = [...pointers.current].find(([id]) => id !== event.pointerId)![1];
      const factor = distance(now, other) / Math.max(1, distance(before, other));
      const middle = { clientX: (now.x + other.x) / 2, clientY: (now.y + other.y) / 2 };
      latest.current.onZoom(factor, fromMiddle(event.currentTarget, middle));
    } else if (latest.current.zoomed) {
      latest.current.onPan(now.x - before.x, now.y - before.y);
    } else if (event.pointerType === "touch" && gesture.moved && !gesture.pinched) {
      gesture.axis ??= Math.abs(dx) > Math.abs(dy) ? "x" : "y";
      latest.current.onDrag(gesture.axis === "x" ? dx : 0, gesture.axis === "y" ? Math.max(0, dy) : 0);
    }
    pointers.current.set(event.pointerId, now);
  }

  function onPointerUp(event: PointerEvent<HTMLElement>): void {
    const gesture = start.current;
    const known = pointers.current.delete(event.pointerId);
    if (!known || !gesture || pointers.current.size > 0) {
      return;
    }
    start.current = null;
    const dx = event.clientX - gesture.at.x;
    const dy = event.clientY - gesture.at.y;
    if (!gesture.moved) {
      tap(event);
    } else if (event.pointerType === "touch" && !latest.current.zoomed && !gesture.pinched) {
      const direction: Direction =
        gesture.axis === "x" && Math.abs(dx) > SWIPE
          ? dx < 0
            ? "left"
            : "right"
          : gesture.axis === "y" && dy > CLOSE
            ? "down"
            : "none";
      latest.current.onSwipe(direction);
    }
  }

  function tap(event: PointerEvent<HTMLElement>): void {
    const now = performance.now();
    if (event.pointerType === "mouse" || now - lastTap.current < DOUBLE_MS) {
      lastTap.current = 0;
      latest.current.onDoubleTap(fromMiddle(event.currentTarget, event));
    } else {
      lastTap.current = now;
      latest.current.onTap();
    }
  }

  function onPointerCancel(event: PointerEvent<HTMLElement>): void {
    pointers.current.delete(event.pointerId);
    start.current = null;
    latest.current.onDrag(0, 0);
  }

  return { ref, handlers: { onPointerDown, onPointerMove, onPointerUp, onPointerCancel } };
}

function fromMiddle(target: HTMLElement, event: { clientX: number; clientY: number }): Point {
  const box = target.getBoundingClientRect();
  return { x: event.clientX - box.left - box.width / 2, y: event.clientY - box.top - box.height / 2 };
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
