import { Alert, Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { ApiError, messageOf } from "@/api/error";
import { DoorPage } from "@/features/auth/DoorPage";
import { t } from "@/i18n";
import { portal, setPortalToken, takePortal } from "./client";
import { portalMeQuery } from "./queries";

/** Signs in at the hosting portal, whose accounts are not those of the library. */
export function PortalLogin() {
  const client = useQueryClient();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const login = useMutation({
    mutationFn: () => takePortal(portal.POST("/v2/admin/auth/login", { body: { email, password } })),
    onSuccess({ accessToken, admin }) {
      setPortalToken(accessToken);
      client.setQueryData(portalMeQuery.queryKey, admin);
    },
  });

  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    login.mutate();
  }

  return (
    <DoorPage
      title={t("Image hosting")}
      lead={t("For the people who look after the applications that keep images here.")}
    >
      <form onSubmit={onSubmit}>
        <Stack gap="lg">
          {login.isError ? (
            <Alert color="red" role="alert">
              {login.error instanceof ApiError && login.error.status === 404
                ? t("This server has no hosting portal at /v2.")
                : messageOf(login.error)}
            </Alert>
          ) : null}
          <TextInput
            label={t("E-mail")}
            type="email"
            autoComplete="username"
            required
            withAsterisk={false}
            size="md"
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <PasswordInput
            label={t("Password")}
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
        </Stack>
      </form>
    </DoorPage>
  );
}
