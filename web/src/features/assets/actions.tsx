import { Button, Group } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { api, take } from "@/api/client";
import { messageOf } from "@/api/error";
import type { AssetDetail } from "@/api/types";
import { Flag } from "@/features/timeline/month";
import { FAVORITES, PHOTOS } from "@/features/timeline/source";
import { t } from "@/i18n";
import { assetKey, flagInLists, patchAsset, refreshLists, removeFromLists, rereadInFlight } from "./cache";
import { assetQuery } from "./queries";

/** Requests at a time for actions that are one request an asset. */
const PARALLEL = 5;

/** What can be done to assets. Each action shows its effect first, tells the server, and says so if that fails. */
export interface AssetActions {
  like(ids: readonly string[], liked: boolean): Promise<void>;
  rate(id: string, rating: number): Promise<void>;
  /** Rates several at once, and offers to give each the stars back that it had. */
  rateAll(ids: readonly string[], rating: number): Promise<void>;
  describe(id: string, description: string): Promise<void>;
  remove(ids: readonly string[]): Promise<void>;
  restore(ids: readonly string[]): Promise<void>;
  reprocess(id: string): Promise<void>;
  /** Makes several photos one in the lists; the first of them is its face. */
  stack(ids: readonly string[]): Promise<void>;
  /** Takes a photo out of its stack. */
  unstack(id: string): Promise<void>;
  download(ids: readonly string[]): Promise<void>;
}

