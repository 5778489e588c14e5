import { useCallback, useEffect, useState } from "react";

/** How long a photo is shown, in milliseconds. */
const PHOTO_MS = 5000;
/** Added to the length of a film or a sound, for its first moment. */
const START_MS = 1000;

interface Shown {
  id: string;
  /** Seconds of a film or a sound. */
  duration: number | null | undefined;
  next: string | null;
  show(id: string): void;
}

/** Shows one photo after the other until the last one, or until it is stopped; the whole screen is asked for. */
export function useSlideshow({ id, duration, next, show }: Shown): {
  playing: boolean;
  start(): void;
  stop(): void;
} {
  const [playing, setPlaying] = useState(false);

  const stop = useCallback(() => {
    setPlaying(false);
    if (document.fullscreenElement) {
      void document.exitFullscreen();
    }
  }, []);

  const start = useCallback(() => {
    setPlaying(true);
    // A browser may refuse it; the slideshow goes on in the window then.
    document.documentElement.requestFullscreen?.().catch(() => undefined);
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another photo begins its own time.
  useEffect(() => {
    if (!playing) {
      return;
    }
    const wait = duration ? duration * 1000 + START_MS : PHOTO_MS;
    const timer = setTimeout(() => (next ? show(next) : stop()), wait);
    return () => clearTimeout(timer);
  }, [playing, id, duration, next, show, stop]);

  // Leaving the whole screen, by Esc or otherwise, ends it as well.
  useEffect(() => {
    if (!playing) {
      return;
    }
    const onChange = () => document.fullscreenElement === null && setPlaying(false);
    document.addEventListener("fullscreenchange", onChange);
    return () => document.removeEventListener("fullscreenchange", onChange);
  }, [playing]);

  useEffect(() => stop, [stop]);
  return { playing, start, stop };
}
