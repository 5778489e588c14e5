// @vitest-environment node
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { boxesOf } from "./boxes";
import { compose, InputError } from "./compose";
import { emptyInput, exampleInput, sketch } from "./input";
import { type ApiDocument, type Operation, operationsOf } from "./operation";
import { SAMPLES } from "./samples";
import { forAddress, readPlayground } from "./search";

const FOLDER = "../openapi";
const documents = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".json"))
  .map((name) => {
    const document = JSON.parse(readFileSync(`${FOLDER}/${name}`, "utf8")) as ApiDocument;
    return [name.replace(".json", ""), document, operationsOf(name.replace(".json", ""), document)] as const;
  });
const all = documents.flatMap(([, , operations]) => operations);

function named(key: string): Operation {
  return all.find((one) => one.key === key)!;
}

describe.each(documents)("the document %s", (_, document, operations) => {
  it("is read whole", () => {
    const methods = ["get", "put", "post", "delete", "head", "patch"];
    const paths = Object.values(document.paths).flatMap((item) => Object.keys(item));
    expect(operations.length).toBe(paths.filter((name) => methods.includes(name)).length);
    expect(new Set(operations.map(({ key }) => key)).size).toBe(operations.length);
  });

  it("has a sample of every operation in every language, with nothing left to fill in", () => {
    for (const operation of operations) {
      const credential = operation.credentials.find(Boolean) ?? null;
      const call = sketch(operation, exampleInput(operation), credential);
      expect(call.target, operation.key).not.toMatch(/[{}]|undefined/);
      for (const { write } of Object.values(SAMPLES)) {
        expect(write(call, "http://localhost:8080"), operation.key).not.toMatch(/undefined|\[object/);
      }
    }
  });

  it("knows what every operation opens with", () => {
    for (const operation of operations) {
      expect(operation.credentials.length, operation.key).toBeGreaterThan(0);
    }
  });
});

describe("what was filled in", () => {
  const listing = named("library/list_albums");
  const making = named("library/create_album");

  it("goes where it belongs, and what is empty does not go", () => {
    const like = named("library/like");
    const call = compose(
      like,
      {
        parameters: { "path.id": "a/b c" },
        body: { ...emptyInput(like).body, fields: { liked: "true" } },
      },
      null,
    );
    expect(call.target).toBe("/api/v1/assets/a%2Fb%20c/like");
    expect(call.body).toEqual({ kind: "text", text: '{\n  "liked": true\n}', json: true });
    expect(call.headers).toEqual([["Content-Type", "application/json"]]);
    const list = compose(
      listing,
      { ...emptyInput(listing), parameters: { "query.limit": "5", "query.offset": " " } },
      null,
    );
    expect(list.target).toBe("/api/v1/albums?limit=5");
    expect(list.body).toEqual({ kind: "none" });
  });

  it("that is missing or no value is named", () => {
    const at = (work: () => unknown) => {
      try {
        work();
      } catch (error) {
        return error instanceof InputError ? [error.place, error.reason] : error;
      }
      return null;
    };
    const like = named("library/like");
    expect(at(() => compose(like, emptyInput(like), null))).toEqual(["path.id", "missing"]);
    expect(at(() => compose(making, emptyInput(making), null))).toEqual(["body.album_name", "missing"]);
    const rate = named("library/rating");
    const rating = (fields: Record<string, string>) => () =>
      compose(rate, { parameters: { "path.id": "1" }, body: { ...emptyInput(rate).body, fields } }, null);
    expect(at(rating({ rating: "four" }))).toEqual(["body.rating", "number"]);
    expect(at(rating({ rating: "9007199254740993" }))).toEqual(["body.rating", "number"]);
    const text = { ...emptyInput(making).body, asText: true, text: "{" };
    expect(at(() => compose(making, { parameters: {}, body: text }, null))).toEqual(["body", "json"]);
  });

  it("makes a form of files and words", () => {
    const upload = named("hosting/upload_image");
    const file = { name: "a.jpg", type: "image/jpeg" };
    const body = { ...emptyInput(upload).body, fields: { file: [file], description: "Hello", tags: " " } };
    expect(compose(upload, { parameters: { "header.X-User-Id": "7" }, body }, null)).toMatchObject({
      method: "POST",
      target: "/v2/images",
      headers: [["X-User-Id", "7"]],
      body: {
        kind: "form",
        parts: expect.arrayContaining([
          { name: "file", file },
          { name: "description", text: "Hello" },
        ]),
      },
    });
  });

  it("keeps secrets out of the address", () => {
    const image = named("hosting/get_image");
    const values = { "path.id": "5", "query.w": "200", "query.token": "secret", "query.sig": "secret" };
    expect(forAddress(image, values)).toEqual({ "path.id": "5", "query.w": "200" });
    expect(readPlayground({ op: "a/b", with: { "query.w": 200, "query.x": null }, other: 1 })).toEqual({
      op: "a/b",
      with: { "query.w": "200" },
    });
  });
});

describe("a sample", () => {
  it("reads like written by hand", () => {
    const making = named("library/create_album");
    const body = { ...emptyInput(making).body, fields: { album_name: "Ada's" } };
    const call = compose(making, { parameters: {}, body }, making.credentials[0]!);
    expect(SAMPLES.curl.write(call, "http://localhost")).toBe(`curl 'http://localhost/api/v1/albums' \\
  --header 'Content-Type: application/json' \\
  --header "Authorization: Bearer $CALOTYPE_TOKEN" \\
  --data-raw '{
  "album_name": "Ada'\\''s"
}'`);
    expect(SAMPLES.python.write(call, "http://localhost")).toBe(`import os

import requests

response = requests.post(
    "http://localhost/api/v1/albums",
    headers={
        "Authorization": "Bearer " + os.environ["CALOTYPE_TOKEN"],
    },
    json={
        "album_name": "Ada's",
    },
)
print(response.status_code)
print(response.text)
`);
    expect(
      SAMPLES.javascript.write(call, "http://localhost"),
    ).toBe(`const response = await fetch("http://localhost/api/v1/albums", {
  method: "POST",
  headers: {
    "Content-Type": "application/json",
    Authorization: "Bearer " + process.env.CALOTYPE_TOKEN,
  },
  body: JSON.stringify({
    "album_name": "Ada's"
  }),
});
console.log(response.status);
console.log(await response.text());
`);
  });
});

it("faces are found in the words of both surfaces", () => {
  expect(
    boxesOf({
      detections: [
        { bbox: { x1: 10, y1: 20, x2: 30, y2: 60 }, confidence: 0.987 },
        { bbox: [1, 2, 3, 5] },
        { bbox: { x1: "a" } },
      ],
    }),
  ).toEqual([
    { left: 10, top: 20, width: 20, height: 40, label: "99 %" },
    { left: 1, top: 2, width: 2, height: 3, label: "2" },
  ]);
  expect(boxesOf({ faces: [{ face_id: 0, left: 5, top: 6, width: 7, height: 8 }] })).toEqual([
    { left: 5, top: 6, width: 7, height: 8, label: "1" },
  ]);
  expect(boxesOf([1])).toEqual([]);
  expect(boxesOf({ faces: "none" })).toEqual([]);
});
