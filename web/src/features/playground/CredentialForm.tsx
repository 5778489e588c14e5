import { PasswordInput, Select, TextInput } from "@mantine/core";
import { useState } from "react";
import { type Secret, sessionFor, sessionToken, usePasted } from "@/features/operations/credentials";
import type { Credential, Operation } from "@/features/operations/operation";
import { t } from "@/i18n";
import classes from "./Playground.module.css";

interface Choice {
  key: string;
  label: string;
  credential: Credential | null;
  session?: "library" | "portal";
}

/** What opens the operation, as chosen, and its secret at the moment of sending. */
export interface CredentialChoice {
  all: readonly Choice[];
  chosen: Choice;
  choose(key: string): void;
  value: Credential | null;
  pasted: Secret;
  paste(secret: Secret): void;
  secret(): Promise<Secret | null>;
}

/** The ways to open an operation, the own session first. */
export function useCredentialChoice(operation: Operation): CredentialChoice {
  const all = choicesOf(operation);
  const [key, choose] = useState(all[0]!.key);
  const chosen = all.find((one) => one.key === key) ?? all[0]!;
  const { credential, session } = chosen;
  const [pasted, paste] = usePasted(operation.surface, credential?.name ?? "");
  return {
    all,
    chosen,
    choose,
    value: credential,
    pasted,
    paste,
    async secret() {
      if (session) {
        const token = await sessionToken(session);
        return token === null ? null : { secret: token };
      }
      return credential && pasted.secret ? pasted : null;
    },
  };
}

function choicesOf(operation: Operation): Choice[] {
  const ways = operation.credentials.flatMap((credential): Choice[] => {
    if (!credential) {
      return [];
    }
    const session = sessionFor(operation, credential);
    const pasted: Choice = { key: `paste ${credential.name}`, label: labelOf(credential), credential };
    return session
      ? [
          {
            key: `session ${credential.name}`,
            label: session === "library" ? t("My session") : t("My session in the hosting portal"),
            credential,
            session,
          },
          pasted,
        ]
      : [pasted];
  });
  // Without a credential a refusal can be seen, too.
  return [...ways, { key: "none", label: t("Nothing"), credential: null }];
}

function labelOf({ kind }: Credential): string {
  switch (kind) {
    case "bearer":
      return t("A token");
    case "basic":
      return t("A name and a password");
    case "cookie":
      return t("The cookie of this browser");
    default:
      return t("An API key");
  }
}

/** Asks for the credential. What is pasted stays in this page. */
export function CredentialForm({ operation, choice }: { operation: Operation; choice: CredentialChoice }) {
  const { all, chosen, pasted, paste } = choice;
  if (all.length === 1) {
    return <p className={classes.note}>{t("It needs no credential.")}</p>;
  }
  const kind = chosen.session ? undefined : chosen.credential?.kind;
  return (
    <fieldset className={classes.fields}>
      <legend>{t("Credential")}</legend>
      <Select
        label={t("Opens with")}
        allowDeselect={false}
        data={all.map(({ key, label }) => ({ value: key, label }))}
        value={chosen.key}
        onChange={(key) => key && choice.choose(key)}
      />
      {kind === "basic" ? (
        <TextInput
          label={t("Name")}
          autoComplete="off"
          value={pasted.user ?? ""}
          onChange={(event) => paste({ ...pasted, user: event.currentTarget.value })}
        />
      ) : null}
      {kind && kind !== "cookie" ? (
        <PasswordInput
          label={kind === "basic" ? t("Password") : chosen.label}
          description={t("Kept in this page only, until it is closed.")}
          autoComplete="off"
          data-1p-ignore
          // Two surfaces may take different keys: what is typed belongs to this one.
          name={`${operation.surface}-secret`}
          value={pasted.secret}
          onChange={(event) => paste({ ...pasted, secret: event.currentTarget.value })}
        />
      ) : null}
    </fieldset>
  );
}
