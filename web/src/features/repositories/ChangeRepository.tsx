import { Button, Group, Modal, Select, Stack, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { api, take } from "@/api/client";
import type { Repository } from "@/api/types";
import { useChange } from "@/app/page/useChange";
import { t } from "@/i18n";
import { storageStrategies } from "./NewRepository";
import { repositoriesQuery } from "./queries";

/** The name of a folder, and what happens to uploads in it. */
export function ChangeRepository({ repository, onClose }: { repository: Repository; onClose(): void }) {
  const [name, setName] = useState(repository.name);
  const [strategy, setStrategy] = useState(repository.storage_strategy);
  const [twins, setTwins] = useState(repository.local_settings.handle_duplicate_filenames ?? "rename");
  const save = useChange({
    change: () =>
      take(
        api.PATCH("/api/v1/repositories/{id}", {
          params: { path: { id: repository.id } },
          body: {
            name: name.trim(),
            storage_strategy: strategy,
            local_settings: { handle_duplicate_filenames: twins },
          },
        }),
      ),
    trouble: t("The folder could not be changed"),
    refresh: [repositoriesQuery.queryKey],
    onDone: onClose,
  });

  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    save.mutate();
  }

  return (
    <Modal opened onClose={onClose} title={repository.name}>
      <form onSubmit={onSubmit}>
        <Stack>
          <TextInput
            label={t("Name")}
            data-autofocus
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Select
            label={t("Order of uploads")}
            description={t("For what comes from now on; files that are there stay where they are.")}
            allowDeselect={false}
            data={storageStrategies()}
            value={strategy}
            onChange={(value) => setStrategy(value ?? strategy)}
          />
          <Select
            label={t("Two files of one name")}
            allowDeselect={false}
            data={[
              { value: "rename", label: t("The second gets a number") },
              { value: "uuid", label: t("The second gets a name of its own") },
              { value: "overwrite", label: t("The second takes the place of the first") },
            ]}
            value={twins}
            onChange={(value) => setTwins(value ?? twins)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("Cancel")}
            </Button>
            <Button type="submit" loading={save.isPending} disabled={!name.trim()}>
              {t("Save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
