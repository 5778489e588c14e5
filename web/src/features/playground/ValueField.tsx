import { PasswordInput, Select, Textarea, TextInput } from "@mantine/core";
import { isSimple } from "@/features/operations/compose";
import { exampleOf } from "@/features/operations/example";
import { Prose } from "@/features/operations/Prose";
import { nameOfShape, type Shape } from "@/features/operations/shape";
import { t } from "@/i18n";
import classes from "./Playground.module.css";

/** A field for a value of some shape. What is in it is text; `compose` makes a value of it. */
export function ValueField({
  name,
  shape,
  required,
  description,
  oneLine,
  error,
  value,
  onChange,
}: {
  name: string;
  shape: Shape;
  required: boolean;
  description?: string;
  /** Several values stand in one line, with commas between them. */
  oneLine?: boolean;
  error?: string;
  value: string;
  onChange(value: string): void;
}) {
  const common = {
    label: (
      <>
        {name} <small className={classes.kind}>{nameOfShape(shape)}</small>
      </>
    ),
    description: description ? <Prose text={description} /> : undefined,
    required,
    error,
    value,
  };
  const placeholder = placeholderOf(shape, name);
  if (shape.kind === "boolean" || shape.choices) {
    return (
      <Select
        {...common}
        clearable
        placeholder={t("not said")}
        data={shape.choices ? [...new Set(shape.choices)] : ["true", "false"]}
        value={value || null}
        onChange={(chosen) => onChange(chosen ?? "")}
      />
    );
  }
  if (shape.secret) {
    return (
      <PasswordInput
        {...common}
        autoComplete="off"
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  const isLong = !oneLine && (shape.kind === "list" || shape.kind === "object" || shape.kind === "any");
  if (isLong) {
    const lines = shape.kind === "list" && isSimple(shape.items);
    return (
      <Textarea
        {...common}
        className={lines ? undefined : classes.mono}
        placeholder={lines ? t("one a line") : placeholder}
        autosize
        minRows={2}
        maxRows={10}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  return (
    <TextInput
      {...common}
      placeholder={placeholder}
      inputMode={shape.kind === "integer" ? "numeric" : shape.kind === "number" ? "decimal" : undefined}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

function placeholderOf(shape: Shape, name: string): string {
  const example = exampleOf(shape, name);
  return typeof example === "object" ? JSON.stringify(example) : String(example);
}
