/**
 * A name for an upload session. Without underscores, which separate the parts of a part's name. `randomUUID` needs https;
 * this does not.
 */
export function randomId(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");
}
