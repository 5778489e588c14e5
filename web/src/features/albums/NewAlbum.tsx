import { Button, Group, Modal, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { Album } from "@/api/types";
import { t } from "@/i18n";
import { useAlbumActions } from "./actions";

/** The longest name the server keeps. */
export const LONGEST_NAME = 100;

/** Asks for the name of a new album and makes it. */
export function NewAlbum({ onClose }: { onClose(album: Album | null): void }) {
  const actions = useAlbumActions();
  const [name, setName] = useState("");
  const [busy, setBusy] = useState(false);

  async function onSubmit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    const album = await actions.create(name.trim());
    setBusy(false);
    if (album) {
      onClose(album);
    }
  }

  return (
    <Modal opened onClose={() => onClose(null)} title={t("New album")}>
      <form onSubmit={(event) => void onSubmit(event)}>
        <TextInput
          label={t("Name")}
          data-autofocus
          maxLength={LONGEST_NAME}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={() => onClose(null)}>
            {t("Cancel")}
          </Button>
          <Button type="submit" disabled={!name.trim()} loading={busy}>
            {t("Create")}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
