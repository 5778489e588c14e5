import type { Call, FileName } from "../compose";
import { beforeKey, KEY, PASSWORD, survives, TOKEN, USER } from "./secret";

/** A request as a JavaScript module, as Node runs it. */
export function javascript(call: Call<FileName>, origin: string): string {
  const options = optionsOf(call);
  return [
    ...importOf(call),
    ...formOf(call.body),
    `const response = await fetch(${addressOf(call, origin)}${options.length > 0 ? ", {" : ");"}`,
    ...options.flatMap((option) => `${option},`.split("\n").map((line) => `  ${line}`)),
    ...(options.length > 0 ? ["});"] : []),
    "console.log(response.status);",
    ...ending(call),
    "",
  ].join("\n");
}

function importOf({ body, answer }: Call<FileName>): string[] {
  const names = [
    ...(body.kind === "file" || (body.kind === "form" && body.parts.some((part) => "file" in part))
      ? ["readFile"]
      : []),
    ...(answer === "file" ? ["writeFile"] : []),
  ];
  return names.length > 0 ? [`import { ${names.join(", ")} } from "node:fs/promises";`, ""] : [];
}

function formOf(body: Call<FileName>["body"]): string[] {
  if (body.kind !== "form") {
    return [];
  }
  return [
    "const form = new FormData();",
    ...body.parts.map((part) => {
      if (!("file" in part)) {
        return `form.append(${text(part.name)}, ${text(part.text)});`;
      }
      const { name, type } = part.file;
      const blob = `new Blob([await readFile(${text(name)})]${type ? `, { type: ${text(type)} }` : ""})`;
      return `form.append(${text(part.name)}, ${blob}, ${text(name)});`;
    }),
    "",
  ];
}

function addressOf({ target, credential }: Call<FileName>, origin: string): string {
  const url = origin + target;
  return credential?.kind === "query"
    ? `${text(beforeKey(url, credential))} + encodeURIComponent(process.env.${KEY})`
    : text(url);
}

function optionsOf({ method, headers, body, credential }: Call<FileName>): string[] {
  const lines = [...headers.map(([name, value]) => `${nameOf(name)}: ${text(value)}`), ...secret(credential)];
  return [
    ...(method === "GET" ? [] : [`method: "${method}"`]),
    ...(lines.length > 0 ? [`headers: {\n${lines.map((line) => `  ${line},\n`).join("")}}`] : []),
    ...bodyOf(body),
  ];
}

function secret(credential: Call["credential"]): string[] {
  switch (credential?.kind) {
    case "bearer":
      return [`Authorization: "Bearer " + process.env.${TOKEN}`];
    case "basic":
      return [`Authorization: "Basic " + btoa(process.env.${USER} + ":" + process.env.${PASSWORD})`];
    case "header":
      return [`${nameOf(credential.field)}: process.env.${KEY}`];
    case "cookie":
      return [`Cookie: ${text(`${credential.field}=`)} + process.env.${KEY}`];
    default:
      return [];
  }
}

function bodyOf(body: Call<FileName>["body"]): string[] {
  switch (body.kind) {
    case "none":
      return [];
    case "text":
      return [
        body.json && survives(body.text)
          ? `body: JSON.stringify(${JSON.stringify(JSON.parse(body.text), null, 2)})`
          : `body: ${text(body.text)}`,
      ];
    case "file":
      return [`body: await readFile(${text(body.file.name)})`];
    case "form":
      return ["body: form"];
  }
}

function ending({ answer }: Call<FileName>): string[] {
  switch (answer) {
    case "file":
      return ['await writeFile("answer", Buffer.from(await response.arrayBuffer()));'];
    case "none":
      return ["console.log(response.headers);"];
    default:
      return ["console.log(await response.text());"];
  }
}

/** The name of a property, in quotes where it needs them. */
function nameOf(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : text(name);
}

function text(value: string): string {
  return JSON.stringify(value);
}
