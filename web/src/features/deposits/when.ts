import { locale, t } from "@/i18n";

const STEPS = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
] as const;

/** "in 3 days": when something ends, seen from `now`. */
export function untilWhen(time: number, now: number): string {
  if (time <= now) {
    return t("over");
  }
  const left = time - now;
  const [unit, size] = STEPS.find(([, size]) => left >= size) ?? STEPS[2];
  return new Intl.RelativeTimeFormat(locale, { numeric: "always" }).format(
    Math.max(1, Math.round(left / size)),
    unit,
  );
}
