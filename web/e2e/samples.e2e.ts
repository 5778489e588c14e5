import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type MockServer, serveMock } from "../mock/server";
import type { Call } from "../src/features/operations/compose";
import type { Credential } from "../src/features/operations/operation";
import { SAMPLES, type SampleLanguage, variablesOf } from "../src/features/operations/samples";
import { requestOf } from "../src/features/operations/send";
import { BYTES, type Echo, startEcho } from "./echo";
import { MISSING, runSample } from "./runners";

const SECRET = { user: "ada", secret: "s3cret:with/odd+signs=" };
const ENV = {
  CALOTYPE_TOKEN: SECRET.secret,
  CALOTYPE_KEY: SECRET.secret,
  CALOTYPE_USER: SECRET.user,
  CALOTYPE_PASSWORD: SECRET.secret,
};
const BEARER: Credential = { name: "bearer", kind: "bearer", field: "Authorization" };
const KEY: Credential = { name: "key", kind: "header", field: "X-API-Key" };
/** Everything that means something to a shell or in a string of one of the languages. */
const ODD = `it's "quoted" $HOME \${x} \`ls\` \\n %s {y} é 🦊 <&>; @file #!`;
const PLAIN: Call = {
  method: "GET",
  target: "/plain",
  headers: [],
  body: { kind: "none" },
  credential: null,
  answer: "text",
};

const photo = (name: string) => new File([BYTES], name, { type: "image/png" });
const json = (value: unknown): Pick<Call, "headers" | "body"> => ({
  headers: [["Content-Type", "application/json"]],
  body: {
    kind: "text",
    text: typeof value === "string" ? value : JSON.stringify(value, null, 2),
    json: true,
  },
});

const CALLS: Record<string, Call> = {
  "a question with a token": {
    ...PLAIN,
    target: `/albums/7?${new URLSearchParams([
      ["q", ODD],
      ["tag", "a b"],
      ["tag", "c"],
    ])}`,
    credential: BEARER,
  },
  "JSON with a key": {
    ...PLAIN,
    method: "POST",
    ...json({
      name: ODD,
      lines: "a\nb\tc\u2028d",
      deep: { yes: true, no: false, nothing: null, list: [1, -2.5, []] },
    }),
    credential: KEY,
  },
  "JSON whose numbers are too long for JavaScript": {
    ...PLAIN,
    method: "PUT",
    ...json('{"id": 12345678901234567890, "share": 1.0, "__proto__": 3}'),
  },
  "a form with files": {
    ...PLAIN,
    method: "POST",
    body: {
      kind: "form",
      parts: [
        { name: "file", file: photo("it's, a photo; 1.png") },
        { name: "files", file: photo("two.png") },
        { name: "description", text: ODD },
      ],
    },
    credential: KEY,
  },
  "a form of words": {
    ...PLAIN,
    method: "PATCH",
    body: { kind: "form", parts: [{ name: "a", text: "@b" }] },
  },
  "bytes and headers": {
    ...PLAIN,
    method: "PATCH",
    headers: [
      ["Upload-Offset", "0"],
      ["X-Note", `it's "odd" $HOME`],
      ["Content-Type", "application/offset+octet-stream"],
    ],
    body: { kind: "file", file: photo("part.bin") },
  },
  "text that is not JSON": {
    ...PLAIN,
    method: "PUT",
    headers: [["Content-Type", "application/rdf+xml"]],
    body: { kind: "text", text: `<x:xmpmeta a='1' b="2">\n${ODD}</x:xmpmeta>`, json: false },
  },
  "a key in the query": {
    ...PLAIN,
    target: "/status?a=1",
    credential: { name: "k", kind: "query", field: "key" },
  },
  "a name and a password": { ...PLAIN, credential: { name: "b", kind: "basic", field: "Authorization" } },
  "a deletion": { ...PLAIN, method: "DELETE", target: "/albums/7", credential: BEARER },
  "a look at the head": { ...PLAIN, method: "HEAD", answer: "none" },
  "a picture": { ...PLAIN, target: "/picture", answer: "file" },
};

const LANGUAGES = Object.keys(SAMPLES) as SampleLanguage[];

describe.each(LANGUAGES)("a sample in %s", (language) => {
  const missing = MISSING[language];
  if (missing) {
    console.log(`skipped: ${missing}`);
  }
  let echo: Echo;

  beforeAll(async () => {
    echo = await startEcho();
    // What a browser has and Node has not: the request of the page is made for its own origin.
    Object.assign(globalThis, { location: { origin: echo.url } });
  });
  afterAll(() => echo.close());

  it.skipIf(missing).each(Object.entries(CALLS))("asks what the page asks: %s", async (_, call) => {
    const answer = await fetch(requestOf(call, SECRET));
    const bytes = Buffer.from(await answer.arrayBuffer());
    const [asked] = echo.take();
    const ran = await runSample(language, call, echo.url, ENV);
    expect(echo.take()).toEqual([asked]);
    if (language !== "curl") {
      expect(ran.status).toBe(200);
    }
    if (call.answer === "file") {
      expect(ran.file).toEqual(bytes);
    } else if (call.answer === "text") {
      expect(JSON.parse(ran.text)).toEqual(JSON.parse(bytes.toString()));
    }
  });
});

describe.each(LANGUAGES)("against a library, %s", (language) => {
  let server: MockServer;

  beforeAll(async () => {
    server = await serveMock("dist", { state: "filled", photos: 50 });
    Object.assign(globalThis, { location: { origin: server.url } });
  });
  afterAll(() => server.close());

  it.skipIf(MISSING[language])("reads and writes what the page does", async () => {
    const token = server.mock.library.issue(1, "access", 60_000);
    const env = { CALOTYPE_TOKEN: token };
    const list: Call = { ...PLAIN, target: "/api/v1/albums?limit=3", credential: BEARER };
    const expected = await (await fetch(requestOf(list, { secret: token }))).json();
    const ran = await runSample(language, list, server.url, env);
    expect(JSON.parse(ran.text)).toEqual(expected);

    const make: Call = {
      ...PLAIN,
      method: "POST",
      target: "/api/v1/albums",
      ...json({ album_name: ODD }),
      credential: BEARER,
    };
    await runSample(language, make, server.url, env);
    expect(server.mock.library.albums.some(({ name }) => name === ODD)).toBe(true);
  });
});

it("no sample holds a secret", () => {
  for (const call of Object.values(CALLS)) {
    for (const language of LANGUAGES) {
      const text = SAMPLES[language].write(call, "http://localhost");
      for (const variable of variablesOf(call.credential)) {
        expect(text).toContain(variable);
      }
      expect(text).not.toContain(SECRET.secret);
    }
  }
});
