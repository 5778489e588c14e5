import { Alert, Button, NumberInput, Switch, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { ApiError } from "@/api/error";
import { Card } from "@/app/page/Card";
import { Load } from "@/app/page/Load";
import { Page } from "@/app/page/Page";
import { useChange } from "@/app/page/useChange";
import { MissingPage } from "@/app/states/pages";
import { fileSize } from "@/features/upload/sizes";
import { byDay } from "@/features/usage/sums";
import { DaysCard } from "@/features/usage/UsageCards";
import { t } from "@/i18n";
import { AccessCard } from "./AccessCard";
import { type PortalClient, portal, takePortal } from "./client";
import { KeyCard } from "./KeyCard";
import classes from "./Portal.module.css";
import { clientQuery, clientsQuery, clientUsageQuery, portalMeQuery, quotaQuery } from "./queries";
import { WebhookCard } from "./WebhookCard";

const DAYS = 30;

/** One application: its name, key, space, messages and use. */
export function ClientPage() {
  const { clientId } = useParams({ from: "/portal/clients/$clientId" });
  const client = useQuery(clientQuery(clientId));
  if (client.error instanceof ApiError && client.error.status === 404) {
    return <MissingPage />;
  }
  return (
    <Load query={client}>
      {(data) => (
        <Page
          title={data.name}
          aside={
            <Link to="/portal/clients" className={classes.link}>
              {t("All clients")}
            </Link>
          }
        >
          <Inside key={data.id} client={data} />
        </Page>
      )}
    </Load>
  );
}

function Inside({ client }: { client: PortalClient }) {
  const me = useQuery(portalMeQuery).data;
  const usage = useQuery(clientUsageQuery(client.id));
  const canChange = me?.role !== "VIEWER";
  return (
    <>
      {canChange ? null : (
        <Alert mb="md" color="gray">
          {t("Your account may look, but not change anything.")}
        </Alert>
      )}
      <About client={client} canChange={canChange} />
      <KeyCard client={client} canRotate={me?.role === "SUPER_ADMIN"} />
      <Quota id={client.id} canChange={me?.role === "SUPER_ADMIN"} />
      {me?.role === "SUPER_ADMIN" ? <AccessCard client={client} /> : null}
      <WebhookCard client={client} canChange={canChange} />
      <Load query={usage}>
        {(rows) => (
          <DaysCard
            days={byDay(
              rows.map((row) => ({ ...row, bytes_in: row.bytesIn, bytes_out: row.bytesOut })),
              DAYS,
            )}
          />
        )}
      </Load>
    </>
  );
}

/** Changes a client; used by each card for its own part. */
export function useClientChange(id: string) {
  return useChange({
    change: (body: {
      name?: string;
      domain?: string | null;
      active?: boolean;
      webhookUrl?: string | null;
      webhookEnabled?: boolean;
    }) => takePortal(portal.PATCH("/v2/admin/clients/{id}", { params: { path: { id } }, body })),
    trouble: t("The client could not be changed"),
    refresh: [clientsQuery.queryKey],
    onDone: () => notifications.show({ message: t("Saved"), autoClose: 2500 }),
  });
}

function About({ client, canChange }: { client: PortalClient; canChange: boolean }) {
  const save = useClientChange(client.id);
  const [name, setName] = useState(client.name);
  const [domain, setDomain] = useState(client.domain ?? "");

  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    save.mutate({ name: name.trim(), domain: domain.trim() || null });
  }

  return (
    <Card
      title={t("Client")}
      aside={
        <Switch
          label={t("Active")}
          checked={client.active}
          disabled={!canChange || save.isPending}
          onChange={(event) => save.mutate({ active: event.currentTarget.checked })}
        />
      }
    >
      <form className={classes.form} onSubmit={onSubmit}>
        <TextInput
          label={t("Name")}
          maxLength={255}
          readOnly={!canChange}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label={t("Domain")}
          readOnly={!canChange}
          value={domain}
          onChange={(event) => setDomain(event.currentTarget.value)}
        />
        {canChange ? (
          <Button type="submit" loading={save.isPending} disabled={!name.trim()}>
            {t("Save")}
          </Button>
        ) : null}
      </form>
    </Card>
  );
}

const GIGA = 1e9;

function Quota({ id, canChange }: { id: string; canChange: boolean }) {
  return (
    <Load query={useQuery(quotaQuery(id))}>
      {({ quotaBytes, usedBytes }) => (
        <QuotaCard
          key={String(quotaBytes)}
          id={id}
          canChange={canChange}
          limit={quotaBytes ?? null}
          used={usedBytes}
        />
      )}
    </Load>
  );
}

function QuotaCard({
  id,
  canChange,
  limit,
  used,
}: {
  id: string;
  canChange: boolean;
  limit: number | null;
  used: number;
}) {
  const [size, setSize] = useState<number | string>(limit === null ? "" : limit / GIGA);
  const save = useChange({
    change: () =>
      takePortal(
        portal.PUT("/v2/admin/clients/{id}/quota", {
          params: { path: { id } },
          body: { quotaBytes: size === "" ? null : Math.round(Number(size) * GIGA) },
        }),
      ),
    trouble: t("The space could not be set"),
    refresh: [quotaQuery(id).queryKey],
    onDone: () => notifications.show({ message: t("Saved"), autoClose: 2500 }),
  });
  return (
    <Card
      title={t("Space")}
      text={
        limit === null
          ? t("{{used}} kept; it may keep as much as there is.", { used: fileSize(used) })
          : t("{{used}} of {{limit}} kept.", { used: fileSize(used), limit: fileSize(limit) })
      }
    >
      {canChange ? (
        <form
          className={classes.form}
          onSubmit={(event) => {
            event.preventDefault();
            save.mutate();
          }}
        >
          <NumberInput
            label={t("At most, in GB; empty for as much as there is")}
            min={0}
            decimalScale={3}
            value={size}
            onChange={setSize}
          />
          <Button type="submit" loading={save.isPending}>
            {t("Save")}
          </Button>
        </form>
      ) : null}
    </Card>
  );
}
