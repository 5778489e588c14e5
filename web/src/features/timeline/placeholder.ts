import { thumbHashToAverageRGBA, thumbHashToDataURL } from "thumbhash";

const MOST = 1500;
const urls = new Map<string, string>();

/** The blurred picture of a ThumbHash (a binary string) as an address; `null` for none or a broken one. */
export function placeholderUrl(thumbhash: string): string | null {
  const known = urls.get(thumbhash);
  if (known) {
    return known;
  }
  const bytes = decode(thumbhash);
  if (!bytes) {
    return null;
  }
  const url = thumbHashToDataURL(bytes);
  urls.set(thumbhash, url);
  if (urls.size > MOST) {
    urls.delete(urls.keys().next().value!);
  }
  return url;
}

/** The average colour of a ThumbHash (a binary string): a placeholder that costs nothing. */
export function placeholderColor(thumbhash: string): string | null {
  const bytes = decode(thumbhash);
  if (!bytes) {
    return null;
  }
  const { r, g, b } = thumbHashToAverageRGBA(bytes);
  return `rgb(${Math.round(r * 255)} ${Math.round(g * 255)} ${Math.round(b * 255)})`;
}

function decode(thumbhash: string): Uint8Array | null {
  return thumbhash.length < 5 ? null : Uint8Array.from(thumbhash, (character) => character.charCodeAt(0));
}
