import { type KeyboardEvent, useRef, useState } from "react";
import { t } from "@/i18n";
import classes from "./EditableText.module.css";

interface Props {
  as: "h1" | "p";
  label: string;
  className: string | undefined;
  value: string;
  placeholder?: string;
  maxLength?: number;
  required?: boolean;
  onSave(value: string): void;
}

/** Text that turns into a field when it is clicked. Enter or leaving it saves, Esc takes it back. */
export function EditableText({
  as: Element,
  label,
  className,
  value,
  placeholder,
  maxLength,
  required = false,
  onSave,
}: Props) {
  const [draft, setDraft] = useState<string | null>(null);
  const abandoned = useRef(false);

  function save(): void {
    const text = draft?.trim() ?? value;
    setDraft(null);
    if (!abandoned.current && text !== value && (text !== "" || !required)) {
      onSave(text);
    }
    abandoned.current = false;
  }

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    if (event.key === "Escape") {
      event.stopPropagation();
      abandoned.current = true;
    }
    if (event.key === "Escape" || (event.key === "Enter" && Element === "h1")) {
      event.preventDefault();
      event.currentTarget.blur();
    }
  }

  const field = {
    className: `${className} ${classes.field}`,
    "aria-label": label,
    autoFocus: true,
    maxLength,
    value: draft ?? "",
    onChange: (event: { currentTarget: { value: string } }) => setDraft(event.currentTarget.value),
    onBlur: save,
    onKeyDown,
  };
  if (draft !== null) {
    return Element === "h1" ? <input {...field} /> : <textarea {...field} rows={3} />;
  }
  return (
    <Element className={className}>
      <button
        type="button"
        className={classes.text}
        data-empty={value === "" || undefined}
        aria-label={t("{{label}}: {{value}}. Change", { label, value: value || t("none") })}
        onClick={() => setDraft(value)}
      >
        {value || placeholder}
      </button>
    </Element>
  );
}
