import type { components } from "../src/api/schema";
import { localDay, type MockAlbum, type MockLibrary, type MockUser } from "./library";
import { type Photo, thumbhashOf } from "./photos";

type Schemas = components["schemas"];

/** A user as the API sends it. */
export function userDto(user: MockUser): Schemas["UserDTO"] {
  return {
    user_id: user.id,
    username: user.name,
    display_name: user.displayName,
    created_at: new Date(user.createdAt).toISOString(),
    updated_at: new Date(user.createdAt).toISOString(),
    is_active: true,
    role: user.role,
    permissions: user.role === "admin" ? ["manage_users", "manage_settings"] : ["view_own_assets"],
  };
}

/** An asset as lists send it. */
export function assetDto(photo: Photo): Schemas["AssetDTO"] {
  return {
    asset_id: photo.id,
    owner_id: 1,
    repository_id: "01990000-0000-7000-8000-00000000aaaa",
    type: photo.kind,
    original_filename: photo.fileName,
    storage_path: `inbox/${new Date(photo.uploadedAt).toISOString().slice(0, 7).replace("-", "/")}/${photo.fileName}`,
    mime_type: photo.mimeType,
    file_size: photo.size,
    hash: photo.hash,
    width: photo.width || null,
    height: photo.height || null,
    duration: photo.duration,
    upload_time: new Date(photo.uploadedAt).toISOString(),
    taken_time: new Date(photo.takenAt).toISOString(),
    capture_offset_minutes: photo.offsetMinutes,
    rating: photo.rating,
    liked: photo.liked,
    is_deleted: photo.deletedAt !== null,
    ...(photo.deletedAt ? { deleted_at: new Date(photo.deletedAt).toISOString() } : {}),
    specific_metadata: metadataOf(photo),
    status: Buffer.from(JSON.stringify(statusOf(photo))).toString("base64"),
    ...(thumbhashOf(photo) ? { thumbhash: thumbhashOf(photo) } : {}),
  };
}

/** An asset as its own page sends it. */
export function detailDto(photo: Photo, library: MockLibrary): Schemas["AssetDetailDTO"] {
  const albums = library.albums.filter((album) => album.members.some((member) => member.id === photo.id));
  return {
    ...assetDto(photo),
    ...(albums.length
      ? { albums: albums.map((album) => ({ album_id: album.id, album_name: album.name })) }
      : {}),
  };
}

/** An album with its count and the cover to show. */
export function albumDto(album: MockAlbum, library: MockLibrary): Schemas["GetAlbumResponseDTO"] {
  const visible = album.members.filter((member) => library.photo(member.id)?.deletedAt === null);
  const cover = album.cover ?? visible[0]?.id;
  return {
    album_id: album.id,
    user_id: album.userId,
    album_name: album.name,
    created_at: new Date(album.createdAt).toISOString(),
    updated_at: new Date(album.createdAt).toISOString(),
    description: album.description,
    cover_asset_id: album.cover,
    album_type: "default",
    asset_count: visible.length,
    ...(cover ? { display_cover_asset_id: cover } : {}),
  };
}

/** A month of the compact timeline, packed as the server packs it. */
export function monthDto(month: string, photos: Photo[]): Schemas["TimelineMonthDTO"] {
  const days: [number, number][] = [];
  for (const photo of photos) {
    const day = localDay(photo) % 100;
    const run = days.at(-1);
    if (run?.[0] === day) {
      run[1]++;
    } else {
      days.push([day, 1]);
    }
  }
  const hashes = photos.map((photo) => Buffer.from(thumbhashOf(photo), "base64"));
  return {
    month,
    ids: Buffer.from(photos.map((photo) => photo.id.replaceAll("-", "")).join(""), "hex").toString(
      "base64url",
    ),
    days,
    ratios: photos.map((photo) => (photo.height ? Math.round((photo.width / photo.height) * 100) : 0)),
    kinds: photos.map((photo) => photo.kind[0]).join(""),
    flags: byPlace(photos.map(flagsOf)),
    thumbhashes: Buffer.concat(hashes.flatMap((hash) => [Buffer.from([hash.length]), hash])).toString(
      "base64url",
    ),
    durations: byPlace(photos.map((photo) => photo.duration ?? 0)),
  };
}

function flagsOf(photo: Photo): number {
  return (
    (photo.liked ? 1 : 0) | (isProcessing(photo) ? 4 : 0) | (!isProcessing(photo) && photo.failure ? 8 : 0)
  );
}

function byPlace(values: number[]): Record<string, number> {
  return Object.fromEntries(values.flatMap((value, place) => (value ? [[String(place), value]] : [])));
}

/** The complete tags of a file, as the raw view shows them. */
export function exifOf(photo: Photo): Record<string, unknown> {
  return {
    FileName: photo.fileName,
    MIMEType: photo.mimeType,
    ImageWidth: photo.width,
    ImageHeight: photo.height,
    ...(photo.camera
      ? {
          Model: photo.camera.model,
          LensModel: photo.camera.lens,
          ExposureTime: photo.camera.exposure,
          FNumber: photo.camera.aperture,
          ISO: photo.camera.iso,
        }
      : {}),
  };
}

function isProcessing(photo: Photo): boolean {
  return photo.readyAt > Date.now();
}

function statusOf(photo: Photo) {
  const updated_at = new Date(photo.uploadedAt).toISOString();
  if (isProcessing(photo)) {
    return { state: "processing", message: "1 of 2 tasks done", updated_at };
  }
  return photo.failure
    ? {
        state: "failed",
        message: "failed",
        updated_at,
        errors: [{ task: "thumbnail_asset", error: photo.failure }],
      }
    : { state: "complete", message: "complete", updated_at };
}

function metadataOf(photo: Photo): Schemas["AssetDTO"]["specific_metadata"] {
  if (isProcessing(photo) || photo.failure) {
    return null;
  }
  const place = photo.place ? { gps_latitude: photo.place[0], gps_longitude: photo.place[1] } : {};
  if (photo.kind === "VIDEO") {
    return {
      codec: "h264",
      bitrate: 12_000_000,
      frame_rate: 29.97,
      description: photo.description,
      ...place,
    };
  }
  if (photo.kind === "AUDIO") {
    return {
      codec: "aac",
      bitrate: 192_000,
      sample_rate: 48_000,
      channels: 2,
      title: photo.fileName,
      description: photo.description,
    };
  }
  return {
    exposure: 0,
    description: photo.description,
    dimensions: `${photo.width}x${photo.height}`,
    resolution: `${Math.round((photo.width * photo.height) / 1e6)}MP`,
    ...(photo.camera
      ? {
          camera_model: photo.camera.model,
          lens_model: photo.camera.lens,
          exposure_time: photo.camera.exposure,
          f_number: photo.camera.aperture,
          focal_length: photo.camera.focal,
          iso_speed: photo.camera.iso,
        }
      : {}),
    ...place,
  };
}
