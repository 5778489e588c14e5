import { Skeleton } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Outlet, useParams, useRouter } from "@tanstack/react-router";
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from "react";
import { BrokenPage } from "@/app/states/pages";
import { useAssetActions } from "@/features/assets/actions";
import { t } from "@/i18n";
import type { Section } from "./geometry";
import { useLiveSections } from "./live";
import { useLocated } from "./locate";
import type { PhotoMonth } from "./month";
import { PhotoGrid } from "./PhotoGrid";
import classes from "./PhotoList.module.css";
import { Selection, SelectionProvider, useSelected, useSelection } from "./selection";
import { type PhotoSource, sectionQuery, sectionsQuery } from "./source";

/** The list a page shows, for the viewer that opens above it. */
export interface OpenList {
  source: PhotoSource;
  sections: readonly Section[];
  /** Closes the viewer. */
  close(): void;
  /** Shows another photo of the list in the viewer. */
  show(id: string): void;
  /** What is left out of the viewer's actions, and what is added. */
  kind: "library" | "trash";
}

const Context = createContext<OpenList | null>(null);

/** The list below the viewer. */
export function useOpenList(): OpenList {
  const list = useContext(Context);
  if (!list) {
    throw new Error("useOpenList needs a PhotoList above it");
  }
  return list;
}

interface Props {
  source: PhotoSource;
  /** The address of the page, without a slash at its end; photos are at `{base}/photos/{id}`. */
  base: string;
  /** What stands after the path in all addresses of the page, with its question mark. */
  search?: string;
  kind?: OpenList["kind"];
  withDays?: boolean;
  /** Scrolls with the photos. */
  head?: ReactNode;
  /** Shown in place of the grid when there are no photos. */
  empty: ReactNode;
  /** Shown above the page while something is selected. */
  bar: ReactNode;
}

/** A page with a list of photos: the grid, the selection, and the viewer above it. */
export function PhotoList(props: Props) {
  const [selection] = useState(() => new Selection());
  return (
    <SelectionProvider value={selection}>
      <List {...props} />
    </SelectionProvider>
  );
}

function List({ source, base, search = "", kind = "library", withDays = true, head, empty, bar }: Props) {
  const router = useRouter();
  const { photoId } = useParams({ strict: false }) as { photoId?: string };
  const sections = useQuery(sectionsQuery(source));
  const selected = useSelected();
  useLiveSections(source, sections.data);
  useListKeys(source, sections.data, kind);

  const hrefOf = useCallback((id: string) => `${base}/photos/${id}${search}`, [base, search]);
  const open = useCallback((id: string) => void router.navigate({ href: hrefOf(id) }), [router, hrefOf]);
  const list = useMemo(
    (): OpenList => ({
      source,
      sections: sections.data ?? [],
      kind,
      close: () => void router.navigate({ href: (base || "/") + search }),
      show: (id) => void router.navigate({ href: hrefOf(id), replace: true }),
    }),
    [source, sections.data, kind, router, base, search, hrefOf],
  );
  const focus = useLocated(source, sections.data ?? NO_SECTIONS, photoId ?? null);

  return (
    <Context.Provider value={list}>
      <div className={classes.page} inert={photoId !== undefined}>
        {sections.data ? (
          sections.data.length > 0 ? (
            <PhotoGrid
              source={source}
              sections={sections.data}
              withDays={withDays}
              head={head}
              focus={focus}
              hrefOf={hrefOf}
              onOpen={open}
            />
          ) : (
            <div className={classes.empty}>
              {head}
              {empty}
            </div>
          )
        ) : sections.isError ? (
          <BrokenPage error={sections.error} reset={() => void sections.refetch()} />
        ) : (
          <ListSkeleton />
        )}
        {selected.length > 0 ? bar : null}
      </div>
      <Outlet />
    </Context.Provider>
  );
}

const NO_SECTIONS: readonly Section[] = [];

/** Esc, Ctrl+A and Delete, while no photo is open. */
function useListKeys(
  source: PhotoSource,
  sections: readonly Section[] | undefined,
  kind: OpenList["kind"],
): void {
  const selection = useSelection();
  const actions = useAssetActions();
  const queryClient = useQueryClient();
  const open = useParams({
    strict: false,
    select: (params) => (params as { photoId?: string }).photoId !== undefined,
  });
  // A hotkey takes its key from everybody else, so there must be none of them below an open photo.
  useHotkeys(
    open
      ? []
      : [
          ["Escape", () => selection.clear()],
          [
            "mod+A",
            () => {
              const loaded = (sections ?? []).flatMap(
                ({ key }) =>
                  queryClient.getQueryData<PhotoMonth>(sectionQuery(source, key).queryKey)?.ids ?? [],
              );
              selection.set(loaded, true);
            },
          ],
          [
            "Delete",
            () => {
              const ids = selection.all();
              if (ids.length > 0 && kind === "library") {
                void actions.remove(ids);
                selection.clear();
              }
            },
          ],
        ],
  );
  // A page that is left takes its selection with it.
  useEffect(() => () => selection.clear(), [selection]);
}

function ListSkeleton() {
  return (
    <div className={classes.skeleton} role="status" aria-label={t("Loading")}>
      <Skeleton height={24} width={180} radius="sm" />
      <div>
        {SKELETON.map((width, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a fixed drawing.
          <Skeleton key={index} height={200} radius="sm" style={{ flex: `${width} 1 ${width * 150}px` }} />
        ))}
      </div>
    </div>
  );
}

const SKELETON = [1.5, 1.33, 0.75, 1.5, 1.78, 1.33, 1.5, 0.67, 1, 1.5, 1.33, 1.5];
