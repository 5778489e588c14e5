import { Alert, Button, Group, PasswordInput, Select, Stack, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { api, take } from "@/api/client";
import { messageOf } from "@/api/error";
import { Card } from "@/app/page/Card";
import { meets, PASSWORD_RULES } from "@/features/auth/policy";
import { leave, meQuery, useMe } from "@/features/auth/queries";
import { Rules } from "@/features/auth/Rules";
import { chooseLanguage, chosen, LANGUAGES, type Language, t } from "@/i18n";

/** The person: name, language and password. */
export function ProfileTab() {
  return (
    <>
      <Name />
      <LanguageCard />
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
      notifications.show({ message: t("Saved"), autoClose: 2500 });
    },
  });
  return (
    <Card title={t("Your name")} text={t("You sign in as {{name}}.", { name: me.username })}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <Group align="flex-end">
          <TextInput
            flex={1}
            label={t("Shown name")}
            autoComplete="name"
            maxLength={64}
            value={name}
            error={save.isError ? messageOf(save.error) : undefined}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button type="submit" loading={save.isPending} disabled={name.trim() === me.display_name}>
            {t("Save")}
          </Button>
        </Group>
      </form>
    </Card>
  );
}

function LanguageCard() {
  const select = (
    <Select
      aria-label={t("Language")}
      w={190}
      allowDeselect={false}
      data={[
        { value: "", label: t("Like the browser") },
        ...Object.entries(LANGUAGES).map(([value, label]) => ({ value, label })),
      ]}
      value={chosen() ?? ""}
      onChange={(value) => chooseLanguage(value ? (value as Language) : null)}
    />
  );
  return <Card title={t("Language")} text={t("Of this browser; the page is loaded again.")} aside={select} />;
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
      notifications.show({ message: t("Your password is changed. Please sign in with it.") });
      await router.navigate({ to: "/login" });
    },
  });

  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    change.mutate();
  }

  return (
    <Card title={t("Password")} text={t("A new password signs you out on every device.")}>
      <form onSubmit={onSubmit}>
        <Stack>
          {change.isError ? (
            <Alert color="red" role="alert">
              {messageOf(change.error)}
            </Alert>
          ) : null}
          <PasswordInput
            label={t("Current password")}
            autoComplete="current-password"
            value={current}
            onChange={(event) => setCurrent(event.currentTarget.value)}
          />
          <div>
            <PasswordInput
              label={t("New password")}
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
              {t("Change password")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  );
}
