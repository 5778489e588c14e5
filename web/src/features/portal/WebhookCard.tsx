import { Badge, Button, Group, Switch, Table, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { ago } from "@/app/page/ago";
import { Card } from "@/app/page/Card";
import { Load } from "@/app/page/Load";
import { Scroller } from "@/app/page/Scroller";
import { Secret } from "@/app/page/Secret";
import { useChange } from "@/app/page/useChange";
import { t } from "@/i18n";
import { useClientChange } from "./ClientPage";
import { type Delivery, type PortalClient, portal, takePortal } from "./client";
import classes from "./Portal.module.css";
import { deliveriesQuery } from "./queries";

/** Where a client is told what happened, and what became of the last messages. */
export function WebhookCard({ client, canChange }: { client: PortalClient; canChange: boolean }) {
  const save = useClientChange(client.id);
  const [url, setUrl] = useState(client.webhookUrl ?? "");
  const [secret, setSecret] = useState<string | null>(null);
  const renew = useChange({
    change: () =>
      takePortal(
        portal.POST("/v2/admin/clients/{id}/webhook-secret", { params: { path: { id: client.id } } }),
      ),
    trouble: t("The secret could not be made"),
    onDone: ({ webhookSecret }) => setSecret(webhookSecret),
  });

  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    save.mutate({ webhookUrl: url.trim() || null });
  }

  return (
    <Card
      title={t("Messages")}
      text={t("The client is told of images, avatars and albums at this address.")}
      aside={
        <Switch
          label={t("Send them")}
          checked={client.webhookEnabled}
          disabled={!canChange || save.isPending}
          onChange={(event) => save.mutate({ webhookEnabled: event.currentTarget.checked })}
        />
      }
    >
      <form className={classes.form} onSubmit={onSubmit}>
        <TextInput
          label={t("Address")}
          type="url"
          readOnly={!canChange}
          value={url}
          onChange={(event) => setUrl(event.currentTarget.value)}
        />
        {canChange ? (
          <Group gap="xs">
            <Button type="submit" loading={save.isPending}>
              {t("Save")}
            </Button>
            <Button variant="default" loading={renew.isPending} onClick={() => renew.mutate()}>
              {t("New secret")}
            </Button>
          </Group>
        ) : null}
      </form>
      <Load query={useQuery(deliveriesQuery(client.id))}>
        {(deliveries) =>
          deliveries.length === 0 ? null : (
            <Deliveries id={client.id} deliveries={deliveries} canChange={canChange} />
          )
        }
      </Load>
      {secret ? (
        <Secret
          title={t("The new secret of {{name}}", { name: client.name })}
          text={t("It is shown this once. The receiver checks the signature of each message with it.")}
          value={secret}
          onClose={() => setSecret(null)}
        />
      ) : null}
    </Card>
  );
}

function Deliveries({
  id,
  deliveries,
  canChange,
}: {
  id: string;
  deliveries: readonly Delivery[];
  canChange: boolean;
}) {
  const again = useChange({
    change: (deliveryId: string) =>
      takePortal(
        portal.POST("/v2/admin/clients/{id}/webhook-deliveries/{deliveryId}/redeliver", {
          params: { path: { id, deliveryId } },
        }),
      ),
    trouble: t("The message could not be sent again"),
    refresh: [deliveriesQuery(id).queryKey],
  });
  return (
    <Scroller label={t("Messages")}>
      <Table verticalSpacing="xs" mt="md">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("Event")}</Table.Th>
            <Table.Th>{t("When")}</Table.Th>
            <Table.Th>{t("State")}</Table.Th>
            <Table.Th>{t("Answer")}</Table.Th>
            <Table.Th aria-label={t("Actions")} />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {deliveries.map((delivery) => (
            <Table.Tr key={delivery.id}>
              <Table.Td>{delivery.event}</Table.Td>
              <Table.Td>{ago(delivery.createdAt)}</Table.Td>
              <Table.Td>
                <State delivery={delivery} />
              </Table.Td>
              <Table.Td>{delivery.error ?? delivery.responseStatus ?? "–"}</Table.Td>
              <Table.Td>
                {canChange ? (
                  <Button
                    size="compact-sm"
                    variant="subtle"
                    disabled={again.isPending}
                    onClick={() => again.mutate(delivery.id)}
                  >
                    {t("Send again")}
                  </Button>
                ) : null}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Scroller>
  );
}

function State({ delivery }: { delivery: Delivery }) {
  switch (delivery.state) {
    case "delivered":
      return t("Arrived");
    case "failed":
      return (
        <Badge color="red" variant="light">
          {t("Failed")}
        </Badge>
      );
    default:
      return t("On its way");
  }
}
