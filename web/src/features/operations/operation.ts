import { isSecretName, type Schema, type Shape, shapeOf } from "./shape";

/** As much of an OpenAPI document as is read. */
export interface ApiDocument {
  info: { title: string; version?: string; description?: string };
  paths: Record<string, Partial<Record<string, RawOperation>>>;
  components?: { schemas?: Record<string, Schema>; securitySchemes?: Record<string, RawScheme> };
  security?: readonly Record<string, readonly string[]>[];
}

interface RawOperation {
  operationId?: string;
  tags?: readonly string[];
  summary?: string;
  description?: string;
  deprecated?: boolean;
  parameters?: readonly RawParameter[];
  requestBody?: { required?: boolean; description?: string; content: Record<string, RawMedia> };
  responses?: Record<string, { description?: string; content?: Record<string, RawMedia> }>;
  security?: readonly Record<string, readonly string[]>[];
}

interface RawParameter {
  name: string;
  in: string;
  description?: string;
  required?: boolean;
  schema?: Schema;
  example?: unknown;
}

interface RawMedia {
  schema?: Schema;
  example?: unknown;
  examples?: Record<string, { value?: unknown }>;
}

interface RawScheme {
  type: string;
  scheme?: string;
  in?: string;
  name?: string;
}

/** One call that a surface takes. */
export interface Operation {
  /** `library/list_albums`: what an address names it by. */
  key: string;
  surface: string;
  id: string;
  method: string;
  path: string;
  tag: string;
  summary: string;
  description: string;
  deprecated: boolean;
  parameters: readonly Parameter[];
  /** What it takes as a body, best first. */
  bodies: readonly Body[];
  bodyRequired: boolean;
  answers: readonly Answer[];
  /** What opens it, any one of them; `null` stands for nothing at all. */
  credentials: readonly (Credential | null)[];
}

export interface Parameter {
  /** `query.limit`: what an address names its value by. */
  key: string;
  name: string;
  in: "path" | "query" | "header";
  required: boolean;
  description?: string;
  shape: Shape;
}

export interface Body {
  type: string;
  /** How it is written: as JSON, as the parts of a form, or as it is. */
  kind: "json" | "form" | "raw";
  shape: Shape;
}

export interface Answer {
  status: string;
  description?: string;
  types: readonly string[];
  /** What the JSON of it is; what is not JSON has no shape worth telling. */
  shape?: Shape;
}

/** How a secret goes with a request. */
export interface Credential {
  /** The name of the scheme in its document. */
  name: string;
  kind: "bearer" | "basic" | "header" | "query" | "cookie";
  /** The header or parameter that carries it. */
  field: string;
}

const METHODS = ["get", "post", "put", "patch", "delete", "head"];
/** Cookies are the browser's: nobody fills them in. */
const PLACES = ["path", "query", "header"];

/** Every operation of a document, in its order. */
export function operationsOf(surface: string, document: ApiDocument): Operation[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const raw = item[method];
      return raw ? [operationOf(surface, document, path, method, raw)] : [];
    }),
  );
}

function operationOf(
  surface: string,
  document: ApiDocument,
  path: string,
  method: string,
  raw: RawOperation,
): Operation {
  const lookup = (ref: string) => document.components?.schemas?.[ref.split("/").pop()!];
  const id = raw.operationId ?? `${method}_${path}`;
  return {
    key: `${surface}/${id}`,
    surface,
    id,
    method: method.toUpperCase(),
    path,
    tag: raw.tags?.[0] ?? "",
    summary: raw.summary ?? "",
    description: raw.description ?? "",
    deprecated: raw.deprecated ?? false,
    parameters: (raw.parameters ?? []).flatMap((one) => parameterOf(one, lookup)),
    bodies: Object.entries(raw.requestBody?.content ?? {})
      .map(([type, media]) => bodyOf(type, media, lookup))
      .sort((a, b) => rank(a) - rank(b)),
    bodyRequired: raw.requestBody?.required ?? false,
    answers: Object.entries(raw.responses ?? {}).map(([status, { description, content }]) => {
      const json = Object.entries(content ?? {}).find(([type]) => /json$/.test(type))?.[1];
      const shape = json?.schema && shapeOf(json.schema, lookup);
      return { status, description, types: Object.keys(content ?? {}), shape };
    }),
    credentials: credentialsOf(raw.security ?? document.security, document),
  };
}

function parameterOf(raw: RawParameter, lookup: (ref: string) => Schema | undefined): Parameter[] {
  if (!PLACES.includes(raw.in)) {
    return [];
  }
  const shape = shapeOf(raw.schema, lookup);
  return [
    {
      key: `${raw.in}.${raw.name}`,
      name: raw.name,
      in: raw.in as Parameter["in"],
      required: raw.required ?? raw.in === "path",
      description: raw.description ?? shape.description,
      shape: {
        ...shape,
        example: raw.example ?? shape.example,
        secret: shape.secret || isSecretName(raw.name) || undefined,
      },
    },
  ];
}

function bodyOf(type: string, media: RawMedia, lookup: (ref: string) => Schema | undefined): Body {
  const shape = shapeOf(media.schema, lookup);
  const example = media.example ?? Object.values(media.examples ?? {})[0]?.value ?? shape.example;
  const kind = /[/+]json$/.test(type) ? "json" : type === "multipart/form-data" ? "form" : "raw";
  return { type, kind, shape: { ...shape, example } };
}

/** Forms carry files, and JSON has fields: both are easier to fill in than bytes. */
function rank({ kind }: Body): number {
  return ["form", "json", "raw"].indexOf(kind);
}

function credentialsOf(
  security: readonly Record<string, readonly string[]>[] | undefined,
  document: ApiDocument,
): (Credential | null)[] {
  if (!security || security.length === 0) {
    return [null];
  }
  return security.flatMap((way) => {
    const names = Object.keys(way);
    if (names.length === 0) {
      return [null];
    }
    const scheme = document.components?.securitySchemes?.[names[0]!];
    const credential = scheme && credentialOf(names[0]!, scheme);
    return credential ? [credential] : [];
  });
}

function credentialOf(name: string, { type, scheme, in: place, name: field }: RawScheme): Credential | null {
  if (type === "http") {
    return { name, kind: scheme?.toLowerCase() === "basic" ? "basic" : "bearer", field: "Authorization" };
  }
  if (type === "apiKey" && field && (place === "header" || place === "query" || place === "cookie")) {
    return { name, kind: place, field };
  }
  // What is left is a dance of addresses, whose end is a bearer token.
  return type === "oauth2" || type === "openIdConnect"
    ? { name, kind: "bearer", field: "Authorization" }
    : null;
}
