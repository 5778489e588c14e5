import { Button, Code, CopyButton, Group, Modal, Text } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { t } from "@/i18n";
import classes from "./Secret.module.css";

/** A secret that the server shows once: to be copied now, because it cannot be asked for again. */
export function Secret({
  title,
  text,
  value,
  onClose,
}: {
  title: string;
  text: ReactNode;
  value: string;
  onClose(): void;
}) {
  return (
    <Modal opened onClose={onClose} title={title} closeOnClickOutside={false}>
      <Text>{text}</Text>
      <Code block className={classes.value}>
        {value}
      </Code>
      <Group justify="space-between">
        <CopyButton value={value}>
          {({ copied, copy }) => (
            <Button
              variant="light"
              leftSection={copied ? <IconCheck size={18} /> : <IconCopy size={18} />}
              onClick={copy}
            >
              {copied ? t("Copied") : t("Copy")}
            </Button>
          )}
        </CopyButton>
        <Button onClick={onClose}>{t("I have kept it")}</Button>
      </Group>
    </Modal>
  );
}
