import { type RefCallback, useCallback, useState } from "react";

/** The inner size of an element in CSS pixels, without its padding, following changes; zero until it is there. */
export function useSize<T extends HTMLElement>(): [RefCallback<T>, { width: number; height: number }] {
  const [size, setSize] = useState({ width: 0, height: 0 });
  const ref = useCallback((element: T | null) => {
    if (!element) {
      return;
    }
    const read = (width: number, height: number) =>
      setSize((old) => (old.width === width && old.height === height ? old : { width, height }));
    const style = getComputedStyle(element);
    read(
      element.clientWidth -
        Number.parseFloat(style.paddingLeft || "0") -
        Number.parseFloat(style.paddingRight || "0"),
      element.clientHeight,
    );
    const observer = new ResizeObserver(([entry]) => {
      if (entry) {
        read(Math.floor(entry.contentRect.width), Math.round(entry.contentRect.height));
      }
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, size];
}
