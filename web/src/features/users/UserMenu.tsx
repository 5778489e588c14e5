import { ActionIcon, Menu } from "@mantine/core";
import { IconDotsVertical, IconKey, IconLock, IconLockOpen, IconShield, IconUser } from "@tabler/icons-react";
import { useState } from "react";
import { api, take } from "@/api/client";
import type { ManagedUser } from "@/api/types";
import { Confirm } from "@/app/page/Confirm";
import { useChange } from "@/app/page/useChange";
import { meQuery } from "@/features/auth/queries";
import { t } from "@/i18n";
import { USERS } from "./queries";

/** What an admin can do about one account. */
export function UserMenu({ user, onSecret }: { user: ManagedUser; onSecret(password: string): void }) {
  const [asking, setAsking] = useState<"lock" | "reset" | null>(null);
  const close = () => setAsking(null);
  const path = { id: user.user_id };
  const change = useChange({
    change: (body: { role?: string; is_active?: boolean }) =>
      take(api.PATCH("/api/v1/users/{id}", { params: { path }, body })),
    trouble: t("The account could not be changed"),
    refresh: [[USERS], meQuery.queryKey],
    onDone: close,
  });
  const reset = useChange({
    change: () => take(api.POST("/api/v1/users/{id}/reset-access", { params: { path } })),
    trouble: t("The password could not be replaced"),
    refresh: [[USERS]],
    onDone({ temporary_password }) {
      close();
      onSecret(temporary_password);
    },
  });
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={34}
            aria-label={t("More about {{name}}", { name: user.display_name })}
          >
            <IconDotsVertical size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {user.role === "admin" ? (
            <Menu.Item leftSection={<IconUser size={17} />} onClick={() => change.mutate({ role: "user" })}>
              {t("Make a member")}
            </Menu.Item>
          ) : (
            <Menu.Item
              leftSection={<IconShield size={17} />}
              onClick={() => change.mutate({ role: "admin" })}
            >
              {t("Make an admin")}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconKey size={17} />} onClick={() => setAsking("reset")}>
            {t("New password")}
          </Menu.Item>
          {user.is_active ? (
            <Menu.Item color="red" leftSection={<IconLock size={17} />} onClick={() => setAsking("lock")}>
              {t("Lock the account")}
            </Menu.Item>
          ) : (
            <Menu.Item
              leftSection={<IconLockOpen size={17} />}
              onClick={() => change.mutate({ is_active: true })}
            >
              {t("Unlock the account")}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {asking === "lock" ? (
        <Confirm
          title={t("Lock the account of {{name}}?", { name: user.display_name })}
          text={t("It can no longer sign in, and its sessions end. Its photos stay, and it can be unlocked.")}
          action={t("Lock")}
          busy={change.isPending}
          onConfirm={() => change.mutate({ is_active: false })}
          onClose={close}
        />
      ) : null}
      {asking === "reset" ? (
        <Confirm
          title={t("A new password for {{name}}?", { name: user.display_name })}
          text={t(
            "The old one stops working, every session of the account ends, and second factors are taken away.",
          )}
          action={t("Replace the password")}
          busy={reset.isPending}
          onConfirm={() => reset.mutate()}
          onClose={close}
        />
      ) : null}
    </>
  );
}
