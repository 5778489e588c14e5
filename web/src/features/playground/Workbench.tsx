import { Button } from "@mantine/core";
import { IconPlayerPlay, IconPlayerStop } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from "react";
import { type BodyInput, compose, type Input, InputError } from "@/features/operations/compose";
import { emptyInput, sketch } from "@/features/operations/input";
import { Method } from "@/features/operations/Method";
import type { Operation } from "@/features/operations/operation";
import { Prose } from "@/features/operations/Prose";
import { useDeveloperPages } from "@/features/operations/place";
import { Samples } from "@/features/operations/Samples";
import { forAddress } from "@/features/operations/search";
import { t } from "@/i18n";
import { AnswerPanel } from "./AnswerPanel";
import { BodyForm } from "./BodyForm";
import { CredentialForm, useCredentialChoice } from "./CredentialForm";
import { ParameterForm } from "./ParameterForm";
import classes from "./Playground.module.css";
import { useSending } from "./useSending";

/** How long typing rests before the address follows it: browsers limit how often an address may change. */
const ADDRESS_AFTER_MS = 400;

/** One operation: its form on one side, the answer and the samples on the other. */
export function Workbench({ operation }: { operation: Operation }) {
  const search = useSearch({ strict: false });
  const [input, setInput] = useState<Input>(() => ({
    ...emptyInput(operation),
    parameters: search.with ?? {},
  }));
  const [problem, setProblem] = useState<InputError | null>(null);
  const credential = useCredentialChoice(operation);
  const sending = useSending();
  const form = useRef<HTMLFormElement>(null);
  useAddress(operation, input.parameters);

  function change(next: Partial<Input>): void {
    setInput((old) => ({ ...old, ...next }));
    setProblem(null);
  }

  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    try {
      const call = compose(operation, input, credential.value);
      setProblem(null);
      void sending.send(call, credential.secret);
    } catch (error) {
      if (!(error instanceof InputError)) {
        throw error;
      }
      setProblem(error);
      // After the message is drawn, so that it is read with the field.
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus());
    }
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.current?.requestSubmit();
    }
  }

  return (
    <div className={classes.workbench} data-own-drops>
      <form ref={form} className={classes.form} onSubmit={onSubmit} onKeyDown={onKeyDown} noValidate>
        <div className={classes.title}>
          <Method method={operation.method} />
          <code>{operation.path}</code>
        </div>
        <p className={classes.lead}>
          <Prose text={operation.summary} />
        </p>
        <CredentialForm operation={operation} choice={credential} />
        {(["path", "query", "header"] as const).map((place) => (
          <ParameterForm
            key={place}
            place={place}
            parameters={operation.parameters.filter((one) => one.in === place)}
            values={input.parameters}
            problem={problem}
            onChange={(key, value) => change({ parameters: { ...input.parameters, [key]: value } })}
          />
        ))}
        <BodyForm
          operation={operation}
          body={input.body}
          problem={problem}
          onChange={(body: BodyInput) => change({ body })}
        />
        <div className={classes.send}>
          <Button
            type="submit"
            color={operation.method === "DELETE" ? "red" : undefined}
            leftSection={<IconPlayerPlay size={18} />}
            loading={sending.state.kind === "busy"}
          >
            {operation.method === "DELETE" ? t("Send, and delete") : t("Send")}
          </Button>
          {sending.state.kind === "busy" ? (
            <Button variant="default" leftSection={<IconPlayerStop size={18} />} onClick={sending.stop}>
              {t("Stop")}
            </Button>
          ) : (
            <small>{t("Ctrl+Enter sends, too.")}</small>
          )}
        </div>
      </form>
      <div className={classes.results}>
        <AnswerPanel state={sending.state} />
        <section aria-label={t("Samples")} className={classes.panel}>
          <h2>{t("The same request elsewhere")}</h2>
          <Samples call={sketch(operation, input, credential.value)} />
        </section>
      </div>
    </div>
  );
}

/** Keeps what was filled in, but for secrets, in the address: it can be shared, and survives a reload. */
function useAddress(operation: Operation, parameters: Readonly<Record<string, string>>): void {
  const navigate = useNavigate();
  const { playground } = useDeveloperPages();
  const wanted = JSON.stringify(forAddress(operation, parameters) ?? null);
  const first = useRef(true);
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    const timer = setTimeout(() => {
      const values = (JSON.parse(wanted) as Record<string, string> | null) ?? undefined;
      void navigate({ to: playground, search: { op: operation.key, with: values }, replace: true });
    }, ADDRESS_AFTER_MS);
    return () => clearTimeout(timer);
  }, [wanted, navigate, playground, operation.key]);
}
