import "leaflet/dist/leaflet.css";
import * as L from "leaflet";
import type { World } from "./queries";

/** The deepest zoom. The coasts are drawn for a scale of 1:50 million, so deeper only shows how photos lie to each other. */
const MAX_ZOOM = 18;

/** Makes a map of land and borders in `element`, in the colours of the page. Nothing of it comes from another host. */
export function makeMap(element: HTMLElement, world: World, options: L.MapOptions = {}): L.Map {
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = L.map(element, {
    attributionControl: false,
    zoomControl: false,
    // The whole earth fits on a phone.
    minZoom: 0.5,
    maxZoom: MAX_ZOOM,
    zoomSnap: 0.5,
    maxBounds: [
      [-86, Number.NEGATIVE_INFINITY],
      [86, Number.POSITIVE_INFINITY],
    ],
    worldCopyJump: true,
    zoomAnimation: !still,
    fadeAnimation: false,
    inertia: !still,
    ...options,
  });
  // Around the view, so that a drag shows land before it ends.
  const renderer = L.canvas({ padding: 0.6 });
  const layers: L.GeoJSON[] = [];
  for (const turn of [-360, 0, 360]) {
    const coordsToLatLng = ([longitude, latitude]: [number, number, number] | [number, number]) =>
      L.latLng(latitude, longitude + turn);
    const shared = { renderer, interactive: false, coordsToLatLng };
    layers.push(L.geoJSON(world.land, { ...shared, style: () => landStyle(element) }));
    layers.push(L.geoJSON(world.borders, { ...shared, style: () => borderStyle(element) }));
  }
  for (const layer of layers) {
    layer.addTo(map);
  }
  const repaint = () => {
    layers.forEach((layer, index) => {
      layer.setStyle(index % 2 ? borderStyle(element) : landStyle(element));
    });
  };
  const scheme = new MutationObserver(repaint);
  scheme.observe(document.documentElement, { attributeFilter: ["data-mantine-color-scheme"] });
  map.on("unload", () => scheme.disconnect());
  return map;
}

function landStyle(element: HTMLElement): L.PathOptions {
  const look = getComputedStyle(element);
  return {
    fillColor: look.getPropertyValue("--map-land"),
    fillOpacity: 1,
    color: look.getPropertyValue("--map-coast"),
    weight: 0.8,
  };
}

function borderStyle(element: HTMLElement): L.PathOptions {
  return {
    fill: false,
    color: getComputedStyle(element).getPropertyValue("--map-border"),
    weight: 0.7,
  };
}
