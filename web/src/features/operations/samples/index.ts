import type { Call, FileName } from "../compose";
import { csharp } from "./csharp";
import { curl } from "./curl";
import { javascript } from "./javascript";
import { python } from "./python";

/** The languages that requests are written in: how they are called, and how a file of them ends. */
export const SAMPLES = {
  curl: { name: "curl", ending: "sh", write: curl },
  python: { name: "Python", ending: "py", write: python },
  javascript: { name: "JavaScript", ending: "mjs", write: javascript },
  csharp: { name: "C#", ending: "cs", write: csharp },
} as const satisfies Record<
  string,
  { name: string; ending: string; write(call: Call<FileName>, origin: string): string }
>;

export type SampleLanguage = keyof typeof SAMPLES;

export { variablesOf } from "./secret";
