import { Badge, Button } from "@mantine/core";
import { IconPlayerPlay } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { Verbatim } from "@/app/page/Verbatim";
import { exampleInput, exampleText, sketch } from "@/features/operations/input";
import { Method } from "@/features/operations/Method";
import type { Answer, Body, Credential, Operation, Parameter } from "@/features/operations/operation";
import { Prose } from "@/features/operations/Prose";
import { useDeveloperPages } from "@/features/operations/place";
import { Samples } from "@/features/operations/Samples";
import { t } from "@/i18n";
import { Fields } from "./Fields";
import classes from "./Reference.module.css";

/** Everything there is to know about one operation. */
export function OperationArticle({ operation }: { operation: Operation }) {
  const { playground } = useDeveloperPages();
  return (
    <article aria-label={`${operation.method} ${operation.path}`}>
      <header className={classes.head}>
        <div>
          <Method method={operation.method} />
          <h2>{operation.path}</h2>
        </div>
        <Button
          variant="light"
          leftSection={<IconPlayerPlay size={18} />}
          renderRoot={(props) => <Link to={playground} search={{ op: operation.key }} {...props} />}
        >
          {t("Try it")}
        </Button>
      </header>
      <p className={classes.summary}>
        {operation.deprecated ? <Badge color="yellow">{t("Going away")}</Badge> : null}
        <Prose text={operation.summary} />
      </p>
      {operation.description && operation.description !== operation.summary ? (
        <p>
          <Prose text={operation.description} />
        </p>
      ) : null}
      <div className={classes.columns}>
        <div>
          <h3>{t("Credential")}</h3>
          <p>{opensWith(operation.credentials)}</p>
          <Parameters
            title={t("Path")}
            parameters={operation.parameters.filter((one) => one.in === "path")}
          />
          <Parameters
            title={t("Query")}
            parameters={operation.parameters.filter((one) => one.in === "query")}
          />
          <Parameters
            title={t("Headers")}
            parameters={operation.parameters.filter((one) => one.in === "header")}
          />
          {operation.bodies.map((body) => (
            <BodyPart key={body.type} body={body} />
          ))}
          <h3>{t("Answers")}</h3>
          {operation.answers.map((answer) => (
            <AnswerPart key={answer.status} answer={answer} />
          ))}
        </div>
        <div className={classes.aside}>
          <Samples
            call={sketch(operation, exampleInput(operation), operation.credentials.find(Boolean) ?? null)}
          />
        </div>
      </div>
    </article>
  );
}

function opensWith(credentials: readonly (Credential | null)[]): string {
  const words = credentials.flatMap((one) => (one ? [wordsOf(one)] : []));
  if (words.length === 0) {
    return t("None: anybody may ask.");
  }
  return credentials.includes(null)
    ? `${t("None for what is public.")} ${words.join(", ")}.`
    : `${words.join(", ")}.`;
}

function wordsOf({ kind, field }: Credential): string {
  switch (kind) {
    case "bearer":
      return t("A token in {{field}}", { field: "Authorization: Bearer …" });
    case "basic":
      return t("A name and a password in {{field}}", { field: "Authorization: Basic …" });
    case "query":
      return t("A key in the parameter {{field}}", { field });
    case "cookie":
      return t("The cookie {{field}}", { field });
    default:
      return t("A key in the header {{field}}", { field });
  }
}

function Parameters({ title, parameters }: { title: string; parameters: readonly Parameter[] }) {
  return parameters.length === 0 ? null : (
    <>
      <h3>{title}</h3>
      <Fields
        fields={parameters.map(({ name, required, description, shape }) => ({
          name,
          required,
          shape: { ...shape, description },
        }))}
      />
    </>
  );
}

function BodyPart({ body }: { body: Body }) {
  return (
    <>
      <h3>
        {t("Body")} <code>{body.type}</code>
      </h3>
      {body.kind === "raw" ? (
        <p>{t("The bytes as they are.")}</p>
      ) : body.shape.fields ? (
        <Fields fields={body.shape.fields} />
      ) : (
        <p>{body.shape.description ?? t("Any JSON.")}</p>
      )}
    </>
  );
}

function AnswerPart({ answer }: { answer: Answer }) {
  const isGood = answer.status.startsWith("2");
  const { shape } = answer;
  return (
    <details className={classes.answer} open={isGood && shape !== undefined}>
      <summary>
        <strong>{answer.status}</strong> {answer.types.join(", ") || t("no body")}
      </summary>
      {answer.description ? <p>{answer.description}</p> : null}
      {shape?.description ? (
        <p>
          <Prose text={shape.description} />
        </p>
      ) : null}
      {shape?.fields ? <Fields fields={shape.fields} /> : null}
      {shape?.kind === "list" && shape.items?.fields ? (
        <>
          <p>{t("A list of:")}</p>
          <Fields fields={shape.items.fields} />
        </>
      ) : null}
      {isGood && shape && shape.kind !== "any" ? (
        <Verbatim className={classes.example} label={t("Example of the answer")}>
          {exampleText(shape)}
        </Verbatim>
      ) : null}
    </details>
  );
}
