import { type MouseEvent, type PointerEvent, useEffect, useRef } from "react";

/** How long a finger rests on a photo to pick it, in milliseconds. */
const PRESS_MS = 450;

/** Handlers that tell a long press on a photo from a tap, and swallow the click that ends it. */
export function useLongPress(onPress: (id: string) => void) {
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const fired = useRef(false);
  useEffect(() => () => clearTimeout(timer.current), []);
  return {
    onPointerDown(event: PointerEvent) {
      fired.current = false;
      const id = (event.target as HTMLElement).closest<HTMLElement>("[data-photo]")?.dataset.photo;
      if (event.pointerType !== "touch" || !id) {
        return;
      }
      clearTimeout(timer.current);
      timer.current = setTimeout(() => {
        fired.current = true;
        onPress(id);
      }, PRESS_MS);
    },
    onPointerMove: () => clearTimeout(timer.current),
    onPointerUp: () => clearTimeout(timer.current),
    onPointerCancel: () => clearTimeout(timer.current),
    onContextMenu(event: MouseEvent) {
      if (fired.current) {
        event.preventDefault();
      }
    },
    onClickCapture(event: MouseEvent) {
      if (fired.current) {
        fired.current = false;
        event.preventDefault();
        event.stopPropagation();
      }
    },
  };
}
