import type { Call, FileName } from "../compose";
import { KEY, PASSWORD, survives, TOKEN, USER, withoutType } from "./secret";

/** A request as a Python program that uses Requests. */
export function python(call: Call<FileName>, origin: string): string {
  return [
    ...(call.credential ? ["import os", ""] : []),
    "import requests",
    "",
    `response = requests.${call.method.toLowerCase()}(`,
    `    ${text(origin + call.target)},`,
    ...argumentsOf(call).flatMap((argument) => indented(`${argument},`, 4)),
    ")",
    "print(response.status_code)",
    ...ending(call),
    "",
  ].join("\n");
}

function argumentsOf({ headers, body, credential }: Call<FileName>): string[] {
  const isJson = body.kind === "text" && body.json && survives(body.text);
  const lines = [
    ...(isJson ? withoutType(headers) : headers).map(([name, value]) => `${text(name)}: ${text(value)}`),
    ...secret(credential),
  ];
  return [
    ...(lines.length > 0 ? [`headers={\n${lines.map((line) => `    ${line},\n`).join("")}}`] : []),
    ...(credential?.kind === "query" ? [`params={${text(credential.field)}: os.environ["${KEY}"]}`] : []),
    ...(credential?.kind === "basic" ? [`auth=(os.environ["${USER}"], os.environ["${PASSWORD}"])`] : []),
    ...(credential?.kind === "cookie" ? [`cookies={${text(credential.field)}: os.environ["${KEY}"]}`] : []),
    ...(isJson ? [`json=${literal(JSON.parse(body.text))}`] : bodyOf(body)),
  ];
}

function secret(credential: Call["credential"]): string[] {
  switch (credential?.kind) {
    case "bearer":
      return [`"Authorization": "Bearer " + os.environ["${TOKEN}"]`];
    case "header":
      return [`${text(credential.field)}: os.environ["${KEY}"]`];
    default:
      return [];
  }
}

function bodyOf(body: Call<FileName>["body"]): string[] {
  switch (body.kind) {
    case "none":
      return [];
    case "text":
      return [`data=${text(body.text)}.encode()`];
    case "file":
      return [`data=open(${text(body.file.name)}, "rb")`];
    case "form": {
      const parts = body.parts.map((part) => {
        if (!("file" in part)) {
          return `(${text(part.name)}, (None, ${text(part.text)}))`;
        }
        const { name, type } = part.file;
        const about = [text(name), `open(${text(name)}, "rb")`, ...(type ? [text(type)] : [])];
        return `(${text(part.name)}, (${about.join(", ")}))`;
      });
      return [`files=[\n${parts.map((part) => `    ${part},\n`).join("")}]`];
    }
  }
}

function ending({ answer }: Call<FileName>): string[] {
  switch (answer) {
    case "file":
      return ['with open("answer", "wb") as file:', "    file.write(response.content)"];
    case "none":
      return ["print(response.headers)"];
    default:
      return ["print(response.text)"];
  }
}

/** A JSON value as Python writes it. */
function literal(value: unknown): string {
  if (Array.isArray(value)) {
    return value.length === 0 ? "[]" : `[\n${value.map((one) => nested(literal(one))).join("")}]`;
  }
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).map(([name, one]) => nested(`${text(name)}: ${literal(one)}`));
    return entries.length === 0 ? "{}" : `{\n${entries.join("")}}`;
  }
  if (typeof value === "string") {
    return text(value);
  }
  return value === null ? "None" : value === true ? "True" : value === false ? "False" : String(value);
}

function nested(lines: string): string {
  return `${indented(`${lines},`, 4).join("\n")}\n`;
}

/** Strings of JSON are strings of Python: it knows every escape that JSON has. A line break never stands in one. */
function text(value: string): string {
  return JSON.stringify(value);
}

function indented(lines: string, by: number): string[] {
  return lines.split("\n").map((line) => " ".repeat(by) + line);
}
