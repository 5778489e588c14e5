import { Button, Group, Modal, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { t } from "@/i18n";

interface Props {
  title: string;
  text: ReactNode;
  /** What the button says that does it. */
  action: string;
  busy?: boolean;
  onConfirm(): void;
  onClose(): void;
}

/** Asks before something that is hard to take back. The safe answer has the focus. */
export function Confirm({ title, text, action, busy, onConfirm, onClose }: Props) {
  return (
    <Modal opened onClose={onClose} title={title}>
      <Text>{text}</Text>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onClose} data-autofocus>
          {t("Cancel")}
        </Button>
        <Button color="red" loading={busy} onClick={onConfirm}>
          {action}
        </Button>
      </Group>
    </Modal>
  );
}
