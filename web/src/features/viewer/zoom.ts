/** How a picture is shown: scaled around the middle of the stage, then moved. Lengths are CSS pixels. */
export interface Zoom {
  scale: number;
  x: number;
  y: number;
}

export interface Size {
  width: number;
  height: number;
}

/** The whole picture, in the middle. */
export const FIT: Zoom = { scale: 1, x: 0, y: 0 };

/** The largest size of a picture of `ratio` inside of `stage`, never larger than its own pixels. */
export function fitInto(ratio: number, stage: Size, most = Number.POSITIVE_INFINITY): Size {
  const width = Math.min(stage.width, stage.height * ratio, most);
  return { width, height: width / ratio };
}

/** Scales by `factor` so that the point `at`, measured from the middle of the stage, stays under the pointer. */
export function zoomAt(
  zoom: Zoom,
  factor: number,
  at: { x: number; y: number },
  picture: Size,
  stage: Size,
  most: number,
): Zoom {
  const scale = Math.min(most, Math.max(1, zoom.scale * factor));
  const real = scale / zoom.scale;
  return keepInside(
    { scale, x: at.x - (at.x - zoom.x) * real, y: at.y - (at.y - zoom.y) * real },
    picture,
    stage,
  );
}

/** Moves a zoomed picture, but never so far that the stage shows what is beside it. */
export function keepInside({ scale, x, y }: Zoom, picture: Size, stage: Size): Zoom {
  const room = (inner: number, outer: number) => Math.max(0, (inner * scale - outer) / 2);
  const clamp = (value: number, most: number) => Math.min(most, Math.max(-most, value));
  return {
    scale,
    x: clamp(x, room(picture.width, stage.width)),
    y: clamp(y, room(picture.height, stage.height)),
  };
}

/** How far one may zoom in: to twice the picture's own pixels, and at least fourfold. */
export function deepest(picture: Size, pixels: number, devicePixelRatio: number): number {
  return Math.max(4, ((pixels || 0) / Math.max(1, picture.width * devicePixelRatio)) * 2);
}
