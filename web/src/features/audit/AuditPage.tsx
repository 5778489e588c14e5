import { Badge, Button, Center, Table, TextInput } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type FormEvent, useEffect, useState } from "react";
import type { AuditEvent } from "@/api/types";
import { Page } from "@/app/page/Page";
import { Scroller } from "@/app/page/Scroller";
import { BrokenPage, WaitingPage } from "@/app/states/pages";
import { locale, t } from "@/i18n";
import classes from "./Audit.module.css";
import { type AuditFilter, eventsQuery } from "./queries";

/** The record of who did what. */
export function AuditPage() {
  const filter = useSearch({ from: "/shell/console/audit" });
  const events = useInfiniteQuery(eventsQuery(filter));
  const all = events.data?.pages.flatMap((page) => page.events) ?? [];
  return (
    <Page title={t("Audit log")} wide aside={<FilterForm filter={filter} />}>
      {events.isPending ? (
        <WaitingPage />
      ) : events.isError && all.length === 0 ? (
        <BrokenPage error={events.error} reset={() => void events.refetch()} />
      ) : all.length === 0 ? (
        <p>{t("Nothing like this has happened.")}</p>
      ) : (
        <Events events={all} filter={filter} />
      )}
      {events.hasNextPage ? (
        <Center mt="md">
          <Button
            variant="default"
            loading={events.isFetchingNextPage}
            onClick={() => void events.fetchNextPage()}
          >
            {t("Show older events")}
          </Button>
        </Center>
      ) : null}
    </Page>
  );
}

function FilterForm({ filter }: { filter: AuditFilter }) {
  const navigate = useNavigate();
  const [action, setAction] = useState(filter.action ?? "");
  useEffect(() => setAction(filter.action ?? ""), [filter.action]);
  const look = (to: AuditFilter) => void navigate({ to: "/console/audit", search: to, replace: true });

  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    look({ ...filter, action: action.trim() || undefined });
  }

  return (
    <form className={classes.form} onSubmit={onSubmit}>
      <TextInput
        aria-label={t("Action")}
        placeholder={t("Action, like user.registered")}
        w={260}
        value={action}
        onChange={(event) => setAction(event.currentTarget.value)}
      />
      <TextInput
        type="date"
        aria-label={t("From this day")}
        max={filter.to}
        value={filter.from ?? ""}
        onChange={(event) => look({ ...filter, from: event.currentTarget.value || undefined })}
      />
      <TextInput
        type="date"
        aria-label={t("Until this day")}
        min={filter.from}
        value={filter.to ?? ""}
        onChange={(event) => look({ ...filter, to: event.currentTarget.value || undefined })}
      />
      <Button type="submit" variant="light">
        {t("Filter")}
      </Button>
      {Object.values(filter).some(Boolean) ? (
        <Button variant="subtle" onClick={() => look({})}>
          {t("Show everything")}
        </Button>
      ) : null}
    </form>
  );
}

function Events({ events, filter: { from, to } }: { events: readonly AuditEvent[]; filter: AuditFilter }) {
  const navigate = useNavigate();
  const time = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "medium" });
  const look = (to: AuditFilter) => void navigate({ to: "/console/audit", search: to });
  return (
    <Scroller label={t("Audit log")}>
      <Table verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("Time")}</Table.Th>
            <Table.Th>{t("Action")}</Table.Th>
            <Table.Th>{t("Outcome")}</Table.Th>
            <Table.Th>{t("Who")}</Table.Th>
            <Table.Th>{t("What")}</Table.Th>
            <Table.Th>{t("More")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {events.map((event) => (
            <Table.Tr key={event.event_id}>
              <Table.Td className={classes.time}>{time.format(new Date(event.time * 1000))}</Table.Td>
              <Table.Td>{event.action}</Table.Td>
              <Table.Td>
                <Outcome event={event} />
              </Table.Td>
              <Table.Td>
                <Who event={event} onPick={(actor) => look({ actor, from, to })} />
              </Table.Td>
              <Table.Td>
                <IdButton
                  text={event.target.type ?? ""}
                  id={event.target.id}
                  onPick={(target) => look({ target, from, to })}
                />
              </Table.Td>
              <Table.Td>
                <More event={event} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Scroller>
  );
}

function Outcome({ event }: { event: AuditEvent }) {
  return event.outcome === "ok" ? (
    t("done")
  ) : (
    <Badge color="red" variant="light" title={event.error ?? undefined}>
      {event.outcome === "denied" ? t("refused") : t("failed")}
    </Badge>
  );
}

function Who({ event, onPick }: { event: AuditEvent; onPick(id: string): void }) {
  const { actor } = event;
  const name =
    actor.type === "system" ? "calotype" : actor.api_key_hash ? t("a program") : actorName(actor.type);
  return (
    <>
      <IdButton text={name} id={actor.user_id} onPick={onPick} />
      {actor.ip ? <small className={classes.ip}>{actor.ip}</small> : null}
    </>
  );
}

function actorName(type: string): string {
  return type === "admin" ? t("an admin") : t("a user");
}

function IdButton({
  text,
  id,
  onPick,
}: {
  text: string;
  id: string | null | undefined;
  onPick(id: string): void;
}) {
  return id ? (
    <button
      type="button"
      className={classes.id}
      title={t("Only events of {{id}}", { id })}
      onClick={() => onPick(id)}
    >
      {text} <code>{id.slice(-8)}</code>
    </button>
  ) : (
    text
  );
}

/** What else the event says. It may quote what came from outside, so it is text and nothing else. */
function More({ event }: { event: AuditEvent }) {
  const details = JSON.stringify(
    {
      ...(event.error ? { error: event.error } : {}),
      ...(event.request_id ? { request_id: event.request_id } : {}),
      ...(event.actor.user_agent ? { user_agent: event.actor.user_agent } : {}),
      ...(event.details as object),
    },
    null,
    2,
  );
  return details === "{}" ? null : (
    <details className={classes.more}>
      <summary>{t("Details")}</summary>
      <pre>{details}</pre>
    </details>
  );
}
