import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { api, take } from "@/api/client";
import { messageOf } from "@/api/error";
import type { Album } from "@/api/types";
import { assetKey } from "@/features/assets/cache";
import { t } from "@/i18n";
import { placesAfterMove } from "./places";
import { albumPhotosKey, albumsQuery } from "./queries";

/** Requests at a time: adding and removing is one request a photo. */
const PARALLEL = 5;

/** What can be done to albums. Trouble is shown; the answers say whether it worked. */
export interface AlbumActions {
  create(name: string): Promise<Album | null>;
  change(
    id: number,
    change: { album_name?: string; description?: string; cover_asset_id?: string },
  ): Promise<boolean>;
  remove(id: number): Promise<boolean>;
  addPhotos(album: Pick<Album, "album_id" | "album_name">, ids: readonly string[]): Promise<boolean>;
  removePhotos(id: number, ids: readonly string[]): Promise<boolean>;
  /** Brings photos to the beginning or the end of the album. */
  movePhotos(id: number, ids: readonly string[], to: "front" | "end"): Promise<boolean>;
}

/** The actions, bound to this app's cache. */
export function useAlbumActions(): AlbumActions {
  const client = useQueryClient();
  return useMemo(() => {
    const refresh = (id?: number) =>
      Promise.all([
        client.invalidateQueries({ queryKey: albumsQuery.queryKey }),
        id === undefined ? undefined : client.invalidateQueries({ queryKey: albumPhotosKey(id) }),
      ]);

    async function attempt<T>(what: string, work: () => Promise<T>): Promise<T | null> {
      try {
        return await work();
      } catch (error) {
        notifications.show({ color: "red", title: what, message: messageOf(error) });
        return null;
      }
    }

    return {
      async create(name) {
        const album = await attempt(t("The album could not be made"), () =>
          take(api.POST("/api/v1/albums", { body: { album_name: name } })),
        );
        await refresh();
        return album;
      },
      async change(id, change) {
        const done = await attempt(t("The album could not be changed"), () =>
          take(api.PUT("/api/v1/albums/{id}", { params: { path: { id } }, body: change })),
        );
        await refresh(id);
        return done !== null;
      },
      async remove(id) {
        const done = await attempt(t("The album could not be deleted"), () =>
          take(api.DELETE("/api/v1/albums/{id}", { params: { path: { id } } })),
        );
        if (done) {
          client.removeQueries({ queryKey: [...albumsQuery.queryKey, id] });
          await refresh();
        }
        return done !== null;
      },
      async addPhotos(album, ids) {
        const id = album.album_id;
        const done = await attempt(
          t("Not everything could be added to {{album}}", { album: album.album_name }),
          async () => {
            // In this order, so that the album keeps the order of the selection; the server has no call for several.
            for (let i = 0; i < ids.length; i += PARALLEL) {
              await Promise.all(
                ids.slice(i, i + PARALLEL).map((assetId) =>
                  take(
                    api.POST("/api/v1/albums/{id}/assets/{assetId}", {
                      params: { path: { id, assetId } },
                      body: {},
                    }),
                  ),
                ),
              );
            }
            return true;
          },
        );
        await refresh(id);
        await Promise.all(ids.map((assetId) => client.invalidateQueries({ queryKey: assetKey(assetId) })));
        if (done) {
          notifications.show({
            message:
              ids.length === 1
                ? t("Added to {{album}}", { album: album.album_name })
                : t("{{count, number}} items added to {{album}}", {
                    count: ids.length,
                    album: album.album_name,
                  }),
            autoClose: 3000,
          });
        }
        return done !== null;
      },
      async movePhotos(id, ids, to) {
        const done = await attempt(t("The photos could not be moved"), async () => {
          const { assets } = await take(api.GET("/api/v1/albums/{id}/assets", { params: { path: { id } } }));
          const places = placesAfterMove(assets, new Set(ids), to);
          for (let i = 0; i < places.length; i += PARALLEL) {
            await Promise.all(
              places.slice(i, i + PARALLEL).map(([assetId, position]) =>
                take(
                  api.PUT("/api/v1/albums/{id}/assets/{assetId}/position", {
                    params: { path: { id, assetId } },
                    body: { position },
                  }),
                ),
              ),
            );
          }
          return true;
        });
        await refresh(id);
        return done !== null;
      },
      async removePhotos(id, ids) {
        const done = await attempt(t("Not everything could be taken out of the album"), () =>
          Promise.all(
            ids.map((assetId) =>
              take(api.DELETE("/api/v1/albums/{id}/assets/{assetId}", { params: { path: { id, assetId } } })),
            ),
          ),
        );
        await refresh(id);
        return done !== null;
      },
    };
  }, [client]);
}
