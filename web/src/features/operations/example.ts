import type { Field, Shape } from "./shape";

/** A value that fits a shape, for documentation and as a start: what the document gives, else something plausible. */
export function exampleOf(shape: Shape, name = "", depth = 0): unknown {
  if (shape.example !== undefined) {
    return shape.example;
  }
  if (shape.fallback !== undefined && shape.fallback !== null) {
    return shape.fallback;
  }
  switch (shape.kind) {
    case "text":
    case "file":
      return shape.choices?.[0] ?? textFor(shape.format, name);
    case "integer":
    case "number":
      return shape.choices ? Number(shape.choices[0]) : numberFor(shape, name);
    case "boolean":
      return true;
    case "list":
      return depth > 3 ? [] : [exampleOf(shape.items ?? { kind: "any" }, name.replace(/s$/, ""), depth + 1)];
    case "object":
      return depth > 3 ? {} : exampleObject(shape.fields ?? [], depth);
    default:
      return {};
  }
}

/** An example of an object: its required properties, or all of them when it requires none. */
export function exampleObject(fields: readonly Field[], depth = 0): Record<string, unknown> {
  const required = fields.filter((field) => field.required);
  const shown = required.length > 0 ? required : fields;
  return Object.fromEntries(shown.map(({ name, shape }) => [name, exampleOf(shape, name, depth + 1)]));
}

function textFor(format: string | undefined, name: string): string {
  switch (format) {
    case "uuid":
      return "0198c1f2-7a30-7c11-9d5e-2f6b1a4c8e90";
    case "date-time":
      return "2026-01-31T12:00:00Z";
    case "date":
      return "2026-01-31";
    case "uri":
      return "https://example.org/photo.jpg";
    default:
  }
  const named: [RegExp, string][] = [
    [/e.?mail/i, "ada@example.org"],
    [/pass/i, "a-long-passphrase"],
    [/file.?name/i, "photo.jpg"],
    [/content.?type|mime/i, "image/jpeg"],
    [/domain/i, "shop.example"],
    [/(^|_)url$|Url$/, "https://example.org/photo.jpg"],
    [/album.?name/i, "Holidays"],
    [/user.?name/i, "talbot"],
    [/month/i, "2026-01"],
    [/(^|_)id$|Id$/, "42"],
    [/name$/i, "Example"],
  ];
  return named.find(([pattern]) => pattern.test(name))?.[1] ?? "text";
}

function numberFor(shape: Shape, name: string): number {
  const wanted = /^(limit|per_?page|count)$/i.test(name)
    ? 20
    : /rating/i.test(name)
      ? 4
      : /offset/i.test(name)
        ? 0
        : 1;
  return Math.min(Math.max(wanted, shape.minimum ?? wanted), shape.maximum ?? Number.POSITIVE_INFINITY);
}
