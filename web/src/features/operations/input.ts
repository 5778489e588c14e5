import { type BodyInput, type Call, compose, type FileName, type Input, InputError } from "./compose";
import { exampleObject, exampleOf } from "./example";
import type { Body, Credential, Operation } from "./operation";
import type { Shape } from "./shape";

/** The file of every example. */
const FILE: FileName = { name: "photo.jpg", type: "image/jpeg" };

/** What a form begins with: nothing but an example of the body, for who writes it as text. */
export function emptyInput(operation: Operation): Input<never> {
  const [body] = operation.bodies;
  return { parameters: {}, body: emptyBody(body) };
}

/** The beginning of one of the bodies. */
export function emptyBody(body: Body | undefined): BodyInput<never> {
  return {
    type: body?.type ?? null,
    asText: body?.kind === "json" && body.shape.kind !== "object",
    text: body?.kind === "json" ? exampleText(body.shape) : "",
    fields: {},
  };
}

/** An input that shows what an operation wants: what is required, and a body. */
export function exampleInput(operation: Operation): Input<FileName> {
  const [body] = operation.bodies;
  return {
    parameters: Object.fromEntries(
      operation.parameters.flatMap(({ key, name, required, shape }) =>
        required ? [[key, textOf(exampleOf(shape, name))]] : [],
      ),
    ),
    body: {
      ...emptyBody(body),
      asText: body?.kind === "json",
      ...(body?.kind === "raw" ? { text: rawText(body.type) } : {}),
      fields: body ? exampleFields(body) : {},
    },
  };
}

/**
 * The request to write down for what was filled in so far: what is still missing, or cannot be read, is shown as an
 * example.
 */
export function sketch<F extends FileName>(
  operation: Operation,
  input: Input<F>,
  credential: Credential | null,
): Call<FileName> {
  const example = exampleInput(operation);
  const parameters = { ...input.parameters };
  for (const [key, value] of Object.entries(example.parameters)) {
    parameters[key] = parameters[key]?.trim() || value;
  }
  const body: BodyInput<FileName> = { ...input.body, fields: { ...input.body.fields } };
  const chosen = operation.bodies.find(({ type }) => type === body.type) ?? operation.bodies[0];
  const fields: Record<string, string | readonly FileName[]> = { ...body.fields };
  for (const [name, value] of Object.entries(chosen ? exampleFields(chosen) : {})) {
    fields[name] = fields[name]?.length ? fields[name] : value;
  }
  const filled = { parameters, body: { ...body, fields } };
  try {
    return compose(operation, filled, credential);
  } catch (error) {
    if (error instanceof InputError) {
      return compose(operation, { parameters, body: example.body }, credential);
    }
    throw error;
  }
}

/** Something of a media type that is text. */
function rawText(type: string): string {
  return /xml$/.test(type) ? '<x:xmpmeta xmlns:x="adobe:ns:meta/"/>' : "text";
}

/** The required fields of a body with examples; in a form its file, too, which is what people come for. */
function exampleFields({ kind, shape, type }: Body): Record<string, string | readonly FileName[]> {
  if (kind === "raw") {
    return /octet-stream|^image\//.test(type) ? { "": [FILE] } : {};
  }
  const fields = shape.fields ?? [];
  const file = kind === "form" ? fields.find((field) => isFile(field.shape)) : undefined;
  return Object.fromEntries(
    fields.flatMap((field): [string, string | readonly FileName[]][] => {
      if (kind === "form" && isFile(field.shape)) {
        return field.required || field === file ? [[field.name, [FILE]]] : [];
      }
      return field.required ? [[field.name, textOf(exampleOf(field.shape, field.name))]] : [];
    }),
  );
}

/** Whether a part of a form is a file, or several. */
export function isFile(shape: Shape): boolean {
  return shape.kind === "file" || (shape.kind === "list" && shape.items?.kind === "file");
}

/** The example of a JSON body as text. */
export function exampleText(shape: Shape): string {
  const value =
    shape.kind === "object" && shape.example === undefined
      ? exampleObject(shape.fields ?? [])
      : exampleOf(shape);
  return JSON.stringify(value, null, 2);
}

function textOf(value: unknown): string {
  if (Array.isArray(value) && value.every((one) => typeof one !== "object")) {
    return value.join("\n");
  }
  return typeof value === "string" ? value : JSON.stringify(value);
}
