import { albumDto, assetDto } from "../answers";
import type { MockAlbum } from "../library";
import { type Call, json, type Route, refuse, withAlbum } from "./route";

const LONGEST_NAME = 100;

/** Albums and what is in them. */
export const albums: Route[] = [
  ["GET", "/albums", "user", list],
  ["POST", "/albums", "user", create],
  ["GET", "/albums/:id", "user", withAlbum((album, { library }) => json(albumDto(album, library)))],
  ["PUT", "/albums/:id", "user", withAlbum(change)],
  ["DELETE", "/albums/:id", "user", withAlbum(remove)],
  ["GET", "/albums/:id/assets", "user", withAlbum(members)],
  ["POST", "/albums/:id/assets/:other", "user", withAlbum(add)],
  ["DELETE", "/albums/:id/assets/:other", "user", withAlbum(takeOut)],
  ["PUT", "/albums/:id/assets/:other/position", "user", withAlbum(place)],
];

function list({ library, url, user }: Call): Response {
  const limit = Math.min(100, Number(url.searchParams.get("limit") ?? 20));
  const offset = Number(url.searchParams.get("offset") ?? 0);
  const mine = library.albums.filter((album) => album.userId === user!.id);
  const page = mine.slice(offset, offset + limit).map((album) => albumDto(album, library));
  return json({ albums: page, total: mine.length, limit, offset });
}

async function create({ library, user, body }: Call): Promise<Response> {
  const { album_name, description } = await body<{ album_name: string; description?: string }>();
  if (!album_name.trim() || album_name.length > LONGEST_NAME) {
    return refuse(400, "album name must have 1 to 100 characters");
  }
  return json(albumDto(library.makeAlbum(user!.id, album_name.trim(), description ?? null), library));
}

async function change(album: MockAlbum, { body, library }: Call): Promise<Response> {
  const change = await body<{ album_name?: string; description?: string; cover_asset_id?: string }>();
  album.name = change.album_name ?? album.name;
  album.description = change.description ?? album.description;
  album.cover = change.cover_asset_id ?? album.cover;
  return json(albumDto(album, library));
}

function remove(album: MockAlbum, { library }: Call): Response {
  library.albums.splice(library.albums.indexOf(album), 1);
  return json({ message: "deleted" });
}

function members(album: MockAlbum, { library }: Call): Response {
  const last = Number.POSITIVE_INFINITY;
  const members = album.members.toSorted((a, b) => (a.position ?? last) - (b.position ?? last) || 0);
  const assets = members.flatMap(({ id, addedAt, position }) => {
    const photo = library.photo(id);
    return photo && !photo.deletedAt
      ? [{ ...assetDto(photo), position, added_time: new Date(addedAt).toISOString() }]
      : [];
  });
  return json({ album_id: album.id, assets, count: assets.length });
}

function add(album: MockAlbum, { other }: Call): Response {
  if (!album.members.some((member) => member.id === other)) {
    album.members.push({ id: other, addedAt: Date.now() });
  }
  return json({ message: "added" });
}

function takeOut(album: MockAlbum, { other }: Call): Response {
  album.members = album.members.filter((member) => member.id !== other);
  return json({ message: "removed" });
}

async function place(album: MockAlbum, { other, body }: Call): Promise<Response> {
  const member = album.members.find(({ id }) => id === other);
  if (!member) {
    return refuse(404, "the photo is not in the album");
  }
  member.position = (await body<{ position: number | null }>()).position;
  return json({ message: "placed" });
}
