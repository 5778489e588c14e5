import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Mock, startMock } from "../../mock/routes";
import { api, take } from "./client";
import { isReachable, noteReachable } from "./connection";
import { ApiError, OfflineError } from "./error";
import { closeSession, getSession, openSession } from "./session";
import type { Tokens } from "./types";

let mock: Mock;
let calls: string[];

/** Requests go to a mock library; `fail` lets some of them meet no server at all. */
function connect(fail: (path: string) => boolean = () => false): void {
  calls = [];
  vi.stubGlobal("fetch", async (input: Request | string, init?: RequestInit) => {
    const request = typeof input === "string" ? new Request(new URL(input, location.origin), init) : input;
    const path = new URL(request.url).pathname.replace("/api/v1", "");
    calls.push(path);
    if (fail(path)) {
      throw new TypeError("Failed to fetch");
    }
    return mock.handle(request);
  });
}

async function signIn(): Promise<void> {
  const user = mock.library.users[0] ?? mock.library.register("talbot", "Lacock1835abbey");
  openSession({
    token: mock.library.issue(user.id, "access", 900_000),
    refreshToken: mock.library.issue(user.id, "refresh", 900_000),
    expiresAt: new Date(Date.now() + 900_000).toISOString(),
  } satisfies Tokens);
}

beforeEach(async () => {
  mock = startMock({ state: "empty" });
  connect();
  await signIn();
});

afterEach(() => {
  closeSession();
  noteReachable(true);
  vi.unstubAllGlobals();
});

describe("a session", () => {
  it("is renewed once for requests that are refused at the same time", async () => {
    mock.library.expireAccess();
    const people = await Promise.all(Array.from({ length: 6 }, () => take(api.GET("/api/v1/auth/me"))));
    expect(people.map((user) => user.username)).toEqual(Array(6).fill("talbot"));
    expect(calls.filter((path) => path === "/auth/refresh")).toHaveLength(1);
  });

  it("is renewed before a token that is about to end is used", async () => {
    openSession({ ...stored(), expiresAt: new Date(Date.now() + 5_000).toISOString() });
    await take(api.GET("/api/v1/auth/me"));
    expect(calls).toEqual(["/auth/refresh", "/auth/me"]);
  });

  it("repeats a refused request with its body", async () => {
    mock.library.expireAccess();
    const album = await take(api.POST("/api/v1/albums", { body: { album_name: "Abbey" } }));
    expect(album.album_name).toBe("Abbey");
    expect(mock.library.albums).toHaveLength(1);
  });

  it("ends when the server refuses to renew it", async () => {
    mock.library.expireAccess();
    mock.library.revoke(getSession()!.refreshToken);
    await expect(take(api.GET("/api/v1/auth/me"))).rejects.toMatchObject({ status: 401 });
    expect(getSession()).toBeNull();
    expect(localStorage.getItem("calotype.session")).toBeNull();
  });

  it("survives a server that is away while it is renewed", async () => {
    mock.library.expireAccess();
    connect((path) => path === "/auth/refresh");
    await expect(take(api.GET("/api/v1/auth/me"))).rejects.toBeInstanceOf(OfflineError);
    expect(getSession()).not.toBeNull();
  });

  it("uses what another tab renewed meanwhile", async () => {
    const other = { ...stored(), token: mock.library.issue(1, "access", 900_000) };
    mock.library.revoke(getSession()!.token);
    localStorage.setItem("calotype.session", JSON.stringify({ ...other, expiresAt: Date.now() + 900_000 }));
    await take(api.GET("/api/v1/auth/me"));
    expect(calls).toEqual(["/auth/me", "/auth/me"]);
    expect(getSession()!.token).toBe(other.token);
  });
});

describe("an answer", () => {
  it("that is an error carries the words of the server", async () => {
    await expect(take(api.GET("/api/v1/albums/{id}", { params: { path: { id: 99 } } }))).rejects.toEqual(
      new ApiError(404, "Album not found."),
    );
  });

  it("that never comes says that the server cannot be reached", async () => {
    connect(() => true);
    await expect(take(api.GET("/api/v1/auth/me"))).rejects.toBeInstanceOf(OfflineError);
    expect(isReachable()).toBe(false);
  });

  it("to a wrong password is no reason to renew the session", async () => {
    const login = take(api.POST("/api/v1/auth/login", { body: { username: "talbot", password: "no" } }));
    await expect(login).rejects.toMatchObject({ status: 401 });
    expect(calls).toEqual(["/auth/login"]);
    expect(getSession()).not.toBeNull();
  });
});

function stored() {
  const { token, refreshToken } = getSession()!;
  return { token, refreshToken };
}
