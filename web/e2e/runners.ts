import { execFile, spawnSync } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Call } from "../src/features/operations/compose";
import { SAMPLES, type SampleLanguage } from "../src/features/operations/samples";

const run = promisify(execFile);

/** What running a sample brought: the status, if the sample prints it, and the answer. */
export interface Ran {
  status: number | null;
  text: string;
  /** What it kept as a file, for answers that are not text. */
  file: Buffer | null;
}

function has(program: string, ...words: string[]): boolean {
  return spawnSync(program, words, { stdio: "ignore" }).status === 0;
}

const hasDotnet = has("dotnet", "--version");
const hasMono = has("mcs", "--version") && has("mono", "--version");

/** Why the samples of a language cannot run here, or `null`. */
export const MISSING: Record<SampleLanguage, string | null> = {
  curl: has("curl", "--version") ? null : "there is no curl",
  python: has("python3", "-c", "import requests") ? null : "Python or its package requests is missing",
  javascript: null,
  csharp: hasDotnet || hasMono ? null : "there is neither dotnet nor mono",
};

/** Writes a request in a language, runs it in a folder with its files, and answers what it printed. */
export async function runSample(
  language: SampleLanguage,
  call: Call,
  origin: string,
  secrets: Record<string, string>,
): Promise<Ran> {
  const folder = await mkdtemp(join(tmpdir(), "calotype-sample-"));
  try {
    for (const file of filesOf(call)) {
      await writeFile(join(folder, file.name), Buffer.from(await file.arrayBuffer()));
    }
    return await runIn(folder, language, SAMPLES[language].write(call, origin), secrets);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Runs a sample as it was copied. */
export async function runText(
  language: SampleLanguage,
  text: string,
  secrets: Record<string, string>,
): Promise<Ran> {
  const folder = await mkdtemp(join(tmpdir(), "calotype-sample-"));
  try {
    return await runIn(folder, language, text, secrets);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function runIn(
  folder: string,
  language: SampleLanguage,
  text: string,
  secrets: Record<string, string>,
): Promise<Ran> {
  const output = await start(language, text, folder, secrets);
  const [first, ...rest] = output.split("\n");
  const file = (await readdir(folder)).includes("answer") ? await readFile(join(folder, "answer")) : null;
  return language === "curl"
    ? { status: null, text: output.trim(), file }
    : { status: Number(first), text: rest.join("\n").trim(), file };
}

async function start(
  language: SampleLanguage,
  text: string,
  folder: string,
  secrets: Record<string, string>,
): Promise<string> {
  const options = { cwd: folder, env: { PATH: process.env.PATH, HOME: process.env.HOME, ...secrets } };
  const path = join(folder, `sample.${SAMPLES[language].ending}`);
  await writeFile(path, text);
  switch (language) {
    case "curl":
      return (await run("bash", [path], options)).stdout;
    case "python":
      return (await run("python3", [path], options)).stdout;
    case "javascript":
      return (await run(process.execPath, [path], options)).stdout;
    case "csharp":
      return hasDotnet ? runDotnet(text, path, options) : runMono(text, path, options);
  }
}

type Options = { cwd: string; env: NodeJS.ProcessEnv };

/** A project of one file, for the .NET that is here. */
async function runDotnet(text: string, path: string, options: Options): Promise<string> {
  const version = (await run("dotnet", ["--version"], options)).stdout.split(".").slice(0, 2).join(".");
  await writeFile(
    join(options.cwd, "sample.csproj"),
    `<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net${version}</TargetFramework></PropertyGroup></Project>`,
  );
  await writeFile(path, text);
  return (await run("dotnet", ["run"], options)).stdout;
}

/** Mono's compiler is older than statements at the top of a file: they go into a method. */
async function runMono(text: string, path: string, options: Options): Promise<string> {
  const lines = text.split("\n");
  const isUsing = (line: string) => /^using [\w.]+;$/.test(line);
  const body = lines.filter((line) => !isUsing(line)).join("\n");
  await writeFile(
    path,
    `${lines.filter(isUsing).join("\n")}
static class Program {
  static async System.Threading.Tasks.Task Run() {
${body}
  }
  static void Main() { Console.OutputEncoding = new System.Text.UTF8Encoding(false); Run().Wait(); }
}
`,
  );
  await run("mcs", ["-r:System.Net.Http.dll", "-out:sample.exe", path], options);
  return (await run("mono", ["sample.exe"], options)).stdout;
}

function filesOf({ body }: Call): File[] {
  switch (body.kind) {
    case "file":
      return [body.file];
    case "form":
      return body.parts.flatMap((part) => ("file" in part ? [part.file] : []));
    default:
      return [];
  }
}
