/** As much of a JSON schema as the documents of the server use. */
export interface Schema {
  $ref?: string;
  type?: string | readonly string[];
  format?: string;
  description?: string;
  default?: unknown;
  example?: unknown;
  examples?: readonly unknown[];
  enum?: readonly unknown[];
  const?: unknown;
  minimum?: number;
  maximum?: number;
  writeOnly?: boolean;
  items?: Schema;
  properties?: Readonly<Record<string, Schema>>;
  required?: readonly string[];
  additionalProperties?: unknown;
  allOf?: readonly Schema[];
  anyOf?: readonly Schema[];
  oneOf?: readonly Schema[];
}

/** Finds what a `$ref` stands for. */
export type Lookup = (ref: string) => Schema | undefined;

/** What a value looks like: a schema without references and without `null`. */
export interface Shape {
  kind: "text" | "integer" | "number" | "boolean" | "list" | "object" | "file" | "any";
  description?: string;
  format?: string;
  /** The values it may have, as text. */
  choices?: readonly string[];
  /** What the document gives as an example, or as the default. */
  example?: unknown;
  fallback?: unknown;
  minimum?: number;
  maximum?: number;
  /** Whether the value is to be kept from eyes, addresses and histories. */
  secret?: boolean;
  /** What a list is made of. */
  items?: Shape;
  /** What an object is made of. */
  fields?: readonly Field[];
}

/** One property of an object, or one part of a form. */
export interface Field {
  name: string;
  required: boolean;
  shape: Shape;
}

/** Deeper than people read; also the end of schemas that contain themselves. */
const DEEPEST = 8;

/** Makes a shape of a schema. */
export function shapeOf(schema: Schema | undefined, lookup: Lookup, depth = 0): Shape {
  const one = schema ? whole(schema, lookup, depth) : undefined;
  if (!one || depth > DEEPEST) {
    return { kind: "any", description: one?.description };
  }
  const about = {
    description: one.description,
    format: one.format,
    example: one.example ?? one.examples?.[0],
    fallback: one.default,
    minimum: one.minimum,
    maximum: one.maximum,
    secret: one.format === "password" || one.writeOnly === true || undefined,
    choices: choicesOf(one),
  };
  switch (typeOf(one)) {
    case "string":
      return { ...about, kind: one.format === "binary" ? "file" : "text" };
    case "integer":
      return { ...about, kind: "integer" };
    case "number":
      return { ...about, kind: "number" };
    case "boolean":
      return { ...about, kind: "boolean" };
    case "array":
      return { ...about, kind: "list", items: shapeOf(one.items, lookup, depth + 1) };
    case "object":
      return one.properties
        ? { ...about, kind: "object", fields: fieldsOf(one, lookup, depth) }
        : { ...about, kind: "any" };
    default:
      return { ...about, kind: "any" };
  }
}

/** A name that says that its value opens something. */
export function isSecretName(name: string): boolean {
  return /pass(word|phrase|key)|secret|token|authorization|cookie|credential|^(sig|key|mt)$|api.?key/i.test(
    name,
  );
}

function fieldsOf(schema: Schema, lookup: Lookup, depth: number): Field[] {
  const fields = Object.entries(schema.properties ?? {}).map(([name, property]): Field => {
    const shape = shapeOf(property, lookup, depth + 1);
    return {
      name,
      required: schema.required?.includes(name) ?? false,
      shape: isSecretName(name) && shape.kind === "text" ? { ...shape, secret: true } : shape,
    };
  });
  // What has to be there comes first; otherwise they keep their order.
  return fields.sort((a, b) => Number(b.required) - Number(a.required));
}

/** A schema without its reference, its `null` and its parts: `allOf` is merged, the one real form of `oneOf` taken. */
function whole(schema: Schema, lookup: Lookup, depth: number): Schema | undefined {
  if (depth > DEEPEST) {
    return schema;
  }
  if (schema.$ref) {
    const found = lookup(schema.$ref);
    return found && whole({ ...found, ...said(schema) }, lookup, depth + 1);
  }
  const forms = (schema.oneOf ?? schema.anyOf)?.filter((form) => form.type !== "null");
  if (forms) {
    if (forms.length === 1) {
      return whole({ ...forms[0], ...said(schema) }, lookup, depth + 1);
    }
    const constants = forms.flatMap((form) => form.enum ?? (form.const === undefined ? [] : [form.const]));
    return constants.length >= forms.length
      ? { ...said(schema), type: "string", enum: constants }
      : { ...said(schema) };
  }
  if (schema.allOf) {
    const parts = schema.allOf.flatMap((part) => whole(part, lookup, depth + 1) ?? []);
    return parts.length === 1
      ? { ...parts[0], ...said(schema) }
      : {
          ...said(schema),
          type: "object",
          properties: Object.assign({}, schema.properties, ...parts.map((part) => part.properties)),
          required: [...(schema.required ?? []), ...parts.flatMap((part) => part.required ?? [])],
        };
  }
  return schema;
}

/** What may stand beside a reference and then goes before what the reference says. */
function said({ description, example, examples, default: fallback }: Schema): Schema {
  return {
    ...(description === undefined ? {} : { description }),
    ...(example === undefined ? {} : { example }),
    ...(examples === undefined ? {} : { examples }),
    ...(fallback === undefined ? {} : { default: fallback }),
  };
}

function typeOf(schema: Schema): string | undefined {
  const types = [schema.type ?? []].flat().filter((type) => type !== "null");
  if (types.length === 1) {
    return types[0];
  }
  return types.length === 0 && schema.properties
    ? "object"
    : types.length === 0 && schema.enum
      ? "string"
      : undefined;
}

function choicesOf(schema: Schema): string[] | undefined {
  return schema.enum?.flatMap((value) => (value === null ? [] : [String(value)]));
}

/** How a shape is called in the documentation: `text (uuid)`, `list of integer`. */
export function nameOfShape(shape: Shape): string {
  if (shape.kind === "list") {
    return `${nameOfShape(shape.items ?? { kind: "any" })}[]`;
  }
  const name = { text: "string", any: "any", file: "file" }[shape.kind as string] ?? shape.kind;
  return shape.format && shape.kind !== "file" ? `${name} (${shape.format})` : name;
}
