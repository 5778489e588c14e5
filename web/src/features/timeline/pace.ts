/**
 * Whether the grid moves slowly enough to load pictures. While somebody drags through years only placeholders are shown,
 * and the pictures of the place they stop at are the first to be loaded.
 */
export class Pace {
  private calm = true;
  private lastTop = 0;
  private lastTime = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly listeners = new Set<() => void>();

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  isCalm = (): boolean => this.calm;

  /** Told by every scroll event, with the position on the sheet and the height of the view. */
  moved(top: number, viewHeight: number, now = performance.now()): void {
    const speed = Math.abs(top - this.lastTop) / Math.max(8, now - this.lastTime);
    this.lastTop = top;
    this.lastTime = now;
    clearTimeout(this.timer);
    // Three views a second is a brisk flick; faster than that nobody sees single pictures.
    if (speed > (viewHeight * 3) / 1000) {
      this.set(false);
    }
    this.timer = setTimeout(() => this.set(true), 110);
  }

  private set(calm: boolean): void {
    if (calm !== this.calm) {
      this.calm = calm;
      for (const listener of this.listeners) {
        listener();
      }
    }
  }
}
