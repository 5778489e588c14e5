import type { Call, FileName } from "../compose";
import { beforeKey, KEY, PASSWORD, TOKEN, USER } from "./secret";

/** A request as a C# program with statements at the top. */
export function csharp(call: Call<FileName>, origin: string): string {
  return [
    ...usings(call).map((name) => `using ${name};`),
    "",
    "var client = new HttpClient();",
    `var request = new HttpRequestMessage(new HttpMethod("${call.method}"), ${addressOf(call, origin)});`,
    ...headersOf(call),
    ...bodyOf(call),
    "var response = await client.SendAsync(request);",
    "Console.WriteLine((int)response.StatusCode);",
    ...ending(call),
    "",
  ].join("\n");
}

/** Sorted, and no more than are needed: a compiler may be told to mind. */
function usings({ body, credential, answer }: Call<FileName>): string[] {
  const files = body.kind === "file" || (body.kind === "form" && body.parts.some((part) => "file" in part));
  return [
    "System",
    ...(files || answer === "file" ? ["System.IO"] : []),
    "System.Net.Http",
    ...(files || body.kind === "text" ? ["System.Net.Http.Headers"] : []),
    ...(credential?.kind === "basic" || body.kind === "text" ? ["System.Text"] : []),
  ];
}

function addressOf({ target, credential }: Call<FileName>, origin: string): string {
  const url = origin + target;
  return credential?.kind === "query"
    ? `${text(beforeKey(url, credential))} + Uri.EscapeDataString(${variable(KEY)})`
    : text(url);
}

function headersOf({ headers, credential }: Call<FileName>): string[] {
  return [
    ...headers
      .filter(([name]) => name !== "Content-Type")
      .map(([name, value]) => `request.Headers.Add(${text(name)}, ${text(value)});`),
    ...secret(credential),
  ];
}

function secret(credential: Call["credential"]): string[] {
  const add = (name: string, value: string) => `request.Headers.Add(${text(name)}, ${value});`;
  switch (credential?.kind) {
    case "bearer":
      return [add("Authorization", `"Bearer " + ${variable(TOKEN)}`)];
    case "basic":
      return [
        `var pair = ${variable(USER)} + ":" + ${variable(PASSWORD)};`,
        add("Authorization", '"Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(pair))'),
      ];
    case "header":
      return [add(credential.field, variable(KEY))];
    case "cookie":
      return [add("Cookie", `${text(`${credential.field}=`)} + ${variable(KEY)}`)];
    default:
      return [];
  }
}

function bodyOf({ body, headers }: Call<FileName>): string[] {
  const type = headers.find(([name]) => name === "Content-Type")?.[1];
  switch (body.kind) {
    case "none":
      return [];
    case "text":
      return [
        `request.Content = new StringContent(${body.text.includes("\n") ? verbatim(body.text) : text(body.text)}, Encoding.UTF8);`,
        ...(type ? [`request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(${text(type)});`] : []),
      ];
    case "file":
      return [
        `request.Content = new ByteArrayContent(File.ReadAllBytes(${text(body.file.name)}));`,
        ...(type ? [`request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(${text(type)});`] : []),
      ];
    case "form":
      return [
        "var form = new MultipartFormDataContent();",
        ...partsOf(body.parts),
        "request.Content = form;",
      ];
  }
}

/**
 * Names go in quotes of their own: without them .NET sends none, and not every server reads that. The disposition is made by
 * hand, because .NET would say the name of the file twice, in two encodings, which no browser does.
 */
function partsOf(parts: (Call<FileName>["body"] & { kind: "form" })["parts"]): string[] {
  return parts.flatMap((part, index) => {
    if (!("file" in part)) {
      return [`form.Add(new StringContent(${text(part.text)}), ${text(`"${part.name}"`)});`];
    }
    const { name, type } = part.file;
    const file = `file${index === 0 ? "" : index + 1}`;
    return [
      `var ${file} = new ByteArrayContent(File.ReadAllBytes(${text(name)}));`,
      ...(type ? [`${file}.Headers.ContentType = MediaTypeHeaderValue.Parse(${text(type)});`] : []),
      `${file}.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data")`,
      `    { Name = ${text(`"${part.name}"`)}, FileName = ${text(`"${name.replace(/["\\]/g, "_")}"`)} };`,
      `form.Add(${file});`,
    ];
  });
}

function ending({ answer }: Call<FileName>): string[] {
  switch (answer) {
    case "file":
      return ['File.WriteAllBytes("answer", await response.Content.ReadAsByteArrayAsync());'];
    case "none":
      return ["Console.WriteLine(response.Headers);"];
    default:
      return ["Console.WriteLine(await response.Content.ReadAsStringAsync());"];
  }
}

function variable(name: string): string {
  return `Environment.GetEnvironmentVariable("${name}")`;
}

/** Strings of JSON are strings of C#, but for the line breaks that only C# knows. */
function text(value: string): string {
  return JSON.stringify(value).replace(
    /[\u0085\u2028\u2029]/g,
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** A string of several lines. */
function verbatim(value: string): string {
  return `@"${value.replaceAll('"', '""')}"`;
}
