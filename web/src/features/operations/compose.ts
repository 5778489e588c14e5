import type { Body, Credential, Operation, Parameter } from "./operation";
import type { Field, Shape } from "./shape";

/** What a file is called and what it is; a sample needs no more of it. */
export interface FileName {
  name: string;
  type: string;
}

/** What somebody filled in for an operation. A value that is empty is not sent. */
export interface Input<F extends FileName = File> {
  /** By the keys of the parameters. */
  parameters: Readonly<Record<string, string>>;
  body: BodyInput<F>;
}

export interface BodyInput<F extends FileName = File> {
  /** Which of the operation's bodies. */
  type: string | null;
  /** Whether the body is written as one text instead of field by field. */
  asText: boolean;
  text: string;
  /** By the names of the fields: what was typed, or the files that were dropped. */
  fields: Readonly<Record<string, string | readonly F[]>>;
}

/** A request, ready to be sent or to be written down; all of it but the secret. */
export interface Call<F extends FileName = File> {
  method: string;
  /** Path and query, from the first slash. */
  target: string;
  headers: readonly (readonly [name: string, value: string])[];
  body: CallBody<F>;
  credential: Credential | null;
  /** What the answer is when all goes well: text to print, a file to keep, or nothing. */
  answer: "text" | "file" | "none";
}

export type CallBody<F extends FileName = File> =
  | { kind: "none" }
  | { kind: "text"; text: string; json: boolean }
  | { kind: "file"; file: F }
  | { kind: "form"; parts: readonly Part<F>[] };

export type Part<F extends FileName = File> = { name: string; text: string } | { name: string; file: F };

/** What is wrong with an input: the key of a parameter, or `body.` and the name of a field, and why. */
export class InputError extends Error {
  override name = "InputError";

  constructor(
    readonly place: string,
    readonly reason: "missing" | "number" | "json",
    readonly detail = "",
  ) {
    super(`${place}: ${reason}`);
  }
}

/** Makes the request of what was filled in. Throws an `InputError` for what cannot be sent. */
export function compose<F extends FileName>(
  operation: Operation,
  input: Input<F>,
  credential: Credential | null,
): Call<F> {
  const value = ({ key, name, in: place, required, shape }: Parameter): string[] => {
    const typed = input.parameters[key]?.trim() ?? "";
    if (typed === "") {
      if (required && !(credential?.field === name && credential.kind === place)) {
        throw new InputError(key, "missing");
      }
      return [];
    }
    return shape.kind === "list" ? typed.split(",").map((one) => one.trim()) : [typed];
  };
  let path = operation.path;
  const query = new URLSearchParams();
  const headers: [string, string][] = [];
  for (const parameter of operation.parameters) {
    for (const one of value(parameter)) {
      if (parameter.in === "path") {
        path = path.replace(`{${parameter.name}}`, () => encodeURIComponent(one));
      } else if (parameter.in === "query") {
        query.append(parameter.name, one);
      } else {
        headers.push([parameter.name, one]);
      }
    }
  }
  const body = bodyOf(operation, input.body);
  const type = typeOf(operation, input.body, body);
  return {
    method: operation.method,
    target: query.size > 0 ? `${path}?${query}` : path,
    headers: type ? [...headers, ["Content-Type", type]] : headers,
    body,
    credential,
    answer: answerOf(operation),
  };
}

function bodyOf<F extends FileName>(operation: Operation, input: BodyInput<F>): CallBody<F> {
  const body = operation.bodies.find(({ type }) => type === input.type) ?? operation.bodies[0];
  if (!body) {
    return { kind: "none" };
  }
  if (body.kind === "form") {
    return formOf(body, input);
  }
  if (body.kind === "raw") {
    return rawOf(operation, body, input);
  }
  if (input.asText || body.shape.kind !== "object") {
    return jsonText(operation, input.text);
  }
  const value: Record<string, unknown> = {};
  for (const field of body.shape.fields ?? []) {
    const typed = input.fields[field.name];
    const one = typeof typed === "string" ? valueFrom(field, typed) : undefined;
    if (one !== undefined) {
      value[field.name] = one;
    } else if (field.required) {
      throw new InputError(`body.${field.name}`, "missing");
    }
  }
  return Object.keys(value).length === 0 && !operation.bodyRequired
    ? { kind: "none" }
    : { kind: "text", text: JSON.stringify(value, null, 2), json: true };
}

