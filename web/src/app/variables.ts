import {
  convertCssVariables,
  DEFAULT_THEME,
  defaultCssVariablesResolver,
  mergeMantineTheme,
} from "@mantine/core";
import { theme } from "./theme";

const HEAD = "/* Made by `npm run theme` from theme.ts. */\n";

/**
 * The CSS variables of the theme that differ from those Mantine's own stylesheet already sets. Used by the script that
 * writes `mantine.css` and by the test that compares; no part of the app.
 */
export function variablesCss(): string {
  const ours = defaultCssVariablesResolver(mergeMantineTheme(DEFAULT_THEME, theme));
  const theirs = defaultCssVariablesResolver(DEFAULT_THEME);
  const css = convertCssVariables({
    variables: difference(ours.variables, theirs.variables),
    light: difference(ours.light, theirs.light),
    dark: difference(ours.dark, theirs.dark),
  });
  return (
    HEAD +
    css
      .replace(/;(?!\n)/g, ";\n")
      .replace(/\{/g, " {\n")
      .replace(/\n\n+/g, "\n")
  );
}

function difference(ours: Record<string, string>, theirs: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(ours).filter(([name, value]) => theirs[name] !== value));
}
