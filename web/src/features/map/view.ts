/** Where a map looks: `latitude,longitude,zoom`, as it stands in the address. */
export interface View {
  latitude: number;
  longitude: number;
  zoom: number;
}

/** Reads a view; `undefined` for what is none. */
export function readView(text: unknown): View | undefined {
  const [latitude, longitude, zoom, ...rest] = typeof text === "string" ? text.split(",").map(Number) : [];
  return rest.length === 0 &&
    latitude !== undefined &&
    longitude !== undefined &&
    zoom !== undefined &&
    Math.abs(latitude) <= 90 &&
    Math.abs(longitude) <= 180 &&
    zoom >= 0 &&
    zoom <= 20
    ? { latitude, longitude, zoom }
    : undefined;
}

/** Writes a view for an address. */
export function writeView({ latitude, longitude, zoom }: View): string {
  return `${latitude.toFixed(4)},${longitude.toFixed(4)},${Number(zoom.toFixed(2))}`;
}
