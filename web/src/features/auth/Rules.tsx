import { IconCheck, IconCircle } from "@tabler/icons-react";
import { t } from "@/i18n";
import type { Rule } from "./policy";
import classes from "./Rules.module.css";

/** The rules for a value, ticked as it meets them. */
export function Rules({ id, value, rules }: { id: string; value: string; rules: readonly Rule[] }) {
  return (
    <ul id={id} className={classes.rules}>
      {rules.map((rule) => {
        const met = value !== "" && rule.holds(value);
        return (
          <li key={rule.text} data-met={met || undefined}>
            {met ? (
              <IconCheck size={14} stroke={3} aria-label={t("met")} />
            ) : (
              <IconCircle size={14} aria-hidden />
            )}
            {t(rule.text)}
          </li>
        );
      })}
    </ul>
  );
}
