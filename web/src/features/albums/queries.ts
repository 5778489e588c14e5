import { queryOptions } from "@tanstack/react-query";
import { api, take } from "@/api/client";
import type { Album } from "@/api/types";
import { queryClient } from "@/app/query";
import { sectionOf } from "@/features/timeline/list";
import { PHOTOS, type PhotoSource, sectionQuery } from "@/features/timeline/source";

/** The most the server sends at a time. */
const PAGE = 100;

/** All albums of the person, newest first. */
export const albumsQuery = queryOptions({
  queryKey: ["albums"],
  async queryFn({ signal }) {
    const albums: Album[] = [];
    for (let total = 1; albums.length < total; ) {
      const page = await take(
        api.GET("/api/v1/albums", { params: { query: { limit: PAGE, offset: albums.length } }, signal }),
      );
      albums.push(...page.albums);
      total = page.albums.length === 0 ? 0 : page.total;
    }
    return albums;
  },
});

/** One album. */
export function albumQuery(id: number) {
  return queryOptions({
    queryKey: ["albums", id],
    queryFn: ({ signal }) => take(api.GET("/api/v1/albums/{id}", { params: { path: { id } }, signal })),
  });
}

/** The photos of an album in its own order: one section without days. */
export function albumSource(id: number): PhotoSource {
  const source: PhotoSource = {
    key: ["album", id],
    // The server sends all of an album at once, so its one section tells everything there is to know about sections.
    async sections() {
      const all = await queryClient.fetchQuery({ ...sectionQuery(source, "all"), staleTime: 0 });
      return all.ids.length > 0 ? [{ key: "all", count: all.ids.length }] : [];
    },
    async section(key, signal) {
      const { assets } = await take(
        api.GET("/api/v1/albums/{id}/assets", { params: { path: { id } }, signal }),
      );
      return sectionOf(key, assets);
    },
  };
  return source;
}

/** Where the photos of an album are kept in the query cache. */
export const albumPhotosKey = (id: number) => [PHOTOS, "album", id];
