import {
  ActionIcon,
  Alert,
  Badge,
  Button,
  Group,
  Modal,
  PasswordInput,
  Select,
  Stack,
  Switch,
  Table,
  TextInput,
} from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { messageOf } from "@/api/error";
import { ago } from "@/app/page/ago";
import { Confirm } from "@/app/page/Confirm";
import { Load } from "@/app/page/Load";
import { Page } from "@/app/page/Page";
import { Scroller } from "@/app/page/Scroller";
import { useChange } from "@/app/page/useChange";
import { t } from "@/i18n";
import { type PortalAdmin, portal, takePortal } from "./client";
import { adminsQuery, portalMeQuery } from "./queries";

function roles(): { value: string; label: string }[] {
  return [
    { value: "VIEWER", label: t("may look") },
    { value: "ADMIN", label: t("may change") },
    { value: "SUPER_ADMIN", label: t("may do everything") },
  ];
}

/** The people of the portal and what they may do. */
export function AdminsPage() {
  const admins = useQuery(adminsQuery);
  const [adding, setAdding] = useState(false);
  return (
    <Page
      title={t("Administrators")}
      wide
      aside={
        <Button leftSection={<IconPlus size={19} />} onClick={() => setAdding(true)}>
          {t("New administrator")}
        </Button>
      }
    >
      <Load query={admins}>{(all) => <Admins admins={all} />}</Load>
      {adding ? <NewAdmin onClose={() => setAdding(false)} /> : null}
    </Page>
  );
}

function Admins({ admins }: { admins: readonly PortalAdmin[] }) {
  const me = useQuery(portalMeQuery).data;
  const [leaving, setLeaving] = useState<PortalAdmin | null>(null);
  const change = useChange({
    change: ({ id, ...body }: { id: string; role?: string; active?: boolean; allClientsAccess?: boolean }) =>
      takePortal(portal.PATCH("/v2/admin/admins/{id}", { params: { path: { id } }, body })),
    trouble: t("The administrator could not be changed"),
    refresh: [adminsQuery.queryKey],
  });
  const remove = useChange({
    change: (id: string) => takePortal(portal.DELETE("/v2/admin/admins/{id}", { params: { path: { id } } })),
    trouble: t("The administrator could not be removed"),
    refresh: [adminsQuery.queryKey],
    onDone: () => setLeaving(null),
  });
  return (
    <>
      <Scroller label={t("Administrators")}>
        <Table verticalSpacing="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("Name")}</Table.Th>
              <Table.Th>{t("Role")}</Table.Th>
              <Table.Th>{t("All clients")}</Table.Th>
              <Table.Th>{t("Active")}</Table.Th>
              <Table.Th>{t("Last signed in")}</Table.Th>
              <Table.Th aria-label={t("Actions")} />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {admins.map((admin) => (
              <Table.Tr key={admin.id}>
                <Table.Td>
                  {admin.name ?? admin.email} {admin.name ? <small>{admin.email}</small> : null}{" "}
                  {admin.id === me?.id ? <Badge variant="light">{t("You")}</Badge> : null}
                </Table.Td>
                <Table.Td>
                  <Select
                    aria-label={t("Role of {{name}}", { name: admin.email })}
                    size="xs"
                    w={170}
                    allowDeselect={false}
                    data={roles()}
                    value={admin.role}
                    onChange={(role) => role && change.mutate({ id: admin.id, role })}
                  />
                </Table.Td>
                <Table.Td>
                  <Switch
                    aria-label={t("All clients for {{name}}", { name: admin.email })}
                    checked={admin.allClientsAccess}
                    disabled={admin.role === "SUPER_ADMIN"}
                    onChange={(event) =>
                      change.mutate({ id: admin.id, allClientsAccess: event.currentTarget.checked })
                    }
                  />
                </Table.Td>
                <Table.Td>
                  <Switch
                    aria-label={t("{{name}} is active", { name: admin.email })}
                    checked={admin.active}
                    onChange={(event) => change.mutate({ id: admin.id, active: event.currentTarget.checked })}
                  />
                </Table.Td>
                <Table.Td>{admin.lastLoginAt ? ago(admin.lastLoginAt) : t("never")}</Table.Td>
                <Table.Td>
                  <ActionIcon
                    variant="subtle"
                    color="red"
                    size={34}
                    aria-label={t("Remove {{name}}", { name: admin.email })}
                    onClick={() => setLeaving(admin)}
                  >
                    <IconTrash size={18} />
                  </ActionIcon>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Scroller>
      {leaving ? (
        <Confirm
          title={t("Remove {{name}}?", { name: leaving.email })}
          text={t("The account ends at once. The clients stay as they are.")}
          action={t("Remove")}
          busy={remove.isPending}
          onConfirm={() => remove.mutate(leaving.id)}
          onClose={() => setLeaving(null)}
        />
      ) : null}
    </>
  );
}

function NewAdmin({ onClose }: { onClose(): void }) {
  const client = useQueryClient();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [role, setRole] = useState("VIEWER");
  const create = useMutation({
    mutationFn: () =>
      takePortal(portal.POST("/v2/admin/admins", { body: { email: email.trim(), password, role } })),
    async onSuccess() {
      await client.invalidateQueries({ queryKey: adminsQuery.queryKey });
      onClose();
    },
  });

  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    create.mutate();
  }

  return (
    <Modal opened onClose={onClose} title={t("New administrator")}>
      <form onSubmit={onSubmit}>
        <Stack>
          {create.isError ? (
            <Alert color="red" role="alert">
              {messageOf(create.error)}
            </Alert>
          ) : null}
          <TextInput
            label={t("E-mail")}
            type="email"
            data-autofocus
            required
            withAsterisk={false}
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <PasswordInput
            label={t("Password")}
            description={t("8 to 128 characters")}
            autoComplete="new-password"
            required
            withAsterisk={false}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <Select
            label={t("Role")}
            allowDeselect={false}
            data={roles()}
            value={role}
            onChange={(value) => setRole(value ?? role)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("Cancel")}
            </Button>
            <Button type="submit" loading={create.isPending} disabled={!email.trim() || password.length < 8}>
              {t("Create")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
