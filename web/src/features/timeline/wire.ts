import type { TimelineMonth } from "@/api/types";
import type { PhotoMonth } from "./month";

const ID_BYTES = 16;
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** As the typed client hands it out, which loses that a run is a pair. */
type Wire = Omit<TimelineMonth, "days"> & { days: readonly (readonly number[])[] };

/** Unpacks a month of the compact timeline, whose columns are packed to cost little on the wire. */
export function decodeMonth(wire: Wire): PhotoMonth {
  const count = wire.kinds.length;
  const firstDay = Number(wire.month.replace("-", "")) * 100;
  return {
    month: wire.month,
    ids: idsOf(binaryOf(wire.ids), count),
    days: wire.days.flatMap(([day = 0, run = 0]) => Array<number>(run).fill(firstDay + day)),
    ratios: wire.ratios.map((hundredths) => hundredths / 100),
    kinds: wire.kinds,
    flags: spread(wire.flags, count),
    thumbhashes: piecesOf(binaryOf(wire.thumbhashes), count),
    durations: wire.durations,
  };
}

/** The bytes of base64 or base64url as a binary string; an empty one for nothing or for something else. */
export function binaryOf(base64: string | undefined): string {
  if (!base64) {
    return "";
  }
  try {
    return atob(base64.replaceAll("-", "+").replaceAll("_", "/"));
  } catch {
    return "";
  }
}

function idsOf(bytes: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => {
    let id = "";
    for (let at = 0; at < ID_BYTES; at++) {
      if (at === 4 || at === 6 || at === 8 || at === 10) {
        id += "-";
      }
      id += HEX[bytes.charCodeAt(index * ID_BYTES + at)];
    }
    return id;
  });
}

function spread(flags: Record<string, number>, count: number): number[] {
  const all = Array<number>(count).fill(0);
  for (const [index, value] of Object.entries(flags)) {
    all[Number(index)] = value;
  }
  return all;
}

function piecesOf(bytes: string, count: number): string[] {
  let at = 0;
  return Array.from({ length: count }, () => {
    const end = at + 1 + (bytes.charCodeAt(at) || 0);
    const piece = bytes.slice(at + 1, end);
    at = end;
    return piece;
  });
}
