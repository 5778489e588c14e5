import type { AssetDetail, AudioMetadata, PhotoMetadata, VideoMetadata } from "@/api/types";
import { clock } from "@/features/timeline/dates";
import { fileSize } from "@/features/upload/sizes";
import { locale, t } from "@/i18n";

/** One line of the information panel: the thing itself, and what else is known about it. */
export interface Fact {
  kind: "date" | "file" | "camera" | "sound" | "place" | "folder";
  title: string;
  details: string[];
  /** What a copy button copies. */
  copy?: string;
}

/** What is worth telling about an asset, in the order people ask. */
export function factsOf(asset: AssetDetail, language: string = locale): Fact[] {
  const facts = [
    dateFact(asset, language),
    fileFact(asset),
    cameraFact(asset),
    soundFact(asset),
    placeFact(asset),
    folderFact(asset, language),
  ];
  return facts.filter((fact): fact is Fact => fact !== null);
}

function dateFact(asset: AssetDetail, language: string): Fact {
  const known = asset.taken_time !== undefined;
  const time = new Date(asset.taken_time ?? asset.upload_time);
  const offset = known ? asset.capture_offset_minutes : undefined;
  // With an offset the clock of the place is shown, as the camera did; without one, the clock of this device.
  const shown = offset === undefined ? time : new Date(time.getTime() + offset * 60_000);
  const zone = offset === undefined ? {} : { timeZone: "UTC" };
  const day = new Intl.DateTimeFormat(language, {
    day: "numeric",
    month: "long",
    year: "numeric",
    ...zone,
  }).format(shown);
  const hour = new Intl.DateTimeFormat(language, {
    weekday: "long",
    hour: "2-digit",
    minute: "2-digit",
    ...zone,
  }).format(shown);
  const details = [hour];
  if (offset !== undefined) {
    details.push(offsetName(offset));
  }
  if (!known) {
    details.push(t("when it was uploaded"));
  }
  return { kind: "date", title: day, details };
}

function fileFact(asset: AssetDetail): Fact {
  const details = [];
  if (asset.width && asset.height) {
    const megapixels = (asset.width * asset.height) / 1e6;
    if (asset.type === "PHOTO") {
      details.push(`${megapixels < 9.95 ? megapixels.toFixed(1) : Math.round(megapixels)} MP`);
    }
    details.push(`${asset.width} × ${asset.height}`);
  }
  if (asset.duration !== null && asset.duration !== undefined && asset.type !== "PHOTO") {
    details.push(clock(asset.duration));
  }
  details.push(fileSize(asset.file_size));
  return { kind: "file", title: asset.original_filename, details };
}

function cameraFact(asset: AssetDetail): Fact | null {
  const data = asset.specific_metadata as (PhotoMetadata & VideoMetadata) | null;
  if (asset.type === "AUDIO" || !data) {
    return null;
  }
  const details = [];
  if (data.f_number) {
    details.push(`ƒ/${data.f_number}`);
  }
  if (data.exposure_time) {
    details.push(/s$/.test(data.exposure_time) ? data.exposure_time : `${data.exposure_time} s`);
  }
  if (data.focal_length) {
    details.push(`${data.focal_length} mm`);
  }
  if (data.iso_speed) {
    details.push(`ISO ${data.iso_speed}`);
  }
  if (data.exposure) {
    details.push(`${data.exposure > 0 ? "+" : ""}${data.exposure} EV`);
  }
  if (data.lens_model) {
    details.push(data.lens_model);
  }
  if (asset.type === "VIDEO") {
    details.push(
      ...[
        data.codec?.toUpperCase(),
        data.frame_rate ? `${Math.round(data.frame_rate * 100) / 100} fps` : undefined,
      ].filter((text) => text !== undefined),
    );
  }
  return data.camera_model || details.length > 0
    ? {
        kind: "camera",
        title: data.camera_model ?? (asset.type === "VIDEO" ? t("Video") : t("Camera")),
        details,
      }
    : null;
}

function soundFact(asset: AssetDetail): Fact | null {
  if (asset.type !== "AUDIO" || !asset.specific_metadata) {
    return null;
  }
  const { title, artist, album, year, codec, sample_rate, bitrate } =
    asset.specific_metadata as AudioMetadata;
  const details = [
    artist,
    album,
    year ? String(year) : undefined,
    codec?.toUpperCase(),
    sample_rate ? `${sample_rate / 1000} kHz` : undefined,
    bitrate ? `${Math.round(bitrate / 1000)} kbit/s` : undefined,
  ];
  return { kind: "sound", title: title ?? t("Sound"), details: details.filter((text) => text !== undefined) };
}

function placeFact(asset: AssetDetail): Fact | null {
  const data = asset.specific_metadata as PhotoMetadata | null;
  const latitude = data?.gps_latitude;
  const longitude = data?.gps_longitude;
  if (asset.type === "AUDIO" || latitude === undefined || longitude === undefined) {
    return null;
  }
  return {
    kind: "place",
    title: `${degrees(latitude, "N", "S")}, ${degrees(longitude, "E", "W")}`,
    details: [`${latitude.toFixed(5)}, ${longitude.toFixed(5)}`],
    copy: `${latitude}, ${longitude}`,
  };
}

function folderFact(asset: AssetDetail, language: string): Fact {
  const uploaded = new Intl.DateTimeFormat(language, {
    day: "numeric",
    month: "short",
    year: "numeric",
  }).format(new Date(asset.upload_time));
  return {
    kind: "folder",
    title: asset.storage_path || t("Not stored yet"),
    details: [t("Added {{when}}", { when: uploaded })],
    copy: asset.storage_path,
  };
}

/** "51°24′52″ N" of 51.41442. */
export function degrees(value: number, positive: string, negative: string): string {
  const seconds = Math.round(Math.abs(value) * 3600);
  const part = (number: number) => String(number).padStart(2, "0");
  return `${Math.floor(seconds / 3600)}°${part(Math.floor(seconds / 60) % 60)}′${part(seconds % 60)}″ ${value < 0 ? negative : positive}`;
}

/** "GMT+05:30" of 330. */
export function offsetName(minutes: number): string {
  if (minutes === 0) {
    return "GMT";
  }
  const absolute = Math.abs(minutes);
  const part = (number: number) => String(number).padStart(2, "0");
  return `GMT${minutes < 0 ? "−" : "+"}${part(Math.floor(absolute / 60))}:${part(absolute % 60)}`;
}
