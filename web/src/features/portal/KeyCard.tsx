import { Button, Group, Modal, Select, Text } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { useState } from "react";
import { Card } from "@/app/page/Card";
import { Secret } from "@/app/page/Secret";
import { useChange } from "@/app/page/useChange";
import { t } from "@/i18n";
import { type PortalClient, portal, takePortal } from "./client";
import { clientsQuery } from "./queries";

/** The key of a client: how it begins and ends, and another one. */
export function KeyCard({ client, canRotate }: { client: PortalClient; canRotate: boolean }) {
  const [asking, setAsking] = useState(false);
  const [grace, setGrace] = useState("86400");
  const [key, setKey] = useState<string | null>(null);
  const rotate = useChange({
    change: () =>
      takePortal(
        portal.POST("/v2/admin/clients/{id}/rotate-key", {
          params: { path: { id: client.id } },
          body: { graceSeconds: Number(grace) },
        }),
      ),
    trouble: t("The key could not be replaced"),
    refresh: [clientsQuery.queryKey],
    onDone({ apiKey }) {
      setAsking(false);
      setKey(apiKey);
    },
  });
  return (
    <Card
      title={t("Key")}
      text={client.keyPreview ?? t("It has none.")}
      aside={
        canRotate ? (
          <Button variant="light" leftSection={<IconRefresh size={18} />} onClick={() => setAsking(true)}>
            {t("Replace the key")}
          </Button>
        ) : null
      }
    >
      {asking ? (
        <Modal
          opened
          onClose={() => setAsking(false)}
          title={t("Replace the key of {{name}}?", { name: client.name })}
        >
          <Text mb="md">{t("The application needs the new key before the old one ends.")}</Text>
          <Select
            label={t("The old key works")}
            allowDeselect={false}
            data={[
              { value: "0", label: t("no longer: it ends now") },
              { value: "3600", label: t("for another hour") },
              { value: "86400", label: t("for another day") },
              { value: "604800", label: t("for another week") },
            ]}
            value={grace}
            onChange={(value) => setGrace(value ?? grace)}
          />
          <Group justify="flex-end" mt="lg">
            <Button variant="default" onClick={() => setAsking(false)} data-autofocus>
              {t("Cancel")}
            </Button>
            <Button color="red" loading={rotate.isPending} onClick={() => rotate.mutate()}>
              {t("Replace the key")}
            </Button>
          </Group>
        </Modal>
      ) : null}
      {key ? (
        <Secret
          title={t("The new key of {{name}}", { name: client.name })}
          text={t("It is shown this once, and kept here as a hash only. Give it to the application now.")}
          value={key}
          onClose={() => setKey(null)}
        />
      ) : null}
    </Card>
  );
}
