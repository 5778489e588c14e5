import { thumbHashToAverageRGBA, thumbHashToDataURL } from "thumbhash";

const MOST = 1500;
const urls = new Map<string, string>();

/** The blurred picture of a base64 ThumbHash as an address; `null` for none or a broken one. */
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

/** The average colour of a base64 ThumbHash: a placeholder that costs nothing. */
export function placeholderColor(thumbhash: string): string | null {
  const bytes = decode(thumbhash);
  if (!bytes) {
    return null;
  }
  const { r, g, b } = thumbHashToAverageRGBA(bytes);
  return `rgb(${Math.round(r * 255)} ${Math.round(g * 255)} ${Math.round(b * 255)})`;
}

function decode(thumbhash: string): Uint8Array | null {
  if (!thumbhash) {
    return null;
  }
  try {
    const bytes = Uint8Array.from(atob(thumbhash), (character) => character.charCodeAt(0));
    return bytes.length >= 5 ? bytes : null;
  } catch {
    return null;
  }
}
