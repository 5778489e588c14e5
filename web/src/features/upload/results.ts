import type { UploadResult } from "@/api/types";
import { t } from "@/i18n";

/** What became of a file, in the words of the panel. */
export type Outcome = { state: "done" | "duplicate"; assetId?: string } | { state: "failed"; error: string };

/** Reads the server's answer about a file whose bytes hash to `hash`. */
export function outcomeOf(result: UploadResult | undefined, hash: string | undefined): Outcome {
  if (!result) {
    return { state: "failed", error: t("The server did not say what became of this file.") };
  }
  if (result.success) {
    const received = result.content_hash.toLowerCase();
    return hash && received && received !== hash
      ? { state: "failed", error: t("What the server received is not what was sent.") }
      : { state: "done", assetId: result.asset_id ?? undefined };
  }
  if (isDuplicate(result)) {
    return { state: "duplicate", assetId: result.asset_id ?? undefined };
  }
  const reason = result.error ?? result.message ?? t("The server refused this file");
  return { state: "failed", error: reason.charAt(0).toUpperCase() + reason.slice(1) };
}

/** The answer has no code for it, only words. */
function isDuplicate({ error, message }: UploadResult): boolean {
  return /already|duplicate/i.test(error ?? message ?? "");
}