/** The actions, bound to this app's cache. */
export function useAssetActions(): AssetActions {
  const client = useQueryClient();
  return useMemo(() => {
    async function like(ids: readonly string[], liked: boolean): Promise<void> {
      const show = (some: readonly string[], value: boolean) => {
        flagInLists(client, some, Flag.Liked, value);
        for (const id of some) {
          patchAsset(client, id, { liked: value });
        }
      };
      show(ids, liked);
      const failed = await each(ids, (id) =>
        take(api.PUT("/api/v1/assets/{id}/like", { params: { path: { id } }, body: { liked } })),
      );
      // Said again: an answer that was on its way meanwhile may have brought the old state back.
      show(ids, liked);
      if (failed.length) {
        show(
          failed.map(({ id }) => id),
          !liked,
        );
        complain(t("The favourite could not be saved"), failed);
      }
      await rereadInFlight(client);
      await client.invalidateQueries({ queryKey: [PHOTOS, FAVORITES] });
    }

    async function remove(ids: readonly string[]): Promise<void> {
      removeFromLists(client, ids);
      const failed = await each(ids, (id) =>
        take(api.DELETE("/api/v1/assets/{id}", { params: { path: { id } } })),
      );
      for (const id of ids) {
        client.removeQueries({ queryKey: assetKey(id), type: "inactive" });
      }
      await refreshLists(client);
      if (failed.length) {
        complain(t("Not everything could be moved to the trash"), failed);
      }
      const gone = ids.filter((id) => !failed.some((one) => one.id === id));
      if (gone.length) {
        offerUndo(
          `trash-${gone[0]}-${gone.length}`,
          gone.length === 1
            ? t("Moved to trash")
            : t("{{count, number}} items moved to trash", { count: gone.length }),
          () => restore(gone),
        );
      }
    }

    async function restore(ids: readonly string[]): Promise<void> {
      const failed = await each(ids, (id) =>
        take(api.POST("/api/v1/assets/{id}/restore", { params: { path: { id } } })),
      );
      for (const id of ids) {
        await client.invalidateQueries({ queryKey: assetKey(id) });
      }
      await refreshLists(client);
      if (failed.length) {
        complain(t("Not everything could be restored"), failed);
      } else {
        notifications.show({
          message:
            ids.length === 1 ? t("Restored") : t("{{count, number}} items restored", { count: ids.length }),
          autoClose: 2500,
        });
      }
    }

    async function change(
      id: string,
      now: Partial<AssetDetail>,
      request: () => Promise<unknown>,
      trouble: string,
    ): Promise<void> {
      const before = client.getQueryData<AssetDetail>(assetKey(id));
      patchAsset(client, id, now);
      try {
        await request();
        patchAsset(client, id, now);
      } catch (error) {
        if (before) {
          patchAsset(client, id, before);
        }
        complain(trouble, [{ id, error }]);
      }
    }

    /** Gives each its stars, and answers what did not work. */
    async function giveStars(stars: ReadonlyMap<string, number>): Promise<Failure[]> {
      const failed = await each([...stars.keys()], async (id) => {
        const rating = stars.get(id)!;
        await take(api.PUT("/api/v1/assets/{id}/rating", { params: { path: { id } }, body: { rating } }));
        patchAsset(client, id, { rating });
      });
      await refreshLists(client);
      if (failed.length) {
        complain(t("The rating could not be saved"), failed);
      }
      return failed;
    }

    async function rateAll(ids: readonly string[], rating: number): Promise<void> {
      // What each had before is asked first: without it nothing could be undone.
      const before = new Map<string, number>();
      const unknown = await each(ids, async (id) => {
        const asset = await client.fetchQuery(assetQuery(id));
        before.set(id, asset.rating ?? 0);
      });
      if (unknown.length) {
        complain(t("The rating could not be saved"), unknown);
      }
      const failed = await giveStars(new Map([...before.keys()].map((id) => [id, rating])));
      for (const { id } of failed) {
        before.delete(id);
      }
      if (before.size > 0) {
        offerUndo(`rated-${ids[0]}`, t("{{count, number}} items rated", { count: before.size }), async () => {
          await giveStars(before);
        });
      }
    }

    return {
      like,
      rateAll,
      remove,
      restore,
      rate: (id, rating) =>
        change(
          id,
          { rating },
          () => take(api.PUT("/api/v1/assets/{id}/rating", { params: { path: { id } }, body: { rating } })),
          t("The rating could not be saved"),
        ),
      async describe(id, description) {
        const asset = client.getQueryData<AssetDetail>(assetKey(id));
        const metadata = asset?.specific_metadata;
        await change(
          id,
          metadata ? { specific_metadata: { ...metadata, description } } : {},
          () =>
            take(
              api.PUT("/api/v1/assets/{id}/description", { params: { path: { id } }, body: { description } }),
            ),
          t("The description could not be saved"),
        );
      },
      async reprocess(id) {
        try {
          await take(api.POST("/api/v1/assets/{id}/reprocess", { params: { path: { id } }, body: {} }));
          await client.invalidateQueries({ queryKey: assetKey(id) });
          await refreshLists(client);
        } catch (error) {
          complain(t("It could not be processed again"), [{ id, error }]);
        }
      },
      async stack(ids) {
        try {
          await take(api.POST("/api/v1/assets/stacks", { body: { asset_ids: [...ids] } }));
          notifications.show({
            message: t("{{count, number}} items stacked", { count: ids.length }),
            autoClose: 3000,
          });
        } catch (error) {
          complain(t("They could not be stacked"), [{ id: ids[0]!, error }]);
        }
        await Promise.all(ids.map((id) => client.invalidateQueries({ queryKey: assetKey(id) })));
        await refreshLists(client);
      },
      async unstack(id) {
        try {
          await take(api.DELETE("/api/v1/assets/{id}/stack", { params: { path: { id } } }));
        } catch (error) {
          complain(t("It could not be taken out of its stack"), [{ id, error }]);
        }
        await client.invalidateQueries({ queryKey: assetKey(id) });
        await refreshLists(client);
      },
      async download(ids) {
        const note = notifications.show({
          message: t("Packing {{count, number}} files…", { count: ids.length }),
          loading: true,
          autoClose: false,
        });
        try {
          const { data, error, response } = await api.POST("/api/v1/assets/download", {
            body: { asset_ids: [...ids] },
            parseAs: "blob",
          });
          save(
            await take<Blob>(Promise.resolve({ data: data as Blob | undefined, error, response })),
            response,
          );
        } catch (error) {
          complain(t("The download failed"), [{ id: "", error }]);
        } finally {
          notifications.hide(note);
        }
      },
    };
  }, [client]);
}

interface Failure {
  id: string;
  error: unknown;
}

/** Does `work` for each id, a few at a time, and answers those that failed. */
async function each(ids: readonly string[], work: (id: string) => Promise<unknown>): Promise<Failure[]> {
  const failed: Failure[] = [];
  const waiting = [...ids];
  async function next(): Promise<void> {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      try {
        await work(id);
      } catch (error) {
        failed.push({ id, error });
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(PARALLEL, ids.length) }, next));
  return failed;
}

function complain(title: string, failed: Failure[]): void {
  const count = failed.length > 1 ? ` ${t("({{n}} times)", { n: failed.length })}` : "";
  notifications.show({ color: "red", title, message: messageOf(failed[0]?.error) + count });
}

function offerUndo(id: string, done: string, undo: () => Promise<void>): void {
  notifications.show({
    id,
    autoClose: 8000,
    withCloseButton: false,
    message: (
      <Group justify="space-between" wrap="nowrap">
        {done}
        <Button
          size="compact-sm"
          variant="subtle"
          onClick={() => {
            notifications.hide(id);
            void undo();
          }}
        >
          {t("Undo")}
        </Button>
      </Group>
    ),
  });
}

function save(blob: Blob, response: Response): void {
  const name =
    /filename="([^"]+)"/.exec(response.headers.get("Content-Disposition") ?? "")?.[1] ?? "photos.zip";
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
