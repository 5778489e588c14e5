import { Alert, Button, Group, Loader, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useEffect, useState } from "react";
import { api, take } from "@/api/client";
import { ApiError, messageOf } from "@/api/error";
import { getSession } from "@/api/session";
import { AccountForm } from "@/features/auth/AccountForm";
import { DoorPage } from "@/features/auth/DoorPage";
import { enter } from "@/features/auth/queries";
import { t } from "@/i18n";
import { setupQuery } from "./queries";

/** The first minute: an account, a folder for the photos, and in. */
export function SetupPage() {
  const { data: status } = useSuspenseQuery(setupQuery);
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [signedIn, setSignedIn] = useState(getSession() !== null);

  // The wizard's documented first call. An embedded database needs nothing, and says so with a 409.
  const prepare = useMutation({
    mutationFn: () => take(api.POST("/api/v1/setup", { body: {} })),
    onSettled: () => queryClient.invalidateQueries({ queryKey: setupQuery.queryKey }),
  });
  const { mutate: prepareDatabase } = prepare;
  useEffect(() => {
    if (!status.database_initialized) {
      prepareDatabase();
    }
  }, [status.database_initialized, prepareDatabase]);

  async function done(): Promise<void> {
    await queryClient.invalidateQueries({ queryKey: setupQuery.queryKey });
    await navigate({ to: "/", replace: true });
  }

  if (!status.admin_initialized || !signedIn) {
    return (
      <DoorPage
        title={t("Let’s set up your library")}
        lead={t("Make the first account. It will be the admin of this server. Nothing leaves this machine.")}
      >
        <AccountForm
          submit={t("Create library")}
          onDone={(answer) => {
            enter(answer);
            setSignedIn(true);
            void queryClient.invalidateQueries({ queryKey: setupQuery.queryKey });
          }}
        />
      </DoorPage>
    );
  }
  return (
    <DoorPage
      title={t("A place for your photos")}
      lead={t("They are kept as ordinary files in a folder of this machine.")}
    >
      <MakeRepository root={status.repository_defaults?.default_root ?? ""} onDone={done} />
    </DoorPage>
  );
}

/** Makes the first repository where the server suggests it, and asks only if that fails. */
function MakeRepository({ root, onDone }: { root: string; onDone(): Promise<void> }) {
  const { data: status } = useSuspenseQuery(setupQuery);
  const [folder, setFolder] = useState(root);
  const create = useMutation({
    mutationFn: (chosen: string) =>
      take(
        api.POST("/api/v1/repositories", {
          body: {
            name: t("Photos"),
            role: "primary",
            root: chosen,
            storage_strategy: status.repository_defaults?.strategy,
            duplicate_handling: status.repository_defaults?.duplicate_handling,
          },
        }),
      ),
    onSuccess: onDone,
    // Another tab was quicker: there is a primary repository, which is all that is needed.
    onError: (error) => (error instanceof ApiError && error.status === 409 ? onDone() : undefined),
  });
  const { mutate } = create;
  useEffect(() => mutate(root), [mutate, root]);

  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    create.mutate(folder);
  }

  if (!create.isError) {
    return (
      <Group>
        <Loader size="sm" />
        <Text>{t("Making the folders…")}</Text>
      </Group>
    );
  }
  return (
    <form onSubmit={onSubmit}>
      <Stack gap="lg">
        <Alert color="red" role="alert" title={t("The folder could not be made")}>
          {messageOf(create.error)}
        </Alert>
        <TextInput
          label={t("Folder on the server")}
          description={t("The library is made inside this folder.")}
          size="md"
          value={folder}
          onChange={(event) => setFolder(event.currentTarget.value)}
        />
        <Button type="submit" size="md" disabled={!folder.trim()}>
          {t("Try again")}
        </Button>
      </Stack>
    </form>
  );
}
