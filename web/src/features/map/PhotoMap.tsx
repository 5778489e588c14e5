import * as L from "leaflet";
import { useEffect, useMemo, useRef } from "react";
import { thumbnailUrl } from "@/api/media";
import { number, t } from "@/i18n";
import { makeMap } from "./baseMap";
import { type Bounds, Clusters, type Spot } from "./clusters";
import classes from "./Map.module.css";
import type { Point, World } from "./queries";
import type { View } from "./view";

interface Props {
  world: World;
  points: readonly Point[];
  /** Where to look at first; everything when absent. */
  start: View | undefined;
  onMove(view: View, bounds: Bounds): void;
  onOpen(photo: Point, bounds: Bounds): void;
  onOpenAll(bounds: Bounds): void;
}

const SIZE = 54;

/** The photos on the map, those that lie close to each other as one with their number. */
export function PhotoMap({ world, points, start, onMove, onOpen, onOpenAll }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const clusters = useMemo(() => new Clusters(points), [points]);
  const latest = useRef({ onMove, onOpen, onOpenAll, start });
  latest.current = { onMove, onOpen, onOpenAll, start: latest.current.start };

  useEffect(() => {
    const map = makeMap(place.current!, world);
    L.control
      .zoom({ position: "bottomright", zoomInTitle: t("Zoom in"), zoomOutTitle: t("Zoom out") })
      .addTo(map);
    L.control.scale({ position: "bottomleft" }).addTo(map);
    const view = latest.current.start;
    const all = clusters.bounds();
    if (view) {
      map.setView([view.latitude, view.longitude], view.zoom);
    } else if (all) {
      map.fitBounds(
        [
          [all.south, all.west],
          [all.north, all.east],
        ],
        { padding: [60, 60], maxZoom: 11 },
      );
    } else {
      map.setView([25, 10], 2);
    }

    const shown = new Map<string, L.Marker>();
    function draw(): void {
      const bounds = boundsOf(map);
      const spots = new Map(clusters.within(bounds, map.getZoom()).map((spot) => [spot.key, spot]));
      for (const [key, marker] of shown) {
        if (!spots.has(key)) {
          marker.remove();
          shown.delete(key);
        }
      }
      for (const [key, spot] of spots) {
        if (!shown.has(key)) {
          shown.set(key, markerOf(spot, () => open(spot)).addTo(map));
        }
      }
      const { lat, lng } = map.getCenter().wrap();
      const view = { latitude: lat, longitude: lng, zoom: map.getZoom() };
      // A list that is read again makes a new map, which should look where this one does.
      latest.current.start = view;
      latest.current.onMove(view, bounds);
    }

    function open(spot: Spot): void {
      if (spot.opensAt === null) {
        latest.current.onOpen(spot.photo, boundsOf(map));
      } else if (spot.opensAt <= map.getMaxZoom() && map.getZoom() < map.getMaxZoom()) {
        map.setView([spot.latitude, spot.longitude], spot.opensAt);
      } else {
        // They were taken at one spot: no zoom tells them apart, a list does.
        const reach = 0.0005;
        latest.current.onOpenAll({
          south: spot.latitude - reach,
          north: spot.latitude + reach,
          west: spot.longitude - reach,
          east: spot.longitude + reach,
        });
      }
    }

    map.on("moveend", draw);
    draw();
    const resized = new ResizeObserver(() => map.invalidateSize({ animate: false }));
    resized.observe(place.current!);
    return () => {
      resized.disconnect();
      map.remove();
    };
  }, [world, clusters]);

  return <section ref={place} className={classes.map} aria-label={t("Map of your photos")} />;
}

function boundsOf(map: L.Map): Bounds {
  const box = map.getBounds();
  return { south: box.getSouth(), west: box.getWest(), north: box.getNorth(), east: box.getEast() };
}

function markerOf(spot: Spot, onOpen: () => void): L.Marker {
  const short = number(spot.count, { notation: "compact" });
  const face = document.createElement("span");
  face.className = classes.face!;
  const image = document.createElement("img");
  image.src = thumbnailUrl(spot.photo.id, "small");
  image.alt = "";
  image.decoding = "async";
  image.onerror = () => image.remove();
  face.append(image);
  if (spot.count > 1) {
    const count = document.createElement("span");
    count.className = classes.count!;
    count.textContent = short;
    face.append(count);
  }
  const marker = L.marker([spot.latitude, spot.longitude], {
    icon: L.divIcon({ html: face, className: classes.marker!, iconSize: [SIZE, SIZE] }),
    riseOnHover: true,
    keyboard: true,
  });
  marker.on("click", onOpen);
  marker.on("keypress", (event) => {
    const { key } = (event as L.LeafletKeyboardEvent).originalEvent;
    if (key === "Enter" || key === " ") {
      onOpen();
    }
  });
  marker.on("add", () => {
    const label =
      spot.count > 1
        ? t("{{n}} photos here", { count: spot.count, n: short })
        : t("Open {{name}}", { name: spot.photo.name });
    marker.getElement()?.setAttribute("aria-label", label);
  });
  return marker;
}
