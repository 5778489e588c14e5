import { Alert, Anchor, Button, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { api, take } from "@/api/client";
import { messageOf } from "@/api/error";
import type { AuthAnswer } from "@/api/types";
import { DoorPage } from "./DoorPage";
import { enter } from "./queries";
import { SecondFactor } from "./SecondFactor";

/** Signs in with name and password, and asks for a code where the account wants one. */
export function LoginPage() {
  const navigate = useNavigate();
  const { redirect } = useSearch({ from: "/login" });
  const [username, setUsername] = useState("");
  const [password, setPassword] = useState("");

  function done(answer: AuthAnswer): void {
    enter(answer);
    void navigate({ to: redirect ?? "/", replace: true });
  }

  const login = useMutation({
    mutationFn: () => take(api.POST("/api/v1/auth/login", { body: { username, password } })),
    onSuccess(answer) {
      if (!answer.requires_mfa) {
        done(answer);
      }
    },
  });

  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    login.mutate();
  }

  if (login.data?.requires_mfa && login.data.mfa_token) {
    return (
      <DoorPage title="One more step" lead="This account is protected by a second factor.">
        <SecondFactor
          token={login.data.mfa_token}
          methods={login.data.mfa_methods ?? []}
          onDone={done}
          onBack={login.reset}
        />
      </DoorPage>
    );
  }
  return (
    <DoorPage title="Welcome back" lead="Sign in to see your photos.">
      <form onSubmit={onSubmit}>
        <Stack gap="lg">
          {login.isError ? (
            <Alert color="red" role="alert">
              {messageOf(login.error)}
            </Alert>
          ) : null}
          <TextInput
            label="User name"
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
            label="Password"
            name="password"
            autoComplete="current-password"
            required
            withAsterisk={false}
            size="md"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <Button type="submit" size="md" loading={login.isPending} fullWidth>
            Sign in
          </Button>
          <Text size="sm" c="dimmed">
            New here?{" "}
            <Anchor component={Link} underline="always" to="/register">
              Make an account
            </Anchor>
          </Text>
        </Stack>
      </form>
    </DoorPage>
  );
}
