import { ActionIcon, CopyButton, SegmentedControl, Tooltip } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useSyncExternalStore } from "react";
import { Verbatim } from "@/app/page/Verbatim";
import { t } from "@/i18n";
import type { Call, FileName } from "./compose";
import { highlighted } from "./highlight";
import classes from "./Operations.module.css";
import { SAMPLES, type SampleLanguage, variablesOf } from "./samples";

const KEY = "calotype.samples";
const listeners = new Set<() => void>();

/** A request in the languages that samples are written in. Who chose a language finds it again everywhere. */
export function Samples({ call }: { call: Call<FileName> }) {
  const language = useSyncExternalStore(subscribe, chosen);
  const text = SAMPLES[language].write(call, location.origin);
  const variables = variablesOf(call.credential);
  return (
    <div className={classes.samples}>
      <header>
        <SegmentedControl
          aria-label={t("Language of the sample")}
          size="xs"
          value={language}
          onChange={(value) => choose(value as SampleLanguage)}
          data={Object.entries(SAMPLES).map(([value, { name }]) => ({ value, label: name }))}
        />
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Tooltip label={copied ? t("Copied") : t("Copy")}>
              <ActionIcon
                variant="subtle"
                color="gray"
                size={34}
                aria-label={copied ? t("Copied") : t("Copy the sample")}
                onClick={copy}
              >
                {copied ? <IconCheck size={18} /> : <IconCopy size={18} />}
              </ActionIcon>
            </Tooltip>
          )}
        </CopyButton>
      </header>
      <Verbatim className={classes.code} label={t("Sample")}>
        {highlighted(text, language)}
      </Verbatim>
      {variables.length > 0 ? (
        <p className={classes.note}>
          {t("It takes the secret from the environment: {{names}}.", { names: variables.join(", ") })}
        </p>
      ) : null}
    </div>
  );
}

function chosen(): SampleLanguage {
  const word = localStorage.getItem(KEY);
  return word && word in SAMPLES ? (word as SampleLanguage) : "curl";
}

function choose(language: SampleLanguage): void {
  localStorage.setItem(KEY, language);
  for (const listener of [...listeners]) {
    listener();
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
