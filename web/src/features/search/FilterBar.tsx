import { Button, CloseButton, Popover, Rating, Select, Switch, TextInput } from "@mantine/core";
import { IconAdjustmentsHorizontal } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useMe } from "@/features/auth/queries";
import { repositoriesQuery } from "@/features/repositories/queries";
import { t } from "@/i18n";
import { type Chip, chipsOf, kindName } from "./chips";
import { type Filter, KINDS } from "./filter";
import { capabilitiesQuery, filterOptionsQuery } from "./queries";
import classes from "./SearchPage.module.css";

/** What is looked for, as chips that can be taken away, and the way to more of them. */
export function FilterBar({ filter }: { filter: Filter }) {
  const navigate = useNavigate();
  const change = (to: Filter) => void navigate({ to: "/search", search: to, replace: true });
  const me = useMe();
  const repositories = useQuery({
    ...repositoriesQuery,
    enabled: me.role === "admin" && filter.folder !== undefined,
  });
  const folder = repositories.data?.find(({ id }) => id === filter.folder)?.name;
  return (
    <div className={classes.bar}>
      <h1 className={classes.title}>{t("Search")}</h1>
      {chipsOf(filter, folder).map((chip) => (
        <FilterChip key={chip.key} chip={chip} onRemove={() => change(chip.without)} />
      ))}
      <More filter={filter} onChange={change} />
    </div>
  );
}

function FilterChip({ chip, onRemove }: { chip: Chip; onRemove(): void }) {
  return (
    <span className={classes.chip}>
      <span title={chip.text}>{chip.text}</span>
      <CloseButton
        size="sm"
        radius="xl"
        c="inherit"
        aria-label={t("Remove the filter {{filter}}", { filter: chip.text })}
        onClick={onRemove}
      />
    </span>
  );
}

function More({ filter, onChange }: { filter: Filter; onChange(filter: Filter): void }) {
  const [open, setOpen] = useState(false);
  const options = useQuery({ ...filterOptionsQuery, enabled: open });
  const capabilities = useQuery(capabilitiesQuery);
  const { available, enabled } = capabilities.data?.ml.tasks.semantic_text_embed ?? {};
  const set = (change: Filter) => onChange({ ...filter, ...change });
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      position="bottom-start"
      shadow="md"
      radius="md"
      trapFocus
      withinPortal
    >
      <Popover.Target>
        <Button
          variant="default"
          radius="xl"
          size="sm"
          h={34}
          leftSection={<IconAdjustmentsHorizontal size={17} />}
          onClick={() => setOpen(!open)}
        >
          {t("Filters")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={classes.fields}>
          <Select
            label={t("Kind")}
            placeholder={t("Any")}
            clearable
            data={KINDS.map((value) => ({ value, label: kindName(value) }))}
            value={filter.type ?? null}
            onChange={(value) => set({ type: KINDS.find((kind) => kind === value) })}
            comboboxProps={{ withinPortal: false }}
          />
          <Select
            label={t("Camera")}
            placeholder={t("Any")}
            clearable
            searchable
            data={withChosen(options.data?.camera_models, filter.camera)}
            value={filter.camera ?? null}
            onChange={(camera) => set({ camera: camera ?? undefined })}
            comboboxProps={{ withinPortal: false }}
          />
          <Select
            label={t("Lens")}
            placeholder={t("Any")}
            clearable
            searchable
            data={withChosen(options.data?.lenses, filter.lens)}
            value={filter.lens ?? null}
            onChange={(lens) => set({ lens: lens ?? undefined })}
            comboboxProps={{ withinPortal: false }}
          />
          <TextInput
            type="date"
            label={t("From day")}
            value={filter.from ?? ""}
            onChange={(event) => set({ from: event.currentTarget.value || undefined })}
          />
          <TextInput
            type="date"
            label={t("To day")}
            value={filter.to ?? ""}
            onChange={(event) => set({ to: event.currentTarget.value || undefined })}
          />
          <Rating
            aria-label={t("Stars")}
            value={filter.rating ?? 0}
            getSymbolLabel={(count) => t("{{count}} stars", { count })}
            onChange={(rating) => set({ rating: rating === filter.rating ? undefined : rating })}
          />
          <Switch
            label={t("Favourites only")}
            checked={filter.liked === true}
            onChange={(event) => set({ liked: event.currentTarget.checked || undefined })}
          />
          <Switch
            label={t("Camera RAW only")}
            checked={filter.raw === true}
            onChange={(event) => set({ raw: event.currentTarget.checked || undefined })}
          />
          {available && enabled ? (
            <Switch
              label={t("Look for what is seen, not for the name")}
              checked={filter.by === "meaning"}
              onChange={(event) => set({ by: event.currentTarget.checked ? "meaning" : undefined })}
            />
          ) : null}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

/** A value of the address stays in its list even when no photo has it any more. */
function withChosen(options: readonly string[] = [], chosen: string | undefined): string[] {
  return chosen && !options.includes(chosen) ? [chosen, ...options] : [...options];
}
