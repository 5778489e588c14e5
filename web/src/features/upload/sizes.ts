import { number, t } from "@/i18n";

const WHOLE = { maximumFractionDigits: 0 };
const TENTHS = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
const UNITS = ["B", "kB", "MB", "GB", "TB"];

/** "3.4 MB" of 3400000; decimal units, as file managers and cameras show them. */
export function fileSize(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${number(value, unit === 0 || value >= 99.5 ? WHOLE : TENTHS)} ${UNITS[unit]}`;
}

/** "2 min left" of 118 seconds. */
export function timeLeft(seconds: number): string {
  if (seconds < 8) {
    return t("a few seconds left");
  }
  if (seconds < 55) {
    return t("{{n}} s left", { n: Math.round(seconds / 5) * 5 });
  }
  const minutes = Math.round(seconds / 60);
  return minutes < 60
    ? t("{{n}} min left", { n: minutes })
    : t("{{hours}} h {{minutes}} min left", { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}
