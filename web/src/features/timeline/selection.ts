import { createContext, useContext, useSyncExternalStore } from "react";

/** Which photos of a page are picked. A store of its own, so that a tick repaints one tile and not the page. */
export class Selection {
  private readonly ids = new Set<string>();
  private readonly listeners = new Set<() => void>();
  private snapshot: readonly string[] = [];
  /** The photo picked last: a click with Shift picks everything from here. */
  anchor: string | null = null;

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  has(id: string): boolean {
    return this.ids.has(id);
  }

  /** The picked ids; the same array until the selection changes. */
  all = (): readonly string[] => this.snapshot;

  set(ids: Iterable<string>, on: boolean): void {
    for (const id of ids) {
      if (on) {
        this.ids.add(id);
      } else {
        this.ids.delete(id);
      }
    }
    this.changed();
  }

  toggle(id: string): void {
    this.anchor = id;
    this.set([id], !this.ids.has(id));
  }

  clear(): void {
    this.anchor = null;
    this.ids.clear();
    this.changed();
  }

  private changed(): void {
    this.snapshot = [...this.ids];
    for (const listener of this.listeners) {
      listener();
    }
  }
}

const Context = createContext<Selection | null>(null);

/** Gives the grids and bars of a page their selection. */
export const SelectionProvider = Context.Provider;

/** The selection of this page. */
export function useSelection(): Selection {
  const selection = useContext(Context);
  if (!selection) {
    throw new Error("useSelection needs a SelectionProvider above it");
  }
  return selection;
}

/** The picked ids, following changes. */
export function useSelected(): readonly string[] {
  const selection = useSelection();
  return useSyncExternalStore(selection.subscribe, selection.all);
}

/** Whether one photo is picked, following changes. */
export function useIsSelected(id: string): boolean {
  const selection = useSelection();
  return useSyncExternalStore(selection.subscribe, () => selection.has(id));
}

/** Whether anything is picked at all: then a click picks instead of opening. */
export function useIsSelecting(): boolean {
  const selection = useSelection();
  return useSyncExternalStore(selection.subscribe, () => selection.all().length > 0);
}
