import { Alert, Anchor, Button, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { api, take } from "@/api/client";
import { messageOf } from "@/api/error";
import type { AuthAnswer } from "@/api/types";

type Method = "totp" | "recovery_code";

interface Props {
  token: string;
  methods: readonly string[];
  onDone(answer: AuthAnswer): void;
  onBack(): void;
}

/** Asks for the code of an authenticator app, or for a recovery code instead of it. */
export function SecondFactor({ token, methods, onDone, onBack }: Props) {
  const [method, setMethod] = useState<Method>("totp");
  const [code, setCode] = useState("");
  const verify = useMutation({
    mutationFn: () => take(api.POST("/api/v1/auth/mfa/verify", { body: { mfa_token: token, code, method } })),
    onSuccess: onDone,
  });

  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    verify.mutate();
  }

  return (
    <form onSubmit={onSubmit}>
      <Stack gap="lg">
        {verify.isError ? (
          <Alert color="red" role="alert">
            {messageOf(verify.error)}
          </Alert>
        ) : null}
        <TextInput
          key={method}
          label={method === "totp" ? "Code from your authenticator app" : "Recovery code"}
          autoComplete="one-time-code"
          inputMode={method === "totp" ? "numeric" : "text"}
          autoFocus
          size="md"
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <Button type="submit" size="md" loading={verify.isPending} disabled={!code.trim()} fullWidth>
          Continue
        </Button>
        {methods.includes("recovery_code") ? (
          <Anchor
            component="button"
            type="button"
            size="sm"
            onClick={() => setMethod(method === "totp" ? "recovery_code" : "totp")}
          >
            {method === "totp" ? "Use a recovery code instead" : "Use the authenticator app instead"}
          </Anchor>
        ) : null}
        <Anchor component="button" type="button" size="sm" onClick={onBack}>
          Sign in as somebody else
        </Anchor>
      </Stack>
    </form>
  );
}
