import type { MockLibrary } from "../library";
import { type Call, json, later, type Route, refuse } from "./route";

const DEFAULTS = { default_root: "/srv/photos", strategy: "date", duplicate_handling: "rename" };
const SCAN_MS = 2000;

/** The first start, the folders, and what the server says about itself. */
export const server: Route[] = [
  ["GET", "/health", "anybody", () => json({ status: "ok" })],
  ["GET", "/setup/status", "anybody", ({ library }) => json(setupStatus(library))],
  ["POST", "/setup", "anybody", () => refuse(409, "already initialised")],
  ["GET", "/repositories", "admin", repositories],
  ["POST", "/repositories", "admin", createRepository],
  ["POST", "/repositories/:id/scan", "admin", scan],
  ["GET", "/repositories/:id/scans/latest", "admin", latestScan],
  ["GET", "/capabilities", "anybody", () => json(CAPABILITIES)],
  ["GET", "/settings/runtime-info", "admin", () => json(RUNTIME_INFO)],
  ["GET", "/admin/river/queue-summary", "admin", queues],
];

const WITHOUT = { available: false, enabled: false };

const CAPABILITIES = {
  llm: { agent_enabled: false, configured: false },
  hosting: { prefix: "v2" },
  ml: {
    active_node_count: 0,
    discovered_node_count: 0,
    tasks: {
      bioclip_classify: WITHOUT,
      face_recognition: WITHOUT,
      ocr: WITHOUT,
      semantic_image_embed: WITHOUT,
      semantic_text_embed: WITHOUT,
    },
  },
};

const RUNTIME_INFO = {
  environment: "development",
  server_port: "8080",
  log_level: "info",
  storage_root: "/srv/photos",
  hardware_accel: "none",
  geocoding_provider: "disabled",
  repository_scan_enabled: true,
  repository_scan_interval_seconds: 300,
  lumen_discovery_enabled: false,
};

function setupStatus(library: MockLibrary) {
  const admin = library.users.length > 0;
  return {
    initialized: admin && library.repository !== null,
    database_initialized: true,
    admin_initialized: admin,
    primary_repository_initialized: library.repository !== null,
    next_registration_role: admin ? "user" : "admin",
    repository_defaults: DEFAULTS,
  };
}

function repositoryDto(library: MockLibrary) {
  return {
    ...library.repository,
    role: "primary",
    is_primary: true,
    default_owner_id: 1,
    storage_strategy: "date",
    local_settings: { handle_duplicate_filenames: "rename" },
  };
}

function repositories({ library }: Call): Response {
  return json({ repositories: library.repository ? [repositoryDto(library)] : [] });
}

async function createRepository({ library, body }: Call): Promise<Response> {
  const { name, root } = await body<{ name: string; root?: string }>();
  if (library.repository) {
    return refuse(409, "a primary repository exists");
  }
  if (root && root !== DEFAULTS.default_root) {
    return refuse(400, `root ${root} is outside of the storage root`);
  }
  library.repository = { id: crypto.randomUUID(), name, path: `${DEFAULTS.default_root}/primary` };
  return json({ repository: repositoryDto(library) });
}

function scan({ library, id }: Call): Response {
  library.lastScan = { startedAt: Date.now() };
  return json({ job_id: 17, repository_id: id, mode: "manual", status: "queued" });
}

function latestScan({ library, id }: Call): Response {
  if (!library.lastScan) {
    return refuse(404, "no scan yet");
  }
  const { startedAt } = library.lastScan;
  const done = Date.now() - startedAt > SCAN_MS;
  return json({
    scan_id: "01990000-0000-7000-8000-00000000bbbb",
    repository_id: id,
    mode: "manual",
    requested_by: "talbot",
    status: done ? "completed" : "running",
    started_at: new Date(startedAt).toISOString(),
    ...(done ? { finished_at: new Date(startedAt + SCAN_MS).toISOString() } : {}),
    discovered_count: done ? 12 : 5,
    updated_count: 1,
    deleted_count: 0,
    skipped_count: 3,
  });
}

function queues(): Response {
  return json({
    generated_at: later(0),
    queues: [
      queue("thumbnail_asset", 2391, 14, 2, 1),
      queue("ingest_asset", 2405, 3, 1, 0),
      queue("metadata_asset", 2402, 6, 1, 0),
      queue("transcode_asset", 96, 1, 1, 0),
      queue("scan_repository", 31, 0, 0, 0),
    ],
  });
}

function queue(name: string, processed: number, remaining: number, running: number, attention: number) {
  const sample = {
    job_id: 91,
    kind: name,
    state: "retryable",
    attempt: 2,
    max_attempts: 5,
    last_error: "decode: the picture ends early",
    created_at: later(-60_000),
    scheduled_at: later(30_000),
  };
  return {
    name,
    total_jobs: processed + remaining + attention,
    processed_jobs: processed,
    remaining_jobs: remaining,
    running_jobs: running,
    attention_jobs: attention,
    average_latency_ms: 140,
    average_runtime_ms: 310,
    latest_activity_at: later(-40_000),
    error_samples: attention ? [sample] : [],
  };
}
