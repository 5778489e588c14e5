import { Badge, Pagination, Table } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ManagedUser } from "@/api/types";
import { ago } from "@/app/page/ago";
import { Load } from "@/app/page/Load";
import { Page } from "@/app/page/Page";
import { Scroller } from "@/app/page/Scroller";
import { Secret } from "@/app/page/Secret";
import table from "@/app/page/Table.module.css";
import { useMe } from "@/features/auth/queries";
import { locale, number, t } from "@/i18n";
import { PAGE, usersQuery } from "./queries";
import { UserMenu } from "./UserMenu";

/** The people of the library: what they may do, and the way back in for those who lost their password. */
export function UsersPage() {
  const [page, setPage] = useState(1);
  const [secret, setSecret] = useState<{ user: ManagedUser; password: string } | null>(null);
  const users = useQuery(usersQuery(page));
  return (
    <Page title={t("Users")} wide>
      <Load query={users}>
        {({ users: all, total }) => (
          <>
            <Users users={all} onSecret={(user, password) => setSecret({ user, password })} />
            {total > PAGE ? (
              <Pagination
                mt="md"
                total={Math.ceil(total / PAGE)}
                value={page}
                onChange={setPage}
                getControlProps={(control) => ({
                  "aria-label": control === "next" ? t("Next") : t("Previous"),
                })}
              />
            ) : null}
          </>
        )}
      </Load>
      {secret ? (
        <Secret
          title={t("A new password for {{name}}", { name: secret.user.display_name })}
          text={t(
            "It is shown this once. It ends all sessions of the account; whoever signs in with it should change it.",
          )}
          value={secret.password}
          onClose={() => setSecret(null)}
        />
      ) : null}
    </Page>
  );
}

function Users({
  users,
  onSecret,
}: {
  users: readonly ManagedUser[];
  onSecret(user: ManagedUser, password: string): void;
}) {
  const me = useMe();
  const date = new Intl.DateTimeFormat(locale, { dateStyle: "medium" });
  return (
    <Scroller label={t("Users")}>
      <Table verticalSpacing="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("Name")}</Table.Th>
            <Table.Th>{t("Role")}</Table.Th>
            <Table.Th className={table.number}>{t("Photos")}</Table.Th>
            <Table.Th className={table.number}>{t("Albums")}</Table.Th>
            <Table.Th>{t("Since")}</Table.Th>
            <Table.Th>{t("Last signed in")}</Table.Th>
            <Table.Th aria-label={t("Actions")} />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {users.map((user) => (
            <Table.Tr key={user.user_id}>
              <Table.Td>
                {user.display_name}{" "}
                {user.display_name === user.username ? null : <small>{user.username}</small>}{" "}
                {user.user_id === me.user_id ? <Badge variant="light">{t("You")}</Badge> : null}
              </Table.Td>
              <Table.Td>
                {user.role === "admin" ? t("Admin") : t("Member")}{" "}
                {user.is_active ? null : (
                  <Badge color="red" variant="light">
                    {t("Locked")}
                  </Badge>
                )}
              </Table.Td>
              <Table.Td className={table.number}>{number(user.asset_count)}</Table.Td>
              <Table.Td className={table.number}>{number(user.album_count)}</Table.Td>
              <Table.Td>{date.format(new Date(user.created_at))}</Table.Td>
              <Table.Td>{user.last_login ? ago(user.last_login) : t("never")}</Table.Td>
              <Table.Td>
                <UserMenu user={user} onSecret={(password) => onSecret(user, password)} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Scroller>
  );
}
