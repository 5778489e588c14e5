import { readdir, readFile } from "node:fs/promises";
import { resolve } from "node:path";

const FOLDER = resolve("..", "openapi");

/** The OpenAPI documents of the server, as it serves them: those that are committed, and the list of them. */
export async function documents(path: string): Promise<Response> {
  const names = (await readdir(FOLDER)).filter((name) => name.endsWith(".json"));
  const name = path.slice("/openapi/".length);
  if (name === "documents.json") {
    return Response.json(await Promise.all(names.map(listed)));
  }
  return names.includes(name)
    ? new Response(await readFile(resolve(FOLDER, name)), { headers: { "Content-Type": "application/json" } })
    : new Response(null, { status: 404 });
}

async function listed(file: string) {
  const { info } = JSON.parse(await readFile(resolve(FOLDER, file), "utf8")) as { info: { title: string } };
  return { name: file.replace(".json", ""), title: info.title, url: `/openapi/${file}` };
}
