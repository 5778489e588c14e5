import { Alert, Badge, Button, Group, Modal, Stack, Table, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { messageOf } from "@/api/error";
import { Load } from "@/app/page/Load";
import { Page } from "@/app/page/Page";
import { Scroller } from "@/app/page/Scroller";
import { Secret } from "@/app/page/Secret";
import table from "@/app/page/Table.module.css";
import { fileSize } from "@/features/upload/sizes";
import { number, t } from "@/i18n";
import { portal, takePortal } from "./client";
import classes from "./Portal.module.css";
import { clientsQuery, portalMeQuery } from "./queries";

/** The applications that keep images here. */
export function ClientsPage() {
  const me = useQuery(portalMeQuery).data;
  const clients = useQuery(clientsQuery);
  const [making, setMaking] = useState(false);
  const [key, setKey] = useState<string | null>(null);
  return (
    <Page
      title={t("Clients")}
      wide
      aside={
        me?.role === "SUPER_ADMIN" ? (
          <Button leftSection={<IconPlus size={19} />} onClick={() => setMaking(true)}>
            {t("New client")}
          </Button>
        ) : null
      }
    >
      <Load query={clients}>
        {(all) =>
          all.length === 0 ? (
            <p>{t("There is none yet.")}</p>
          ) : (
            <Scroller label={t("Clients")}>
              <Table verticalSpacing="sm">
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{t("Name")}</Table.Th>
                    <Table.Th>{t("Key")}</Table.Th>
                    <Table.Th className={table.number}>{t("Images")}</Table.Th>
                    <Table.Th className={table.number}>{t("Albums")}</Table.Th>
                    <Table.Th className={table.number}>{t("Storage")}</Table.Th>
                    <Table.Th>{t("State")}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {all.map((client) => (
                    <Table.Tr key={client.id}>
                      <Table.Td>
                        <Link
                          to="/portal/clients/$clientId"
                          params={{ clientId: client.id }}
                          className={classes.link}
                        >
                          {client.name}
                        </Link>{" "}
                        <small>{client.domain}</small>
                      </Table.Td>
                      <Table.Td>
                        <code>{client.keyPreview ?? "–"}</code>
                      </Table.Td>
                      <Table.Td className={table.number}>{number(client.totalImages)}</Table.Td>
                      <Table.Td className={table.number}>{number(client.totalAlbums)}</Table.Td>
                      <Table.Td className={table.number}>{fileSize(client.totalStorage)}</Table.Td>
                      <Table.Td>
                        {client.active ? (
                          t("Active")
                        ) : (
                          <Badge color="red" variant="light">
                            {t("Stopped")}
                          </Badge>
                        )}
                      </Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Scroller>
          )
        }
      </Load>
      {making ? (
        <NewClient
          onClose={(made) => {
            setMaking(false);
            setKey(made ?? null);
          }}
        />
      ) : null}
      {key ? (
        <Secret
          title={t("The key of the new client")}
          text={t("It is shown this once, and kept here as a hash only. Give it to the application now.")}
          value={key}
          onClose={() => setKey(null)}
        />
      ) : null}
    </Page>
  );
}

function NewClient({ onClose }: { onClose(key?: string): void }) {
  const client = useQueryClient();
  const [name, setName] = useState("");
  const [domain, setDomain] = useState("");
  const create = useMutation({
    mutationFn: () =>
      takePortal(
        portal.POST("/v2/admin/clients", { body: { name: name.trim(), domain: domain.trim() || null } }),
      ),
    async onSuccess({ apiKey }) {
      await client.invalidateQueries({ queryKey: clientsQuery.queryKey });
      onClose(apiKey);
    },
  });

  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    create.mutate();
  }

  return (
    <Modal opened onClose={() => onClose()} title={t("New client")}>
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
            maxLength={255}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <TextInput
            label={t("Domain")}
            placeholder={t("Like {{example}}", { example: "shop.example" })}
            value={domain}
            onChange={(event) => setDomain(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={() => onClose()}>
              {t("Cancel")}
            </Button>
            <Button type="submit" loading={create.isPending} disabled={!name.trim()}>
              {t("Create")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
