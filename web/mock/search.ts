import type { AssetFilter } from "../src/api/types";
import { localDay } from "./library";
import type { Photo } from "./photos";

/** Whether a photo is what a filter of the list asks for, beside what the library itself filters by. */
export function isFound(photo: Photo, filter: AssetFilter, query: string | undefined): boolean {
  const day = dayOf(photo);
  const { date, location: box } = filter;
  return (
    (!query || photo.fileName.toLowerCase().includes(query.toLowerCase())) &&
    (!filter.type || photo.kind === filter.type) &&
    (!filter.rating || photo.rating === filter.rating) &&
    (!filter.camera_model || photo.camera?.model === filter.camera_model) &&
    (!filter.lens || photo.camera?.lens === filter.lens) &&
    filter.raw !== true &&
    (!date?.from || day >= date.from) &&
    (!date?.to || day <= date.to) &&
    (!box || inBox(photo, box))
  );
}

/** The cameras and lenses of some photos, as the API lists them. */
export function optionsOf(photos: Photo[]): { camera_models: string[]; lenses: string[] } {
  const cameras = photos.flatMap(({ camera }) => camera ?? []);
  const distinct = (words: string[]) => [...new Set(words)].sort();
  return {
    camera_models: distinct(cameras.map(({ model }) => model)),
    lenses: distinct(cameras.map(({ lens }) => lens)),
  };
}

/** The day a photo was taken, YYYY-MM-DD. */
export function dayOf(photo: Photo): string {
  const day = String(localDay(photo));
  return `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`;
}

function inBox({ place }: Photo, box: NonNullable<AssetFilter["location"]>): boolean {
  if (!place) {
    return false;
  }
  const [latitude, longitude] = place;
  return latitude >= box.south! && latitude <= box.north! && longitude >= box.west! && longitude <= box.east!;
}
