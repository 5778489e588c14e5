import type { components } from "./schema";

type Schemas = components["schemas"];

/** The names the app uses for what the server sends: the one place that knows the names of the generated schemas. */
export type Asset = Schemas["AssetDTO"];
export type AssetDetail = Schemas["AssetDetailDTO"];
export type AssetKind = Asset["type"];
export type AssetFilter = Schemas["AssetFilterDTO"];
export type Album = Schemas["GetAlbumResponseDTO"];
export type AlbumAsset = Schemas["AlbumAssetDTO"];
export type AuthAnswer = Schemas["AuthResponseDTO"];
/** What a session needs of an answer to register, login or refresh. */
export type Tokens = Pick<AuthAnswer, "token" | "refreshToken" | "expiresAt">;
export type PhotoMetadata = Schemas["PhotoSpecificMetadata"];
export type VideoMetadata = Schemas["VideoSpecificMetadata"];
export type AudioMetadata = Schemas["AudioSpecificMetadata"];
export type Queue = Schemas["QueueSummaryDTO"];
export type Repository = Schemas["RepositoryDTO"];
export type RepositoryDefaults = Schemas["RepositoryDefaultsDTO"];
export type ScanRun = Schemas["RepositoryScanRunDTO"];
export type RuntimeInfo = Schemas["RuntimeInfoDTO"];
export type SetupStatus = Schemas["SetupStatusDTO"];
export type Stack = Schemas["StackDTO"];
export type TimelineMonth = Schemas["TimelineMonthDTO"];
export type UsageDay = Schemas["UsageDay"];
export type UploadConfig = Schemas["UploadConfigResponseDTO"];
export type UploadResult = Schemas["BatchUploadResultDTO"];
export type ManagedUser = Schemas["ManagedUserDTO"];
export type AuditEvent = Schemas["AuditEvent"];
export type SystemSettings = Schemas["SystemSettingsDTO"];
export type SystemSettingsChange = Schemas["UpdateSystemSettingsDTO"];
export type User = Schemas["UserDTO"];

/** What `AssetDTO.status` holds once its base64 is undone. */
export interface AssetStatus {
  state: "processing" | "complete" | "warning" | "failed";
  message: string;
  errors?: { task: string; error: string }[];
}

/**
 * Reads the base64 JSON of `AssetDTO.status`. Answers `null` for anything that is not such a status: the field is a
 * documented oddity of the API, and a screen should still open when a server leaves it out.
 */
export function decodeStatus(status: string): AssetStatus | null {
  try {
    const bytes = Uint8Array.from(atob(status), (character) => character.charCodeAt(0));
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof value === "object" && value !== null && "state" in value ? (value as AssetStatus) : null;
  } catch {
    return null;
  }
}
