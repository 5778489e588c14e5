import { Alert, Button, Group, PasswordInput, Stack, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { api, take } from "@/api/client";
import { messageOf } from "@/api/error";
import { meets, PASSWORD_RULES } from "@/features/auth/policy";
import { leave, meQuery, useMe } from "@/features/auth/queries";
import { Rules } from "@/features/auth/Rules";
import { Card } from "./Card";

/** The person: name and password. */
export function ProfileTab() {
  return (
    <>
      <Name />
      <Password />
    </>
  );
}

function Name() {
  const me = useMe();
  const client = useQueryClient();
  const [name, setName] = useState(me.display_name);
  const save = useMutation({
    mutationFn: () => take(api.PATCH("/api/v1/users/me/profile", { body: { display_name: name.trim() } })),
    onSuccess(user) {
      client.setQueryData(meQuery.queryKey, user);
      setName(user.display_name);
      notifications.show({ message: "Saved", autoClose: 2500 });
    },
  });
  return (
    <Card title="Your name" text={`You sign in as ${me.username}.`}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <Group align="flex-end">
          <TextInput
            flex={1}
            label="Shown name"
            autoComplete="name"
            maxLength={64}
            value={name}
            error={save.isError ? messageOf(save.error) : undefined}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button type="submit" loading={save.isPending} disabled={name.trim() === me.display_name}>
            Save
          </Button>
        </Group>
      </form>
    </Card>
  );
}

function Password() {
  const router = useRouter();
  const [current, setCurrent] = useState("");
  const [wanted, setWanted] = useState("");
  const change = useMutation({
    mutationFn: () =>
      take(
        api.PATCH("/api/v1/users/me/password", { body: { current_password: current, new_password: wanted } }),
      ),
    async onSuccess() {
      // The server ends every session of the person, this one with them.
      await leave();
      notifications.show({ message: "Your password is changed. Please sign in with it." });
      await router.navigate({ to: "/login" });
    },
  });

  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    change.mutate();
  }

  return (
    <Card title="Password" text="A new password signs you out on every device.">
      <form onSubmit={onSubmit}>
        <Stack>
          {change.isError ? (
            <Alert color="red" role="alert">
              {messageOf(change.error)}
            </Alert>
          ) : null}
          <PasswordInput
            label="Current password"
            autoComplete="current-password"
            value={current}
            onChange={(event) => setCurrent(event.currentTarget.value)}
          />
          <div>
            <PasswordInput
              label="New password"
              autoComplete="new-password"
              aria-describedby="new-password-rules"
              value={wanted}
              onChange={(event) => setWanted(event.currentTarget.value)}
            />
            <Rules id="new-password-rules" value={wanted} rules={PASSWORD_RULES} />
          </div>
          <Group justify="flex-end">
            <Button
              type="submit"
              loading={change.isPending}
              disabled={!current || !meets(wanted, PASSWORD_RULES)}
            >
              Change password
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  );
}
