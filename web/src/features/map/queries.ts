import { queryOptions } from "@tanstack/react-query";
import type { FeatureCollection, MultiLineString } from "geojson";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import worldUrl from "world-atlas/countries-50m.json?url";
import { api, take } from "@/api/client";
import { ApiError, OfflineError } from "@/api/error";
import { t } from "@/i18n";
import { unwrapped } from "./rings";

/** A photo with a position, in degrees. */
export interface Point {
  id: string;
  name: string;
  latitude: number;
  longitude: number;
}

const PAGE = 5000;

/** Every photo with a position. Numbers and ids only: a hundred thousand of them are some ten megabytes. */
export const pointsQuery = queryOptions({
  queryKey: ["map-points"],
  async queryFn({ signal }): Promise<Point[]> {
    const points: Point[] = [];
    for (;;) {
      const page = await take(
        api.GET("/api/v1/assets/map-points", {
          params: { query: { limit: PAGE, offset: points.length } },
          signal,
        }),
      );
      for (const point of page.points) {
        points.push({
          id: point.asset_id,
          name: point.original_filename,
          latitude: point.gps_latitude,
          longitude: point.gps_longitude,
        });
      }
      if (page.points.length === 0 || points.length >= page.total) {
        return points;
      }
    }
  },
  structuralSharing: false,
});

/** The land of the earth and the borders on it. */
export interface World {
  land: FeatureCollection;
  borders: MultiLineString;
}

/** The base map: coasts and borders of Natural Earth, a file of the app. No map is asked of anybody else. */
export const worldQuery = queryOptions({
  queryKey: ["world"],
  async queryFn({ signal }): Promise<World> {
    let response: Response;
    try {
      response = await fetch(worldUrl, { signal });
    } catch (cause) {
      throw signal.aborted ? cause : new OfflineError(cause);
    }
    if (!response.ok) {
      throw new ApiError(response.status, t("The base map could not be loaded."));
    }
    const world = (await response.json()) as Topology<{
      countries: GeometryCollection;
      land: GeometryCollection;
    }>;
    return {
      land: unwrapped(feature(world, world.objects.land)),
      borders: mesh(world, world.objects.countries, (a, b) => a !== b),
    };
  },
  staleTime: Number.POSITIVE_INFINITY,
  structuralSharing: false,
});
