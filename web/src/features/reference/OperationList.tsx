import { TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { Method } from "@/features/operations/Method";
import type { Operation } from "@/features/operations/operation";
import { useDeveloperPages } from "@/features/operations/place";
import type { Surface } from "@/features/operations/queries";
import { t } from "@/i18n";
import classes from "./Reference.module.css";

/** The operations of a surface by their nouns, and the way to find one. */
export function OperationList({ surface }: { surface: Surface }) {
  const [text, setText] = useState("");
  const { reference } = useDeveloperPages();
  const groups = useMemo(() => groupsOf(surface.operations, text), [surface, text]);
  return (
    <nav className={classes.list} aria-label={t("Operations")}>
      <TextInput
        aria-label={t("Find an operation")}
        placeholder={t("Find an operation")}
        leftSection={<IconSearch size={17} aria-hidden />}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {groups.length === 0 ? <p>{t("No operation is called like this.")}</p> : null}
      {groups.map(([tag, operations]) => (
        <section key={tag}>
          <h2>{tag}</h2>
          {operations.map(({ key, method, path }) => (
            <Link
              key={key}
              to={reference}
              search={{ surface: surface.name, op: key }}
              className={classes.item}
              activeOptions={{ includeSearch: true }}
              activeProps={{ "data-active": true }}
            >
              <Method method={method} />
              <span>{path}</span>
            </Link>
          ))}
        </section>
      ))}
    </nav>
  );
}

function groupsOf(operations: readonly Operation[], text: string): [string, Operation[]][] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const groups = new Map<string, Operation[]>();
  for (const operation of operations) {
    const all = `${operation.method} ${operation.path} ${operation.summary} ${operation.id}`.toLowerCase();
    if (words.every((word) => all.includes(word))) {
      groups.set(operation.tag, [...(groups.get(operation.tag) ?? []), operation]);
    }
  }
  return [...groups];
}
