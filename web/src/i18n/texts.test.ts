// @vitest-environment node
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { expect, it } from "vitest";
import de from "./de.json";
import en from "./en.json";

/** Attributes whose value somebody reads or hears. */
const READ = new Set([
  "label",
  "aria-label",
  "title",
  "text",
  "placeholder",
  "description",
  "lead",
  "submit",
  "alt",
]);

/** Names that are the same in every language. */
const NAMES = new Set(["calotype"]);

interface Text {
  text: string;
  counted: boolean;
}

const { texts, loose } = readSources("src");

it("every text of the app exists in German, and nothing else does", () => {
  const wanted = texts.flatMap(({ text, counted }) => (counted ? [`${text}_one`, `${text}_other`] : [text]));
  expect(Object.keys(de).sort()).toEqual([...new Set(wanted)].sort());
});

it("a translation uses the same values as its text", () => {
  const valuesOf = (text: string) => [...text.matchAll(/\{\{(\w+)/g)].map(([, name]) => name).sort();
  const wrong = Object.entries(de).filter(([key, text]) => {
    const wanted = valuesOf(key.replace(/_(one|other)$/, ""));
    // The one of something may leave its number out.
    const found = valuesOf(text);
    return !(
      same(wanted, found) ||
      (key.endsWith("_one") &&
        same(
          wanted.filter((name) => name !== "count"),
          found,
        ))
    );
  });
  expect(wrong).toEqual([]);
});

it("English has a singular for everything that is counted, and nothing else", () => {
  const counted = texts.flatMap(({ text, counted }) => (counted ? [`${text}_one`] : []));
  expect(Object.keys(en).sort()).toEqual([...new Set(counted)].sort());
});

it("no text is drawn without being translated", () => {
  expect(loose).toEqual([]);
});

function same(a: unknown[], b: unknown[]): boolean {
  return a.length === b.length && a.every((one, index) => one === b[index]);
}

function readSources(folder: string): { texts: Text[]; loose: string[] } {
  const texts: Text[] = [];
  const loose: string[] = [];
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (!/\.tsx?$/.test(name) || /\.test\.|schema\.d\./.test(name)) {
      continue;
    }
    const path = join(folder, name);
    const source = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest, true);
    visit(source, (node) => {
      if (ts.isCallExpression(node) && /^(t|msg)$/.test(node.expression.getText())) {
        const [text, values] = node.arguments;
        if (text && ts.isStringLiteral(text)) {
          texts.push({
            text: text.text,
            counted: values !== undefined && /\bcount\b/.test(values.getText()),
          });
        }
      } else if (ts.isJsxText(node)) {
        note(node, node.text.trim());
      } else if (
        ts.isJsxAttribute(node) &&
        READ.has(node.name.getText()) &&
        node.initializer &&
        ts.isStringLiteral(node.initializer)
      ) {
        note(node, node.initializer.text);
      }
    });
    function note(node: ts.Node, text: string): void {
      if (/\p{L}{2}/u.test(text) && !NAMES.has(text)) {
        const { line } = source.getLineAndCharacterOfPosition(node.getStart());
        loose.push(`${path}:${line + 1}: ${text}`);
      }
    }
  }
  return { texts, loose };
}

function visit(node: ts.Node, see: (node: ts.Node) => void): void {
  see(node);
  ts.forEachChild(node, (child) => visit(child, see));
}
