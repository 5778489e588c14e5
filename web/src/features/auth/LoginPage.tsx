import { Alert, Anchor, Button, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { api, take } from "@/api/client";
import { messageOf } from "@/api/error";
import { t } from "@/i18n";
import { DoorPage } from "./DoorPage";
import { enter } from "./queries";

/** Signs in with name and password. */
export function LoginPage() {
  const navigate = useNavigate();
  const { redirect } = useSearch({ from: "/login" });
  const [username, setUsername] = useState("");
  const [password, setPassword] = useState("");

  const login = useMutation({
    mutationFn: () => take(api.POST("/api/v1/auth/login", { body: { username, password } })),
    onSuccess(answer) {
      enter(answer);
      void navigate({ to: redirect ?? "/", replace: true });
    },
  });

  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    login.mutate();
  }

  return (
    <DoorPage title={t("Welcome back")} lead={t("Sign in to see your photos.")}>
      <form onSubmit={onSubmit}>
        <Stack gap="lg">
          {login.isError ? (
            <Alert color="red" role="alert">
              {messageOf(login.error)}
            </Alert>
          ) : null}
          <TextInput
            label={t("User name")}
            name="username"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            required
            withAsterisk={false}
            autoFocus
            size="md"
            value={username}
            onChange={(event) => setUsername(event.currentTarget.value)}
          />
          <PasswordInput
            label={t("Password")}
            name="password"
            autoComplete="current-password"
            required
            withAsterisk={false}
            size="md"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <Button type="submit" size="md" loading={login.isPending} fullWidth>
            {t("Sign in")}
          </Button>
          <Text size="sm" c="dimmed">
            {t("New here?")}{" "}
            <Anchor component={Link} underline="always" to="/register">
              {t("Make an account")}
            </Anchor>
          </Text>
        </Stack>
      </form>
    </DoorPage>
  );
}
