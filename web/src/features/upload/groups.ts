/** Files up to this size travel several per request; larger ones in chunks. */
export const SMALL = 10 * 1024 * 1024;
/** How many files, and how many bytes of them, one request carries. */
export const GROUP_FILES = 8;
const GROUP_BYTES = 16 * 1024 * 1024;

/** The files of the next request, from the front of the line. Answers are told apart by name, so no name comes twice. */
export function nextGroup<T extends { file: File }>(line: readonly T[]): T[] {
  const group: T[] = [];
  const names = new Set<string>();
  let bytes = 0;
  for (const upload of line) {
    const { name, size } = upload.file;
    if (names.has(name) || (group.length > 0 && bytes + size > GROUP_BYTES)) {
      continue;
    }
    group.push(upload);
    names.add(name);
    bytes += size;
    if (group.length === GROUP_FILES) {
      break;
    }
  }
  return group;
}

/** How many bytes of each file have left when `share` of their request has: they are sent first to last. */
export function spread(files: readonly File[], share: number): number[] {
  let left = share * files.reduce((sum, file) => sum + file.size, 0);
  return files.map(({ size }) => {
    const sent = Math.max(0, Math.min(size, Math.round(left)));
    left -= size;
    return sent;
  });
}
