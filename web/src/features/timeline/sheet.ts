/**
 * Browsers stop laying out elements beyond some 17 to 33 million pixels, and a million photos need fifty. So the scrolled
 * element is a window of limited height onto the endless sheet: `sheet position = scrollTop + base`. Moving `base` also
 * lets content above the view change its height without touching `scrollTop`, which would stop a running fling.
 */
export interface Frame {
  base: number;
  /** The height of the scrolled element. */
  height: number;
}

/** The most the scrolled element is high, in CSS pixels; far below what any browser supports. */
export const TALLEST = 6_000_000;

/** The frame in which a view at `top` of a sheet `total` high can scroll in both directions. */
export function frameFor(top: number, total: number, viewHeight: number): Frame {
  if (total <= TALLEST) {
    return { base: 0, height: total };
  }
  const share = top / Math.max(1, total - viewHeight);
  const scrollTop = Math.round(Math.min(1, Math.max(0, share)) * (TALLEST - viewHeight));
  return { base: top - scrollTop, height: TALLEST };
}

/** The height of the scrolled element for a `base` that moved: it must not end below the sheet. */
export function heightFor(base: number, total: number): number {
  return Math.min(TALLEST, total - base);
}

/** Whether the frame has to be made anew at once: the view is about to meet an end of it that is no end of the sheet. */
export function isCornered(scrollTop: number, base: number, total: number, viewHeight: number): boolean {
  const above = scrollTop + base;
  const below = total - above - viewHeight;
  const roomAbove = scrollTop;
  const roomBelow = heightFor(base, total) - scrollTop - viewHeight;
  return (
    above < 0 || (roomAbove < viewHeight && base > 0) || (roomBelow < viewHeight && roomBelow < below - 1)
  );
}
