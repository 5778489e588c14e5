import { ActionIcon, Alert, Button, Center, PasswordInput, Select, Table } from "@mantine/core";
import { IconCloudUpload, IconTrash } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { ApiError } from "@/api/error";
import { ago } from "@/app/page/ago";
import { Confirm } from "@/app/page/Confirm";
import { Page } from "@/app/page/Page";
import { Scroller } from "@/app/page/Scroller";
import table from "@/app/page/Table.module.css";
import { Tag } from "@/app/page/Tag";
import { useChange } from "@/app/page/useChange";
import { BrokenPage, StatePage, WaitingPage } from "@/app/states/pages";
import { usePasted } from "@/features/operations/credentials";
import { fileSize } from "@/features/upload/sizes";
import { t } from "@/i18n";
import classes from "./Deposits.module.css";
import { DEPOSITS, type Deposit, deleteDeposit, depositsQuery, STATES } from "./queries";
import { untilWhen } from "./when";

/** Files that programs brought over the upload API. They belong to a key, so it is the key that shows them. */
export function DepositsPage() {
  const [{ secret }, paste] = usePasted("upload", "key");
  const give = (key: string) => paste({ secret: key });
  return (
    <Page
      title={t("Uploads")}
      wide
      aside={
        secret ? (
          <Button variant="default" onClick={() => give("")}>
            {t("Another key")}
          </Button>
        ) : null
      }
    >
      {secret ? (
        <Deposits key={secret} apiKey={secret} onOtherKey={() => give("")} />
      ) : (
        <AskForKey onGive={give} />
      )}
    </Page>
  );
}

function AskForKey({ onGive }: { onGive(key: string): void }) {
  const [key, setKey] = useState("");

  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    onGive(key.trim());
  }

  return (
    <form className={classes.ask} onSubmit={onSubmit}>
      <p>
        {t(
          "Files that a program brought over the upload API belong to its key. Give the key to look at them.",
        )}
      </p>
      <PasswordInput
        label={t("API key with the right to upload")}
        description={t("Kept in this page only, until it is closed.")}
        autoComplete="off"
        data-1p-ignore
        value={key}
        onChange={(event) => setKey(event.currentTarget.value)}
      />
      <Button type="submit" disabled={!key.trim()}>
        {t("Show its uploads")}
      </Button>
    </form>
  );
}

function Deposits({ apiKey, onOtherKey }: { apiKey: string; onOtherKey(): void }) {
  const [status, setStatus] = useState<string | null>(null);
  const list = useInfiniteQuery(depositsQuery(apiKey, status));
  const all = list.data?.pages.flatMap((page) => page.uploads) ?? [];
  if (list.error instanceof ApiError && [401, 403].includes(list.error.status)) {
    return (
      <Alert color="red" title={t("This key does not open the uploads")}>
        <p>{list.error.message}</p>
        <Button variant="default" onClick={onOtherKey}>
          {t("Another key")}
        </Button>
      </Alert>
    );
  }
  return (
    <>
      <Select
        className={classes.filter}
        label={t("State")}
        placeholder={t("All")}
        clearable
        data={STATES.map((value) => ({ value, label: stateName(value) }))}
        value={status}
        onChange={setStatus}
      />
      {list.isPending ? (
        <WaitingPage />
      ) : list.isError && all.length === 0 ? (
        <BrokenPage error={list.error} reset={() => void list.refetch()} />
      ) : all.length === 0 ? (
        <StatePage
          icon={<IconCloudUpload size={56} stroke={1.3} />}
          title={status ? t("No upload is in this state") : t("This key has no uploads")}
          text={t("A program asks for a signed form, and posts its file with it.")}
        />
      ) : (
        <Rows deposits={all} apiKey={apiKey} />
      )}
      {list.hasNextPage ? (
        <Center mt="md">
          <Button
            variant="default"
            loading={list.isFetchingNextPage}
            onClick={() => void list.fetchNextPage()}
          >
            {t("Show older uploads")}
          </Button>
        </Center>
      ) : null}
    </>
  );
}

function Rows({ deposits, apiKey }: { deposits: readonly Deposit[]; apiKey: string }) {
  const [leaving, setLeaving] = useState<Deposit | null>(null);
  const [isBusy, setBusy] = useState(false);
  const remove = useChange({
    change: async (deposit: Deposit) => {
      try {
        await deleteDeposit(apiKey, deposit.upload_id, isBusy);
      } catch (error) {
        // A job works on it: that is for the person to decide.
        if (error instanceof ApiError && error.status === 409 && !isBusy) {
          setBusy(true);
          return false;
        }
        throw error;
      }
      return true;
    },
    trouble: t("The upload could not be deleted"),
    refresh: [[DEPOSITS]],
    onDone: (gone) => gone && close(),
  });

  function close(): void {
    setLeaving(null);
    setBusy(false);
  }

  return (
    <>
      <Scroller label={t("Uploads")}>
        <Table verticalSpacing="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("File")}</Table.Th>
              <Table.Th>{t("State")}</Table.Th>
              <Table.Th>{t("Media type")}</Table.Th>
              <Table.Th className={table.number}>{t("Size")}</Table.Th>
              <Table.Th>{t("Made")}</Table.Th>
              <Table.Th>{t("Goes")}</Table.Th>
              <Table.Th aria-label={t("Actions")} />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {deposits.map((deposit) => (
              <Table.Tr key={deposit.upload_id}>
                <Table.Td className={classes.name}>
                  {deposit.filename}
                  <code>{deposit.upload_id}</code>
                </Table.Td>
                <Table.Td>
                  <State deposit={deposit} />
                </Table.Td>
                <Table.Td>{deposit.content_type ?? "–"}</Table.Td>
                <Table.Td className={table.number}>
                  {deposit.file_size === null || deposit.file_size === undefined
                    ? "–"
                    : fileSize(deposit.file_size)}
                </Table.Td>
                <Table.Td>{ago(new Date(deposit.created_at * 1000).toISOString())}</Table.Td>
                <Table.Td>{untilWhen(deposit.expires_at * 1000, Date.now())}</Table.Td>
                <Table.Td>
                  <ActionIcon
                    variant="subtle"
                    color="red"
                    size={34}
                    aria-label={t("Delete {{name}}", { name: deposit.filename })}
                    onClick={() => setLeaving(deposit)}
                  >
                    <IconTrash size={18} />
                  </ActionIcon>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Scroller>
      {leaving ? (
        <Confirm
          title={t("Delete {{name}}?", { name: leaving.filename })}
          text={
            isBusy
              ? t("A job is working on it, and is cancelled with it.")
              : t("The file is gone for good, and a form that is out stops working.")
          }
          action={isBusy ? t("Delete all the same") : t("Delete")}
          busy={remove.isPending}
          onConfirm={() => remove.mutate(leaving)}
          onClose={close}
        />
      ) : null}
    </>
  );
}

const COLOURS = { pending: "blue", completed: "green", failed: "red", expired: "gray" } as const;

function State({ deposit: { status, error } }: { deposit: Deposit }) {
  return (
    <Tag colour={COLOURS[status as keyof typeof COLOURS] ?? "gray"} title={error ?? undefined}>
      {stateName(status)}
    </Tag>
  );
}

function stateName(state: string): string {
  switch (state) {
    case "pending":
      return t("awaited");
    case "completed":
      return t("arrived");
    case "failed":
      return t("failed");
    case "expired":
      return t("expired");
    default:
      return state;
  }
}