function jsonText(operation: Operation, text: string): CallBody<never> {
  if (text.trim() === "") {
    if (operation.bodyRequired) {
      throw new InputError("body", "missing");
    }
    return { kind: "none" };
  }
  try {
    JSON.parse(text);
  } catch (error) {
    throw new InputError("body", "json", error instanceof Error ? error.message : "");
  }
  return { kind: "text", text: text.trim(), json: true };
}

function rawOf<F extends FileName>(operation: Operation, { type }: Body, input: BodyInput<F>): CallBody<F> {
  const files = input.fields[""];
  if (Array.isArray(files) && files.length > 0) {
    return { kind: "file", file: files[0] as F };
  }
  if (input.text === "" && operation.bodyRequired && !/octet-stream/.test(type)) {
    throw new InputError("body", "missing");
  }
  return input.text === "" ? { kind: "none" } : { kind: "text", text: input.text, json: false };
}

function formOf<F extends FileName>({ shape }: Body, input: BodyInput<F>): CallBody<F> {
  const parts = (shape.fields ?? []).flatMap(({ name, required, shape: one }): Part<F>[] => {
    const typed = input.fields[name] ?? "";
    const found =
      typeof typed !== "string"
        ? typed.map((file) => ({ name, file }))
        : typed.trim() === ""
          ? []
          : one.kind === "list"
            ? linesOf(typed).map((text) => ({ name, text }))
            : [{ name, text: typed }];
    if (found.length === 0 && required) {
      throw new InputError(`body.${name}`, "missing");
    }
    return found;
  });
  return parts.length === 0 ? { kind: "none" } : { kind: "form", parts };
}

/** The JSON value of what was typed into a field; `undefined` for nothing. */
function valueFrom({ name, shape }: Field, typed: string): unknown {
  if (typed.trim() === "") {
    return undefined;
  }
  const place = `body.${name}`;
  switch (shape.kind) {
    case "text":
      return typed;
    case "boolean":
      return typed === "true";
    case "integer":
    case "number":
      return numberOf(place, typed);
    case "list":
      if (isSimple(shape.items)) {
        return linesOf(typed).map((line) => (shape.items?.kind === "text" ? line : numberOf(place, line)));
      }
      return parsed(place, typed);
    default:
      return parsed(place, typed);
  }
}

/** Whether a value is typed as it is, and not as JSON. */
export function isSimple(shape: Shape | undefined): boolean {
  return shape !== undefined && ["text", "integer", "number"].includes(shape.kind);
}

function linesOf(text: string): string[] {
  return text.split("\n").flatMap((line) => line.trim() || []);
}

function numberOf(place: string, text: string): number {
  const value = Number(text.trim());
  if (!Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value))) {
    throw new InputError(place, "number");
  }
  return value;
}

function parsed(place: string, text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new InputError(place, "json", error instanceof Error ? error.message : "");
  }
}

function typeOf<F extends FileName>(
  operation: Operation,
  input: BodyInput<F>,
  body: CallBody<F>,
): string | null {
  if (body.kind === "none" || body.kind === "form") {
    return null;
  }
  return (operation.bodies.find(({ type }) => type === input.type) ?? operation.bodies[0])?.type ?? null;
}

function answerOf({ method, answers }: Operation): Call["answer"] {
  if (method === "HEAD") {
    return "none";
  }
  const good = answers.find(({ status }) => /^2/.test(status));
  return good?.types.every((type) => /json|^text\//.test(type)) === false ? "file" : "text";
}
