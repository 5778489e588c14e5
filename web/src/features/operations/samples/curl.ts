import type { Call, FileName } from "../compose";
import { KEY, PASSWORD, TOKEN, USER } from "./secret";

/** A request as a command of a POSIX shell. */
export function curl(call: Call<FileName>, origin: string): string {
  const start = `curl ${[methodOf(call), quoted(origin + call.target)].filter(Boolean).join(" ")}`;
  return [start, ...options(call)].join(" \\\n  ");
}

/** What curl does by itself is not said. */
function methodOf({ method, body }: Call<FileName>): string {
  if (method === "HEAD") {
    return "--head";
  }
  return method === (body.kind === "none" ? "GET" : "POST") ? "" : `--request ${method}`;
}

function options({ method, headers, body, credential, answer }: Call<FileName>): string[] {
  return [
    ...headers.map(([name, value]) => `--header ${quoted(`${name}: ${value}`)}`),
    ...secret(credential, method),
    ...bodyOf(body),
    ...(answer === "file" ? ["--output answer"] : []),
  ];
}

function secret(credential: Call["credential"], method: string): string[] {
  switch (credential?.kind) {
    case "bearer":
      return [`--header "Authorization: Bearer $${TOKEN}"`];
    case "basic":
      return [`--user "$${USER}:$${PASSWORD}"`];
    case "header":
      return [`--header "${credential.field}: $${KEY}"`];
    case "cookie":
      return [`--cookie "${credential.field}=$${KEY}"`];
    case "query":
      // The former is older and everywhere, but it takes the place of a body.
      return [`${method === "GET" ? "--get --data-urlencode" : "--url-query"} "${credential.field}=$${KEY}"`];
    default:
      return [];
  }
}

function bodyOf(body: Call<FileName>["body"]): string[] {
  switch (body.kind) {
    case "none":
      return [];
    case "text":
      return [`--data-raw ${quoted(body.text)}`];
    case "file":
      return [`--data-binary ${quoted(`@${body.file.name}`)}`];
    case "form":
      return body.parts.map((part) =>
        "file" in part
          ? `--form ${quoted(`${part.name}=@"${part.file.name.replace(/["\\]/g, "\\$&")}"${typed(part.file)}`)}`
          : `--form-string ${quoted(`${part.name}=${part.text}`)}`,
      );
  }
}

function typed({ type }: FileName): string {
  return type ? `;type=${type}` : "";
}

/** A word of a shell in which nothing means anything. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
