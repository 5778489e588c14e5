import type { InputError } from "@/features/operations/compose";
import { t } from "@/i18n";

/** What to tell somebody about what cannot be sent. */
export function reasonOf({ reason, detail }: InputError): string {
  switch (reason) {
    case "missing":
      return t("This is needed.");
    case "number":
      return t("This is no number that JSON can carry.");
    case "json":
      return t("This is not JSON: {{detail}}", { detail });
  }
}
