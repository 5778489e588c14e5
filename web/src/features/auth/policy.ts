import { msg } from "@/i18n";
/** A rule for names or passwords, in the words of the person who has to meet it. */
export interface Rule {
  text: string;
  holds(value: string): boolean;
}

/** What the server asks of a user name, which it trims and lower-cases first. */
export const USERNAME_RULES: readonly Rule[] = [
  { text: msg("3 to 32 characters"), holds: (name) => name.trim().length >= 3 && name.trim().length <= 32 },
  { text: msg("Starts with a letter"), holds: (name) => /^[a-z]/i.test(name.trim()) },
  {
    text: msg("Letters, digits and single . _ - in between"),
    holds: (name) => /^[a-z0-9]+([._-][a-z0-9]+)*$/i.test(name.trim()),
  },
];

/** What the server asks of a password. Its length is counted in bytes, as the server does. */
export const PASSWORD_RULES: readonly Rule[] = [
  { text: msg("10 to 72 characters"), holds: (password) => bytes(password) >= 10 && bytes(password) <= 72 },
  { text: msg("A small letter"), holds: (password) => /\p{Ll}/u.test(password) },
  { text: msg("A capital letter"), holds: (password) => /\p{Lu}/u.test(password) },
  { text: msg("A digit"), holds: (password) => /\p{Nd}/u.test(password) },
];

/** Whether `value` meets all `rules`. */
export function meets(value: string, rules: readonly Rule[]): boolean {
  return rules.every((rule) => rule.holds(value));
}

function bytes(text: string): number {
  return new TextEncoder().encode(text).length;
}
