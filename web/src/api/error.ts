import { t } from "@/i18n";
/** An answer of the server that is not a success, with the words it sent. */
export class ApiError extends Error {
  override name = "ApiError";

  constructor(
    readonly status: number,
    message: string,
    /** The `error` field: a machine-readable token or the underlying cause. */
    readonly detail?: string,
  ) {
    super(message);
  }
}

/** The server could not be reached at all: no network, or nobody listening. */
export class OfflineError extends Error {
  override name = "OfflineError";

  constructor(cause?: unknown) {
    super(t("The server cannot be reached."), { cause });
  }
}

/** Makes an error of a body `{code, message, error}`, or of whatever else a proxy in between may have sent. */
export function errorOf(status: number, body: unknown): ApiError {
  if (typeof body === "object" && body !== null && "message" in body) {
    const { message, error } = body as { message: unknown; error?: unknown };
    return new ApiError(status, sentence(String(message)), typeof error === "string" ? error : undefined);
  }
  return new ApiError(status, t("The server answered {{status}}.", { status }));
}

/** The words to show for anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : t("Something went wrong.");
}

function sentence(text: string): string {
  const trimmed = text.trim();
  if (!trimmed) {
    return t("Something went wrong.");
  }
  const capital = trimmed[0]!.toUpperCase() + trimmed.slice(1);
  return /[.!?…]$/.test(capital) ? capital : `${capital}.`;
}
