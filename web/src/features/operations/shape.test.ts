import { expect, it } from "vitest";
import { exampleOf } from "./example";
import { isSecretName, nameOfShape, type Schema, shapeOf } from "./shape";

const SCHEMAS: Record<string, Schema> = {
  Tree: { type: "object", properties: { name: { type: "string" }, child: { $ref: "#/x/Tree" } } },
  Filter: { type: "object", required: ["a"], properties: { a: { type: "integer", minimum: 5 } } },
  Mode: { type: "string", enum: ["fast", "good"] },
};
const read = (schema: Schema) => shapeOf(schema, (ref) => SCHEMAS[ref.split("/").pop()!]);

it("null is no form of its own", () => {
  expect(read({ type: ["string", "null"], format: "uuid" })).toMatchObject({ kind: "text", format: "uuid" });
  expect(read({ oneOf: [{ $ref: "#/x/Filter" }, { type: "null" }] }).fields?.map(({ name }) => name)).toEqual(
    ["a"],
  );
});

it("a schema that contains itself ends", () => {
  expect(JSON.stringify(read({ $ref: "#/x/Tree" })).length).toBeLessThan(5000);
  expect(exampleOf(read({ $ref: "#/x/Tree" }))).toMatchObject({ name: "Example" });
});

it("the parts of allOf are one object", () => {
  const whole = read({
    allOf: [{ $ref: "#/x/Filter" }, { type: "object", properties: { b: { type: "boolean" } } }],
  });
  expect(whole.fields?.map(({ name, required }) => [name, required])).toEqual([
    ["a", true],
    ["b", false],
  ]);
});

it("choices are known, and examples keep the bounds", () => {
  expect(read({ $ref: "#/x/Mode" }).choices).toEqual(["fast", "good"]);
  expect(exampleOf(read({ $ref: "#/x/Mode" }))).toBe("fast");
  expect(exampleOf(read({ $ref: "#/x/Filter" }))).toEqual({ a: 5 });
  expect(nameOfShape(read({ type: "array", items: { type: "string", format: "uuid" } }))).toBe(
    "string (uuid)[]",
  );
});

it("names tell what is secret", () => {
  expect(["password", "refreshToken", "X-API-Key", "sig", "mt"].filter(isSecretName)).toHaveLength(5);
  expect(["key_id", "assetId", "signal", "keyword", "kid"].filter(isSecretName)).toEqual([]);
});
