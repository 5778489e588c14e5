import { api, take } from "@/api/client";
import { ensureMediaToken, thumbnailUrl } from "@/api/media";
import { t } from "@/i18n";

/** What a check found. `warn` is for what works, but not as it could. */
export interface Finding {
  state: "ok" | "warn" | "bad";
  text: string;
}

/** One thing that has to be right. A check that throws is a failed one. */
export interface Check {
  key: string;
  name: string;
  run(): Promise<Finding>;
}

const SLOW_MS = 500;
const CLOCK_MS = 60_000;

/** All checks, from the network upwards. */
export function checks(): Check[] {
  return [
    { key: "server", name: t("The server answers"), run: answers },
    { key: "clock", name: t("The clocks agree"), run: clocks },
    { key: "pictures", name: t("Pictures can be loaded"), run: pictures },
    { key: "hashing", name: t("This browser can check files before it uploads them"), run: hashing },
    { key: "secure", name: t("The connection is protected"), run: secure },
    { key: "jobs", name: t("The work gets done"), run: jobs },
    { key: "folders", name: t("The folders were scanned"), run: folders },
    { key: "models", name: t("What is switched on has a model"), run: models },
  ];
}

async function answers(): Promise<Finding> {
  const began = performance.now();
  await take(api.GET("/api/v1/health"));
  return answerTime(Math.round(performance.now() - began));
}

/** What an answer after so many milliseconds means. */
export function answerTime(ms: number): Finding {
  return { state: ms < SLOW_MS ? "ok" : "warn", text: t("After {{ms}} ms.", { ms }) };
}

async function clocks(): Promise<Finding> {
  const { generated_at } = await take(api.GET("/api/v1/admin/river/queue-summary"));
  return clockDifference(Date.parse(generated_at) - Date.now());
}

/** What a difference of the clocks means, in milliseconds. */
export function clockDifference(ms: number): Finding {
  const seconds = Math.round(Math.abs(ms) / 1000);
  return Math.abs(ms) < CLOCK_MS
    ? { state: "ok", text: t("They differ by {{count}} seconds.", { count: seconds }) }
    : {
        state: "bad",
        text: t("They differ by {{count}} seconds. Sessions end too early or too late with that.", {
          count: seconds,
        }),
      };
}

async function pictures(): Promise<Finding> {
  const { assets } = await take(api.GET("/api/v1/assets/featured", { params: { query: { count: 1 } } }));
  const [asset] = assets;
  if (!asset) {
    return { state: "ok", text: t("There is none yet.") };
  }
  await ensureMediaToken();
  const response = await fetch(thumbnailUrl(asset.asset_id, "small", true), { cache: "no-store" });
  const type = response.headers.get("Content-Type") ?? "";
  return response.ok && type.startsWith("image/")
    ? { state: "ok", text: t("As {{type}}.", { type }) }
    : { state: "bad", text: t("The server answered {{status}}.", { status: response.status }) };
}

/** The BLAKE3 of nothing, from the paper. */
const EMPTY_HASH = "af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262";

async function hashing(): Promise<Finding> {
  const { blake3 } = await import("hash-wasm");
  return (await blake3("")) === EMPTY_HASH
    ? { state: "ok", text: t("BLAKE3 works.") }
    : { state: "bad", text: t("It computes something else than it should.") };
}

async function secure(): Promise<Finding> {
  return window.isSecureContext
    ? { state: "ok", text: location.protocol === "https:" ? "https" : t("It stays on this machine.") }
    : {
        state: "warn",
        text: t("Plain http: others in the network can read along, and the app cannot be installed."),
      };
}

async function jobs(): Promise<Finding> {
  const { discarded, retryable } = await take(api.GET("/api/v1/admin/river/stats"));
  return jobTrouble(discarded, retryable);
}

/** What jobs that were given up, or wait for another try, mean. */
export function jobTrouble(discarded: number, retryable: number): Finding {
  if (discarded > 0) {
    return { state: "bad", text: t("{{count, number}} jobs were given up", { count: discarded }) };
  }
  return retryable > 0
    ? { state: "warn", text: t("{{count, number}} jobs will be tried again", { count: retryable }) }
    : { state: "ok", text: t("Nothing is in trouble.") };
}

async function folders(): Promise<Finding> {
  const { repositories } = await take(api.GET("/api/v1/repositories"));
  const failed: string[] = [];
  for (const { id, name } of repositories) {
    const { data } = await api.GET("/api/v1/repositories/{id}/scans/latest", { params: { path: { id } } });
    if (data?.status === "failed") {
      failed.push(name);
    }
  }
  return failed.length > 0
    ? { state: "bad", text: t("The last scan of {{names}} failed.", { names: failed.join(", ") }) }
    : { state: "ok", text: t("No scan failed.") };
}

async function models(): Promise<Finding> {
  const { ml } = await take(api.GET("/api/v1/capabilities"));
  const missing = Object.values(ml.tasks).filter(({ enabled, available }) => enabled && !available).length;
  return missing > 0
    ? { state: "warn", text: t("{{count}} of them have none.", { count: missing }) }
    : { state: "ok", text: t("Each of them.") };
}
