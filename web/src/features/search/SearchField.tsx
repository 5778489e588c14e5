import { CloseButton, TextInput } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { t } from "@/i18n";
import { readFilter } from "./filter";
import classes from "./SearchField.module.css";

/** The field in the bar on top. It searches when Enter is pressed, and keeps the filters of an open search. */
export function SearchField() {
  const navigate = useNavigate();
  const input = useRef<HTMLInputElement>(null);
  const search = useSearch({ strict: false }) as Record<string, unknown>;
  const asked = readFilter(search).q ?? "";
  const [text, setText] = useState(asked);
  useEffect(() => setText(asked), [asked]);
  useHotkeys([
    [
      "/",
      () => {
        input.current?.focus();
        input.current?.select();
      },
    ],
  ]);

  function look(words: string): void {
    void navigate({ to: "/search", search: readFilter({ ...search, q: words }) });
  }

  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    look(text);
    input.current?.blur();
  }

  return (
    <search className={classes.search}>
      <form onSubmit={onSubmit}>
        <TextInput
          ref={input}
          className={classes.field}
          radius="xl"
          type="search"
          enterKeyHint="search"
          autoComplete="off"
          spellCheck={false}
          aria-label={t("Search photos")}
          placeholder={t("Search photos")}
          leftSection={<IconSearch size={18} stroke={1.7} />}
          rightSection={
            text ? (
              <CloseButton
                size="sm"
                radius="xl"
                aria-label={t("Clear the search")}
                onClick={() => {
                  setText("");
                  if (asked) {
                    look("");
                  }
                  input.current?.focus();
                }}
              />
            ) : null
          }
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Escape") {
              setText(asked);
              event.currentTarget.blur();
            }
          }}
        />
      </form>
    </search>
  );
}
