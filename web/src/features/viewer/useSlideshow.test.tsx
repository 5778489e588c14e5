import { act, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { useSlideshow } from "./useSlideshow";

describe("a slideshow", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  function play(duration: number | null, next: string | null) {
    const show = vi.fn();
    const { result } = renderHook(() => useSlideshow({ id: "a", duration, next, show }));
    act(() => result.current.start());
    return { show, result };
  }

  it("goes on to the next photo after five seconds", () => {
    const { show } = play(null, "b");
    act(() => void vi.advanceTimersByTime(4900));
    expect(show).not.toHaveBeenCalled();
    act(() => void vi.advanceTimersByTime(200));
    expect(show).toHaveBeenCalledWith("b");
  });

  it("lets a film play to its end", () => {
    const { show } = play(30, "b");
    act(() => void vi.advanceTimersByTime(30_500));
    expect(show).not.toHaveBeenCalled();
    act(() => void vi.advanceTimersByTime(600));
    expect(show).toHaveBeenCalledWith("b");
  });

  it("ends at the last photo, and when it is stopped", () => {
    const last = play(null, null);
    act(() => void vi.advanceTimersByTime(5100));
    expect(last.result.current.playing).toBe(false);
    const stopped = play(null, "b");
    act(() => stopped.result.current.stop());
    act(() => void vi.advanceTimersByTime(60_000));
    expect(stopped.show).not.toHaveBeenCalled();
  });
});
