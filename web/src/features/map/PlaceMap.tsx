import { useQuery } from "@tanstack/react-query";
import * as L from "leaflet";
import { useEffect, useRef } from "react";
import { t } from "@/i18n";
import { makeMap } from "./baseMap";
import classes from "./Map.module.css";
import { worldQuery } from "./queries";

interface Props {
  latitude: number;
  longitude: number;
}

/** A small map that shows where one photo was taken. Nothing appears until the base map is here, and nothing if it is not. */
export default function PlaceMap({ latitude, longitude }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const world = useQuery(worldQuery).data;
  useEffect(() => {
    if (!world || !place.current) {
      return;
    }
    const map = makeMap(place.current, world, {
      dragging: false,
      touchZoom: false,
      scrollWheelZoom: false,
      doubleClickZoom: false,
      keyboard: false,
    }).setView([latitude, longitude], 5);
    L.marker([latitude, longitude], {
      icon: L.divIcon({ className: classes.dot!, iconSize: [18, 18] }),
      interactive: false,
      keyboard: false,
    }).addTo(map);
    return () => {
      map.remove();
    };
  }, [world, latitude, longitude]);
  return world ? (
    <div className={classes.small}>
      <div ref={place} className={classes.map} role="img" aria-label={t("Where it was taken")} />
    </div>
  ) : null;
}
