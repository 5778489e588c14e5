import { SegmentedControl, Select, Textarea } from "@mantine/core";
import { type BodyInput, compose, type Input, InputError } from "@/features/operations/compose";
import { emptyBody, isFile } from "@/features/operations/input";
import type { Operation } from "@/features/operations/operation";
import { t } from "@/i18n";
import { FileField } from "./FileField";
import classes from "./Playground.module.css";
import { reasonOf } from "./problems";
import { ValueField } from "./ValueField";

/** The body of a request: a form, JSON by fields or as text, or bytes as they are. */
export function BodyForm({
  operation,
  body,
  problem,
  onChange,
}: {
  operation: Operation;
  body: BodyInput;
  problem: InputError | null;
  onChange(body: BodyInput): void;
}) {
  const chosen = operation.bodies.find(({ type }) => type === body.type) ?? operation.bodies[0];
  if (!chosen) {
    return null;
  }
  const errorAt = (place: string) => (problem?.place === place ? reasonOf(problem) : undefined);
  const fields = chosen.shape.fields ?? [];
  const hasFields = chosen.kind === "form" || (chosen.kind === "json" && chosen.shape.kind === "object");
  return (
    <fieldset className={classes.fields}>
      <legend>{t("Body")}</legend>
      <div className={classes.bodyHead}>
        {operation.bodies.length > 1 ? (
          <Select
            aria-label={t("Media type of the body")}
            allowDeselect={false}
            data={operation.bodies.map(({ type }) => type)}
            value={chosen.type}
            onChange={(type) => onChange(emptyBody(operation.bodies.find((one) => one.type === type)))}
          />
        ) : (
          <code>{chosen.type}</code>
        )}
        {chosen.kind === "json" && chosen.shape.kind === "object" ? (
          <SegmentedControl
            aria-label={t("How the body is written")}
            size="xs"
            value={body.asText ? "text" : "fields"}
            onChange={(mode) =>
              onChange(mode === "text" ? asText(operation, body) : { ...body, asText: false })
            }
            data={[
              { value: "fields", label: t("Fields") },
              { value: "text", label: t("Text") },
            ]}
          />
        ) : null}
      </div>
      {hasFields && !body.asText
        ? fields.map(({ name, shape, required }) =>
            isFile(shape) && chosen.kind === "form" ? (
              <FileField
                key={name}
                name={name}
                description={shape.description}
                required={required}
                several={shape.kind === "list"}
                error={errorAt(`body.${name}`)}
                files={filesOf(body.fields[name])}
                onChange={(files) => onChange({ ...body, fields: { ...body.fields, [name]: files } })}
              />
            ) : (
              <ValueField
                key={name}
                name={name}
                shape={shape}
                required={required}
                description={shape.description}
                error={errorAt(`body.${name}`)}
                value={String(body.fields[name] ?? "")}
                onChange={(value) => onChange({ ...body, fields: { ...body.fields, [name]: value } })}
              />
            ),
          )
        : null}
      {chosen.kind === "raw" ? (
        <FileField
          name={t("A file")}
          required={false}
          error={undefined}
          files={filesOf(body.fields[""])}
          onChange={(files) => onChange({ ...body, fields: { "": files } })}
        />
      ) : null}
      {!hasFields || body.asText ? (
        <Textarea
          label={chosen.kind === "raw" ? t("Or text") : "JSON"}
          className={classes.mono}
          autosize
          minRows={4}
          maxRows={24}
          spellCheck={false}
          error={errorAt("body")}
          value={body.text}
          onChange={(event) => onChange({ ...body, text: event.currentTarget.value })}
        />
      ) : null}
    </fieldset>
  );
}

function filesOf(value: BodyInput["fields"][string] | undefined): readonly File[] {
  return value && typeof value !== "string" ? value : [];
}

/** What the fields say, as text to go on with; the example when they say nothing, or something that is no JSON yet. */
function asText(operation: Operation, body: BodyInput): BodyInput {
  const input: Input = { parameters: {}, body };
  try {
    // Only the body counts here: parameters may still be missing.
    const { body: written } = compose({ ...operation, parameters: [] }, input, null);
    return written.kind === "text" && written.text !== "{}"
      ? { ...body, asText: true, text: written.text }
      : { ...body, asText: true };
  } catch (error) {
    if (error instanceof InputError) {
      return { ...body, asText: true };
    }
    throw error;
  }
}
