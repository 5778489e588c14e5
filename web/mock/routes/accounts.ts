import { userDto } from "../answers";
import type { MockLibrary, MockUser } from "../library";
import { type Call, json, later, type Route, refuse } from "./route";

const MEDIA_TTL = 600_000;
const REFRESH_TTL = 604_800_000;

/** Register, sign in, and one's own profile. */
export const accounts: Route[] = [
  ["POST", "/auth/register/start", "anybody", register],
  ["POST", "/auth/login", "anybody", login],
  ["POST", "/auth/refresh", "anybody", refresh],
  ["POST", "/auth/logout", "anybody", () => json({ message: "logged out" })],
  ["GET", "/auth/me", "user", ({ user }) => json(userDto(user!))],
  ["GET", "/auth/media-token", "user", mediaToken],
  ["PATCH", "/users/me/profile", "user", changeProfile],
  ["PATCH", "/users/me/password", "user", changePassword],
];

function session(library: MockLibrary, user: MockUser, more: object = {}): Response {
  return json({
    user: userDto(user),
    token: library.issue(user.id, "access", library.accessTtl),
    refreshToken: library.issue(user.id, "refresh", REFRESH_TTL),
    expiresAt: later(library.accessTtl),
    requires_mfa: false,
    ...more,
  });
}

async function register({ library, body }: Call): Promise<Response> {
  const { username, password } = await body<{ username: string; password: string }>();
  const name = username.trim().toLowerCase();
  if (library.users.some((user) => user.name === name)) {
    return refuse(409, "username is already taken");
  }
  const user = library.register(name, password);
  return session(library, user, user.role === "admin" ? { bootstrap_admin: true } : {});
}

async function login({ library, body }: Call): Promise<Response> {
  const { username, password } = await body<{ username: string; password: string }>();
  const name = username.trim().toLowerCase();
  const user = library.users.find((one) => one.name === name && one.password === password);
  return user ? session(library, user) : refuse(401, "invalid username or password");
}

async function refresh({ library, body }: Call): Promise<Response> {
  const { refreshToken } = await body<{ refreshToken: string }>();
  const user = library.holder(refreshToken, "refresh");
  if (!user) {
    return refuse(401, "invalid refresh token");
  }
  library.revoke(refreshToken);
  return session(library, user);
}

function mediaToken({ library, user }: Call): Response {
  return json({ token: library.issue(user!.id, "media", MEDIA_TTL), expires_at: later(MEDIA_TTL) });
}

async function changeProfile({ user, body }: Call): Promise<Response> {
  const { display_name } = await body<{ display_name?: string }>();
  user!.displayName = display_name?.trim() || user!.name;
  return json(userDto(user!));
}

async function changePassword({ user, body }: Call): Promise<Response> {
  const { current_password, new_password } = await body<{ current_password: string; new_password: string }>();
  if (current_password !== user!.password) {
    return refuse(401, "current password is wrong");
  }
  user!.password = new_password;
  return json({ message: "password changed" });
}
