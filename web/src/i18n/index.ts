import i18next from "i18next";
import en from "./en.json";

/** The languages of the app, by their own names. A new one is a line here and a file beside this one. */
export const LANGUAGES = { en: "English", de: "Deutsch" } as const;

export type Language = keyof typeof LANGUAGES;

/** What stands for the values of a text: `{{name}}`; `count` chooses between one and many. */
export type Values = Record<string, string | number>;

const KEY = "calotype.language";

const MESSAGES: Record<Exclude<Language, "en">, () => Promise<{ default: Record<string, string> }>> = {
  de: () => import("./de.json"),
};

/** The language of this browser's person: what they chose, else the first of their languages that the app speaks. */
export const language: Language = chosen() ?? spoken(navigator.languages) ?? "en";

/** How dates and numbers are written: as the system does in this language, else as the language does by itself. */
export const locale: string = navigator.languages.find((one) => languageOf(one) === language) ?? language;

void i18next.init({
  lng: "en",
  fallbackLng: "en",
  initAsync: false,
  // The English text is the key, so points and colons in it mean nothing.
  keySeparator: false,
  nsSeparator: false,
  // React writes text as text; escaping it here would show the escapes.
  interpolation: { escapeValue: false },
  resources: { en: { translation: en } },
});

/** Loads the messages of the language. The app waits for it before it draws anything. */
export async function startLanguage(): Promise<void> {
  document.documentElement.lang = language;
  if (language === "en") {
    return;
  }
  try {
    i18next.addResourceBundle(language, "translation", (await MESSAGES[language]()).default);
    await i18next.changeLanguage(language);
  } catch {
    // Without its messages the app is better in English than not at all.
    document.documentElement.lang = "en";
  }
}

/** A text in the language of the person; `text` is its English wording. */
export function t(text: string, values?: Values): string {
  return i18next.t(text, values ?? {});
}

/** Marks a text that is translated later, where the language is not known yet. */
export function msg(text: string): string {
  return text;
}

/** A number as the person writes it. */
export function number(value: number, options?: Intl.NumberFormatOptions): string {
  return new Intl.NumberFormat(locale, options).format(value);
}

/** Keeps another language and begins again in it; `null` follows the browser. */
export function chooseLanguage(wanted: Language | null): void {
  if (wanted) {
    localStorage.setItem(KEY, wanted);
  } else {
    localStorage.removeItem(KEY);
  }
  location.reload();
}

/** What the person chose here, `null` when they follow the browser. */
export function chosen(): Language | null {
  const word = localStorage.getItem(KEY);
  return word && word in LANGUAGES ? (word as Language) : null;
}

/** The first of some language tags, like `de-AT`, that the app speaks. */
export function spoken(tags: readonly string[]): Language | null {
  for (const tag of tags) {
    const known = languageOf(tag);
    if (known) {
      return known;
    }
  }
  return null;
}

function languageOf(tag: string): Language | null {
  const word = tag.toLowerCase().split("-")[0]!;
  return word in LANGUAGES ? (word as Language) : null;
}
