import { userDto } from "../answers";
import type { MockUser } from "../library";
import { type Call, json, later, type Route, refuse } from "./route";

/** What admins look after. */
export const consoleRoutes: Route[] = [
  ["GET", "/users", "admin", users],
  ["PATCH", "/users/:id", "admin", changeUser],
  ["POST", "/users/:id/reset-access", "admin", resetAccess],
  ["GET", "/admin/river/stats", "admin", () => json(JOB_COUNTS)],
  ["GET", "/admin/usage", "admin", () => json({ days: usageDays() })],
  ["GET", "/admin/audit-events", "admin", events],
  ["GET", "/settings/system", "admin", ({ library }) => json(library.settings)],
  ["PATCH", "/settings/system", "admin", changeSettings],
  ["POST", "/settings/system/validate-llm", "admin", () => refuse(400, "no model is chosen")],
  ["GET", "/repositories/:id/scans", "admin", scans],
  ["PATCH", "/repositories/:id", "admin", changeRepository],
  [
    "DELETE",
    "/repositories/:id",
    "admin",
    () => refuse(409, "the primary repository cannot be unregistered"),
  ],
  [
    "POST",
    "/repositories/:id/stacks/detect",
    "admin",
    ({ id }) => json({ repository_id: id, stacks_created: 3 }),
  ],
];

const JOB_COUNTS = {
  available: 18,
  scheduled: 2,
  running: 5,
  retryable: 1,
  completed: 7_325,
  cancelled: 0,
  discarded: 1,
};

function managed(user: MockUser, call: Call) {
  return {
    ...userDto(user),
    is_active: user.active,
    asset_count: user.id === 1 ? call.library.everything({}).length : 0,
    album_count: call.library.albums.filter((album) => album.userId === user.id).length,
  };
}

function users(call: Call): Response {
  const all = call.library.users.map((user) => managed(user, call));
  return json({ users: all, total: all.length, limit: 100, offset: 0 });
}

async function changeUser(call: Call): Promise<Response> {
  const user = call.library.users.find(({ id }) => String(id) === call.id);
  if (!user) {
    return refuse(404, "user not found");
  }
  const { role, is_active } = await call.body<{ role?: "admin" | "user"; is_active?: boolean }>();
  const admins = call.library.users.filter((one) => one.role === "admin" && one.active);
  if (admins.length === 1 && admins[0] === user && (role === "user" || is_active === false)) {
    return refuse(409, "the last active administrator stays one");
  }
  user.role = role ?? user.role;
  user.active = is_active ?? user.active;
  return json(managed(user, call));
}

function resetAccess({ library, id }: Call): Response {
  const user = library.users.find((one) => String(one.id) === id);
  if (!user) {
    return refuse(404, "user not found");
  }
  user.password = "Oriel-1835-window";
  return json({ temporary_password: user.password, cleared_totp: true, cleared_passkeys: true });
}

function usageDays() {
  return Array.from({ length: 30 }, (_, back) => {
    const requests = Math.round(900 + 700 * Math.sin(back * 0.9) + (back % 7) * 40);
    const failed = back % 9 === 0 ? 12 : 0;
    return ["hosting", "upload"].map((surface, index) => ({
      date: later(-back * 86_400_000).slice(0, 10),
      surface,
      tenant_id: `01990000-0000-7000-8000-00000000000${index}`,
      key_id: `01990000-0000-7000-8000-0000000000a${index}`,
      requests: requests >> index,
      refused: back,
      failed: index ? 0 : failed,
      bytes_in: requests * 9_000,
      bytes_out: requests * 210_000,
      transforms: requests >> 2,
      latency: {
        under_10ms: requests >> 1,
        under_50ms: requests >> 2,
        under_200ms: requests >> 3,
        under_1s: 20,
        under_5s: 3,
        longer: 0,
      },
    }));
  }).flat();
}

const ACTIONS = ["user.registered", "repository.created", "session.opened", "key.created", "asset.deleted"];

function events({ url }: Call): Response {
  const action = url.searchParams.get("action");
  const from = Number(url.searchParams.get("cursor") ?? 0);
  const limit = Number(url.searchParams.get("limit") ?? 50);
  const after = Number(url.searchParams.get("after") ?? 0);
  const before = Number(url.searchParams.get("before") ?? Number.POSITIVE_INFINITY);
  const all = Array.from({ length: 120 }, (_, index) => event(index)).filter(
    (one) => (!action || one.action === action) && one.time >= after && one.time < before,
  );
  const next = from + limit;
  return json({
    events: all.slice(from, next),
    next_cursor: next < all.length ? String(next) : null,
    request_id: "01990000-0000-7000-8000-00000000cccc",
  });
}

function event(index: number) {
  const denied = index % 11 === 3;
  return {
    event_id: `01990000-0000-7000-8000-${String(index).padStart(12, "0")}`,
    time: Math.floor(Date.now() / 1000) - index * 1700,
    request_id: "01990000-0000-7000-8000-00000000dddd",
    actor: {
      type: index % 5 === 1 ? "system" : "admin",
      user_id: index % 5 === 1 ? null : "01990000-0000-7000-8000-0000000000e1",
      api_key_hash: null,
      ip: index % 5 === 1 ? null : "192.168.1.20",
      user_agent: null,
    },
    action: ACTIONS[index % ACTIONS.length]!,
    target: { type: "user", id: "01990000-0000-7000-8000-0000000000e1" },
    outcome: denied ? "denied" : "ok",
    error: denied ? "admin role required" : null,
    billable: false,
    details: { note: `<b>event ${index}</b>` },
  };
}

async function changeSettings({ library, body }: Call): Promise<Response> {
  const change = await body<Record<string, Record<string, unknown>>>();
  for (const [part, values] of Object.entries(change)) {
    Object.assign((library.settings as unknown as Record<string, object>)[part]!, values);
  }
  return json(library.settings);
}

function scans({ id }: Call): Response {
  return json({
    scans: [0, 1, 2].map((back) => ({
      scan_id: `01990000-0000-7000-8000-0000000000b${back}`,
      repository_id: id,
      mode: back ? "periodic" : "manual",
      status: back === 2 ? "failed" : "completed",
      ...(back === 2 ? { error: "the folder is not there" } : {}),
      ...(back ? {} : { requested_by: "talbot" }),
      started_at: later(-back * 300_000 - 60_000),
      finished_at: later(-back * 300_000 - 58_000),
      discovered_count: 12 - back,
      updated_count: back,
      deleted_count: 0,
      skipped_count: 3,
    })),
  });
}

async function changeRepository({ library, body }: Call): Promise<Response> {
  const { name } = await body<{ name?: string }>();
  library.repository!.name = name ?? library.repository!.name;
  return json(library.repository);
}
