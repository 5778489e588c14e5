/** One line of the command palette. */
export interface Command {
  key: string;
  name: string;
  /** What kind of thing it is, when the name alone does not say so. */
  group?: string;
  run(): void;
}

/** The commands whose name or group has all the words; those whose name begins with them first, otherwise in their order. */
export function matching<T extends Pick<Command, "name" | "group">>(
  commands: readonly T[],
  text: string,
): T[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const found = commands.filter(({ name, group = "" }) => {
    const all = `${name} ${group}`.toLowerCase();
    return words.every((word) => all.includes(word));
  });
  const begins = ({ name }: T) => name.toLowerCase().startsWith(words[0] ?? "");
  return [...found.filter(begins), ...found.filter((command) => !begins(command))];
}
