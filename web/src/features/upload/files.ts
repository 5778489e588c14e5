/** A file somebody wants to upload. */
export interface PickedFile {
  file: File;
  /** The folder it came from, for people who drop whole trees; empty for single files. */
  folder: string;
}

/** What was picked, and how much of it is nothing a photo library keeps. */
export interface Picked {
  files: PickedFile[];
  leftOut: string[];
}

const PHOTOS = "jpg jpeg jpe png webp gif bmp tif tiff heic heif avif jxl psd svg pdf";
const RAWS = "cr2 cr3 crw nef nrw arw sr2 dng orf rw2 pef raf mrw srw rwl x3f 3fr fff iiq erf kdc mef mos";
const VIDEOS = "mp4 mov avi mkv webm flv wmv m4v 3gp mpg mpeg m2ts mts ts ogv";
const SOUNDS = "mp3 aac m4a flac wav ogg aif aiff wma opus oga";

const KINDS = new Map<string, "photo" | "video" | "sound">([
  ...`${PHOTOS} ${RAWS}`.split(" ").map((extension) => [extension, "photo"] as const),
  ...VIDEOS.split(" ").map((extension) => [extension, "video"] as const),
  ...SOUNDS.split(" ").map((extension) => [extension, "sound"] as const),
]);

/** What file dialogs offer: RAW formats have no media type that a browser knows. */
export const ACCEPT = [
  "image/*",
  "video/*",
  "audio/*",
  ...RAWS.split(" ").map((extension) => `.${extension}`),
].join(",");

/** The kind of a file by its name; `null` for what the library does not keep. The server looks at the content later. */
export function kindOf(name: string): "photo" | "video" | "sound" | null {
  return KINDS.get(name.split(".").pop()?.toLowerCase() ?? "") ?? null;
}

/** Sorts files into those to upload and those to leave out; what operating systems leave in folders is not mentioned. */
export function sortOut(files: readonly PickedFile[]): Picked {
  const seen = files.filter(({ file }) => !isLitter(file.name));
  return {
    files: seen.filter(({ file }) => kindOf(file.name) !== null),
    leftOut: seen.filter(({ file }) => kindOf(file.name) === null).map(({ file }) => file.name),
  };
}

/** The files of an input element, with their folders where a folder was picked. */
export function filesOfInput(list: FileList): PickedFile[] {
  return [...list].map((file) => ({
    file,
    folder: file.webkitRelativePath.split("/").slice(0, -1).join("/"),
  }));
}

/** The files of a drop, those inside dropped folders included. The drop's own data is gone after the first await. */
export async function filesOfDrop(data: DataTransfer): Promise<PickedFile[]> {
  const entries = [...data.items].map((item) => item.webkitGetAsEntry?.() ?? null);
  if (entries.every((entry) => entry === null)) {
    return [...data.files].map((file) => ({ file, folder: "" }));
  }
  const found: PickedFile[] = [];
  for (const entry of entries) {
    if (entry) {
      await walk(entry, "", found);
    }
  }
  return found;
}

async function walk(entry: FileSystemEntry, folder: string, found: PickedFile[]): Promise<void> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    );
    found.push({ file, folder });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const inside = folder ? `${folder}/${entry.name}` : entry.name;
  // A reader hands out a hundred entries at a time, and nothing once it is done.
  for (;;) {
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (batch.length === 0) {
      return;
    }
    for (const child of batch) {
      await walk(child, inside, found);
    }
  }
}

function isLitter(name: string): boolean {
  return (
    name.startsWith(".") ||
    ["thumbs.db", "desktop.ini"].includes(name.toLowerCase()) ||
    name.toLowerCase().endsWith(".xmp")
  );
}
