import type { InputError } from "@/features/operations/compose";
import type { Parameter } from "@/features/operations/operation";
import { t } from "@/i18n";
import classes from "./Playground.module.css";
import { reasonOf } from "./problems";
import { ValueField } from "./ValueField";

/** The parameters of one place: path, query or headers. */
export function ParameterForm({
  place,
  parameters,
  values,
  problem,
  onChange,
}: {
  place: Parameter["in"];
  parameters: readonly Parameter[];
  values: Readonly<Record<string, string>>;
  problem: InputError | null;
  onChange(key: string, value: string): void;
}) {
  if (parameters.length === 0) {
    return null;
  }
  const name = { path: t("Path"), query: t("Query"), header: t("Headers") }[place];
  return (
    <fieldset className={classes.fields}>
      <legend>{name}</legend>
      {parameters.map(({ key, name, required, description, shape }) => (
        <ValueField
          key={key}
          name={name}
          shape={shape}
          required={required}
          description={description}
          oneLine
          error={problem?.place === key ? reasonOf(problem) : undefined}
          value={values[key] ?? ""}
          onChange={(value) => onChange(key, value)}
        />
      ))}
    </fieldset>
  );
}
