import { Prose } from "@/features/operations/Prose";
import { type Field, nameOfShape, type Shape } from "@/features/operations/shape";
import { t } from "@/i18n";
import classes from "./Reference.module.css";

/** Names with what they are and what they mean; parts of a part unfold below it. */
export function Fields({ fields }: { fields: readonly Field[] }) {
  return (
    <dl className={classes.fields}>
      {fields.map(({ name, required, shape }) => (
        <div key={name}>
          <dt>
            <code>{name}</code> <small>{nameOfShape(shape)}</small>
            {required ? <small data-required>{t("required")}</small> : null}
          </dt>
          <dd>
            {shape.description ? <Prose text={shape.description} /> : null}
            <Bounds shape={shape} />
            <Inside fields={shape.fields ?? shape.items?.fields ?? []} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Bounds({ shape }: { shape: Shape }) {
  const { choices, minimum, maximum, fallback } = shape;
  const bounds = [
    ...(choices ? [t("One of {{values}}.", { values: choices.join(", ") })] : []),
    ...(minimum ? [t("At least {{n}}.", { n: minimum })] : []),
    ...(maximum === undefined ? [] : [t("At most {{n}}.", { n: maximum })]),
    ...(fallback === undefined || fallback === null
      ? []
      : [t("{{value}} unless said.", { value: JSON.stringify(fallback) })]),
  ];
  return bounds.length > 0 ? <small> {bounds.join(" ")}</small> : null;
}

function Inside({ fields }: { fields: readonly Field[] }) {
  return fields.length === 0 ? null : (
    <details>
      <summary>{t("{{count, number}} parts", { count: fields.length })}</summary>
      <Fields fields={fields} />
    </details>
  );
}
