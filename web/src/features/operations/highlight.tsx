import type { ReactNode } from "react";
import classes from "./Operations.module.css";
import type { SampleLanguage } from "./samples";

const WORDS: Record<SampleLanguage, string> = {
  curl: "curl",
  python: "import|with|as|open|None|True|False|print",
  javascript: "import|from|const|new|await|true|false|null",
  csharp: "using|var|new|await|int",
};

const STRINGS: Record<SampleLanguage, string> = {
  curl: `'[^']*'|"[^"]*"`,
  python: String.raw`"(?:[^"\\]|\\.)*"`,
  javascript: String.raw`"(?:[^"\\]|\\.)*"`,
  csharp: String.raw`@"(?:[^"]|"")*"|"(?:[^"\\]|\\.)*"`,
};

/** A sample with its strings and words in colours. It knows as much of the languages as the samples use. */
export function highlighted(text: string, language: SampleLanguage): ReactNode[] {
  const pattern = new RegExp(
    `(?<string>${STRINGS[language]})|(?<flag>(?<=\\s)--[a-z-]+)|(?<word>\\b(?:${WORDS[language]})\\b)`,
    "g",
  );
  const parts: ReactNode[] = [];
  let at = 0;
  for (const match of text.matchAll(pattern)) {
    parts.push(text.slice(at, match.index));
    const kind = match.groups?.string ? classes.string : classes.keyword;
    parts.push(
      <span key={match.index} className={kind}>
        {match[0]}
      </span>,
    );
    at = match.index + match[0].length;
  }
  return [...parts, text.slice(at)];
}
