import { locale, t } from "@/i18n";

const month = new Intl.DateTimeFormat(locale, { month: "long", year: "numeric", timeZone: "UTC" });
const shortMonth = new Intl.DateTimeFormat(locale, { month: "short", year: "numeric", timeZone: "UTC" });
const day = new Intl.DateTimeFormat(locale, {
  weekday: "short",
  day: "numeric",
  month: "short",
  timeZone: "UTC",
});
const fullDay = new Intl.DateTimeFormat(locale, {
  day: "numeric",
  month: "long",
  year: "numeric",
  timeZone: "UTC",
});

/** "November 2026" of `2026-11`. */
export function monthName(key: string): string {
  return month.format(new Date(`${key}-01T00:00:00Z`));
}

/** "Nov 2026" of `2026-11`. */
export function shortMonthName(key: string): string {
  return shortMonth.format(new Date(`${key}-01T00:00:00Z`));
}

/** "Sat, 21 Nov" of 20261121, with "Today" and "Yesterday" by the clock of this device. */
export function dayName(key: number, now = new Date()): string {
  const today = keyOf(now);
  if (key === today) {
    return t("Today");
  }
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
  return key === keyOf(yesterday) ? t("Yesterday") : day.format(dateOf(key));
}

/** "21 November 2026" of 20261121. */
export function fullDayName(key: number): string {
  return fullDay.format(dateOf(key));
}

/** "1:05" of 65 seconds, "1:01:05" of 3665. */
export function clock(seconds: number): string {
  const whole = Math.round(seconds);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const shown = parts[0] ? parts : parts.slice(1);
  return shown.map((part, index) => (index ? String(part).padStart(2, "0") : String(part))).join(":");
}

function keyOf(date: Date): number {
  return date.getFullYear() * 10_000 + (date.getMonth() + 1) * 100 + date.getDate();
}

function dateOf(key: number): Date {
  return new Date(Date.UTC(Math.floor(key / 10_000), (Math.floor(key / 100) % 100) - 1, key % 100));
}
