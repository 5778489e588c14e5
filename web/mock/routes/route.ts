import type { MockAlbum, MockLibrary, MockUser, Scope } from "../library";
import type { Photo } from "../photos";

/** One request to the mock, with what its handler needs. */
export interface Call {
  request: Request;
  url: URL;
  library: MockLibrary;
  /** There for every route that is not open to anybody. */
  user: MockUser | null;
  /** The `:id` and `:other` of the path. */
  id: string;
  other: string;
  body: <T>() => Promise<T>;
}

/** Answers a request. */
export type Handler = (call: Call) => Response | Promise<Response>;

/** Who may call: anybody, a signed-in person, an admin, or a bearer of a media token. */
export type Who = "anybody" | "user" | "admin" | "media";

/** One route. A fixed path is listed before a pattern that would match it, too. */
export type Route = [method: string, path: string, who: Who, handler: Handler];

/** A JSON answer. */
export function json(body: unknown, status = 200): Response {
  return Response.json(body, { status });
}

/** An error in the API's own form. */
export function refuse(status: number, message: string): Response {
  return json({ code: status, message }, status);
}

/** The time `ms` milliseconds from now, as the API writes times. */
export function later(ms: number): string {
  return new Date(Date.now() + ms).toISOString();
}

/** A handler for a photo that exists. */
export function withPhoto(work: (photo: Photo, call: Call) => Response | Promise<Response>): Handler {
  return (call) => {
    const photo = call.library.photo(call.id);
    return photo ? work(photo, call) : refuse(404, "asset not found");
  };
}

/** A handler for an album that exists. */
export function withAlbum(work: (album: MockAlbum, call: Call) => Response | Promise<Response>): Handler {
  return (call) => {
    const album = call.library.album(Number(call.id));
    return album ? work(album, call) : refuse(404, "album not found");
  };
}

/** The filter in a query. */
export function scopeOf(url: URL): Scope {
  const query = url.searchParams;
  return {
    ...(query.has("liked") ? { liked: query.get("liked") === "true" } : {}),
    ...(query.has("is_deleted") ? { deleted: query.get("is_deleted") === "true" } : {}),
    ...(query.has("album_id") ? { album: Number(query.get("album_id")) } : {}),
    ...(query.has("type") ? { kind: query.get("type")! } : {}),
  };
}
