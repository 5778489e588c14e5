import { Alert, Button, Group, Modal, Select, Stack, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { api, take } from "@/api/client";
import { messageOf } from "@/api/error";
import { t } from "@/i18n";
import { repositoriesQuery } from "./queries";

/** The orders in which uploads are put into folders. */
export function storageStrategies(): { value: string; label: string }[] {
  return [
    { value: "date", label: t("By the month they were taken") },
    { value: "flat", label: t("All in one folder") },
    { value: "cas", label: t("By their content") },
  ];
}

/** Makes a folder of the server a repository, or registers the one that is in it. */
export function NewRepository({ onClose }: { onClose(): void }) {
  const client = useQueryClient();
  const [name, setName] = useState("");
  const [root, setRoot] = useState("");
  const [strategy, setStrategy] = useState("date");
  const create = useMutation({
    mutationFn: () =>
      take(
        api.POST("/api/v1/repositories", {
          body: {
            name: name.trim(),
            role: "regular",
            ...(root.trim() ? { root: root.trim() } : {}),
            storage_strategy: strategy,
          },
        }),
      ),
    async onSuccess() {
      await client.invalidateQueries({ queryKey: repositoriesQuery.queryKey });
      onClose();
    },
  });

  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    create.mutate();
  }

  return (
    <Modal opened onClose={onClose} title={t("Add a folder")}>
      <form onSubmit={onSubmit}>
        <Stack>
          {create.isError ? (
            <Alert color="red" role="alert">
              {messageOf(create.error)}
            </Alert>
          ) : null}
          <TextInput
            label={t("Name")}
            data-autofocus
            required
            withAsterisk={false}
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <TextInput
            label={t("Folder on the server")}
            description={t("Where the folder of that name is made; left empty: beside the others.")}
            value={root}
            onChange={(event) => setRoot(event.currentTarget.value)}
          />
          <Select
            label={t("Order of uploads")}
            allowDeselect={false}
            data={storageStrategies()}
            value={strategy}
            onChange={(value) => setStrategy(value ?? "date")}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("Cancel")}
            </Button>
            <Button type="submit" loading={create.isPending} disabled={!name.trim()}>
              {t("Add")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
