import { Alert, Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { api, take } from "@/api/client";
import { messageOf } from "@/api/error";
import type { AuthAnswer } from "@/api/types";
import { t } from "@/i18n";
import { meets, PASSWORD_RULES, USERNAME_RULES } from "./policy";
import { Rules } from "./Rules";

interface Props {
  submit: string;
  onDone(answer: AuthAnswer): void;
}

/** Makes an account. The first one of a server becomes its admin. */
export function AccountForm({ submit, onDone }: Props) {
  const [username, setUsername] = useState("");
  const [password, setPassword] = useState("");
  const [tried, setTried] = useState(false);
  const register = useMutation({
    mutationFn: () => take(api.POST("/api/v1/auth/register/start", { body: { username, password } })),
    onSuccess: onDone,
  });
  const nameOk = meets(username, USERNAME_RULES);
  const passwordOk = meets(password, PASSWORD_RULES);

  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (nameOk && passwordOk) {
      register.mutate();
    }
  }

  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="lg">
        {register.isError ? (
          <Alert color="red" role="alert">
            {messageOf(register.error)}
          </Alert>
        ) : null}
        <div>
          <TextInput
            label={t("User name")}
            name="username"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            autoFocus
            size="md"
            value={username}
            error={tried && !nameOk}
            aria-describedby="username-rules"
            onChange={(event) => setUsername(event.currentTarget.value)}
          />
          <Rules id="username-rules" value={username} rules={USERNAME_RULES} />
        </div>
        <div>
          <PasswordInput
            label={t("Password")}
            name="password"
            autoComplete="new-password"
            size="md"
            value={password}
            error={tried && !passwordOk}
            aria-invalid={tried && !passwordOk}
            aria-describedby="password-rules"
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <Rules id="password-rules" value={password} rules={PASSWORD_RULES} />
        </div>
        <Button type="submit" size="md" loading={register.isPending} fullWidth>
          {submit}
        </Button>
      </Stack>
    </form>
  );
}
