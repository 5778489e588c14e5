import { type ComboboxItem, type ComboboxItemGroup, type OptionsFilter, Select } from "@mantine/core";
import { useMemo } from "react";
import { Method } from "@/features/operations/Method";
import type { Operation } from "@/features/operations/operation";
import { type Surface, shortTitle } from "@/features/operations/queries";
import { t } from "@/i18n";
import classes from "./Playground.module.css";

/** All operations, found by their method, path or words. */
export function OperationPicker({
  surfaces,
  value,
  onChange,
}: {
  surfaces: readonly Surface[];
  value: string | null;
  onChange(key: string): void;
}) {
  const known = useMemo(
    () => new Map(surfaces.flatMap(({ operations }) => operations).map((one) => [one.key, one])),
    [surfaces],
  );
  const groups = useMemo(() => surfaces.flatMap(groupsOf), [surfaces]);
  const filter: OptionsFilter = ({ options, search }) => {
    const words = search.toLowerCase().split(/\s+/).filter(Boolean);
    const fits = ({ value: key, label }: ComboboxItem) => {
      const all = `${label} ${known.get(key)?.summary} ${key}`.toLowerCase();
      return words.every((word) => all.includes(word));
    };
    return options.flatMap((group) => {
      const items = "items" in group ? group.items.filter(fits) : [];
      return "group" in group && items.length > 0 ? [{ group: group.group, items }] : [];
    });
  };
  return (
    <Select
      label={t("Operation")}
      placeholder={t("Find by method, path or words")}
      size="md"
      searchable
      allowDeselect={false}
      selectFirstOptionOnChange
      maxDropdownHeight={420}
      nothingFoundMessage={t("No operation is called like this.")}
      data={groups}
      filter={filter}
      value={value}
      onChange={(key) => key && onChange(key)}
      renderOption={({ option }) => {
        const operation = known.get(option.value);
        return operation ? <Line operation={operation} /> : option.label;
      }}
    />
  );
}

function Line({ operation }: { operation: Operation }) {
  return (
    <div className={classes.option}>
      <Method method={operation.method} />
      <div>
        <code>{operation.path}</code>
        <small>{operation.summary}</small>
      </div>
    </div>
  );
}

function groupsOf(surface: Surface): ComboboxItemGroup<ComboboxItem>[] {
  const groups = new Map<string, ComboboxItem[]>();
  for (const { key, tag, method, path } of surface.operations) {
    const items = groups.get(tag) ?? [];
    items.push({ value: key, label: `${method} ${path}` });
    groups.set(tag, items);
  }
  return [...groups].map(([tag, items]) => ({
    group: tag ? `${shortTitle(surface)} · ${tag}` : shortTitle(surface),
    items,
  }));
}
