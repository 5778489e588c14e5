import { useEffect, useRef } from "react";

/** What can be done in the viewer, by key as well as by button. */
export interface ViewerCommands {
  close(): void;
  previous(): void;
  next(): void;
  like(): void;
  rate(rating: number): void;
  info(): void;
  zoom(): void;
  download(): void;
  /** Begins to show one photo after the other, or stops it. */
  slideshow(): void;
  /** Moves to the trash, or back from it. */
  remove(): void;
  addToAlbum(): void;
}

/** Listens for the viewer's keys, except while somebody types or a dialog is open above it. */
export function useViewerKeys(commands: ViewerCommands, paused: boolean, inTrash: boolean): void {
  const latest = useRef({ commands, paused, inTrash });
  latest.current = { commands, paused, inTrash };
  useEffect(() => {
    function onKey(event: KeyboardEvent): void {
      const { commands, paused, inTrash } = latest.current;
      const target = event.target as HTMLElement;
      if (paused || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) {
        return;
      }
      if (target.closest("input, textarea, [role=radiogroup], [role=menu]")) {
        return;
      }
      const inPlayer = target.closest("video, audio") !== null;
      if (/^[0-5]$/.test(event.key) && !inTrash) {
        commands.rate(Number(event.key));
        return;
      }
      const command = {
        Escape: commands.close,
        ArrowLeft: inPlayer ? undefined : commands.previous,
        ArrowRight: inPlayer ? undefined : commands.next,
        f: inTrash ? undefined : commands.like,
        i: commands.info,
        z: commands.zoom,
        d: commands.download,
        s: commands.slideshow,
        a: inTrash ? undefined : commands.addToAlbum,
        Delete: commands.remove,
        Backspace: commands.remove,
        " ": inPlayer ? undefined : togglePlayer,
      }[event.key];
      if (command) {
        // Space on a focused button presses the button.
        if (event.key === " " && target.closest("button, a")) {
          return;
        }
        event.preventDefault();
        command();
      }
    }
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
}

function togglePlayer(): void {
  const player = document.querySelector<HTMLMediaElement>("[role=dialog] video, [role=dialog] audio");
  if (player) {
    void (player.paused ? player.play() : player.pause());
  }
}
