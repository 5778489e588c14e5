import { Badge, Table, Tooltip } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Queue } from "@/api/types";
import { ago } from "@/app/page/ago";
import { Card } from "@/app/page/Card";
import { BrokenPage, WaitingPage } from "@/app/states/pages";
import { number, t } from "@/i18n";
import { queuesQuery, runtimeInfoQuery } from "./queries";
import classes from "./SystemTab.module.css";

/** What the server is doing, and how it is set up. */
export function SystemTab() {
  return (
    <>
      <Queues />
      <Runtime />
    </>
  );
}

function Queues() {
  const queues = useQuery(queuesQuery);
  if (queues.isPending) {
    return <WaitingPage />;
  }
  if (queues.isError) {
    return <BrokenPage error={queues.error} reset={() => void queues.refetch()} />;
  }
  const waiting = queues.data.reduce((sum, queue) => sum + queue.remaining_jobs, 0);
  const attention = queues.data.flatMap((queue) => (queue.attention_jobs > 0 ? [queue] : []));
  return (
    <Card
      title={t("Work")}
      text={waiting === 0 ? t("Everything is done.") : t("{{count, number}} jobs to do.", { count: waiting })}
    >
      <div className={classes.scroller}>
        <Table verticalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("Queue")}</Table.Th>
              <Table.Th className={classes.number}>{t("Running")}</Table.Th>
              <Table.Th className={classes.number}>{t("Waiting")}</Table.Th>
              <Table.Th className={classes.number}>{t("Done")}</Table.Th>
              <Table.Th className={classes.number}>{t("Each takes")}</Table.Th>
              <Table.Th>{t("State")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {queues.data.map((queue) => (
              <Table.Tr key={queue.name}>
                <Table.Td>{nameOf(queue)}</Table.Td>
                <Table.Td className={classes.number}>{number(queue.running_jobs)}</Table.Td>
                <Table.Td className={classes.number}>{number(queue.remaining_jobs)}</Table.Td>
                <Table.Td className={classes.number}>{number(queue.processed_jobs)}</Table.Td>
                <Table.Td className={classes.number}>{duration(queue.average_runtime_ms)}</Table.Td>
                <Table.Td>
                  <State queue={queue} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
      {attention.map((queue) =>
        queue.error_samples?.map((sample) => (
          <p key={sample.job_id} className={classes.error}>
            <strong>{nameOf(queue)}</strong>{" "}
            {t("job {{id}}, attempt {{attempt}} of {{most}}, {{when}}", {
              id: sample.job_id,
              attempt: sample.attempt,
              most: sample.max_attempts,
              when: ago(sample.created_at),
            })}
            : {sample.last_error || t("no reason was given")}
          </p>
        )),
      )}
    </Card>
  );
}

function State({ queue }: { queue: Queue }) {
  if (queue.attention_jobs > 0) {
    return (
      <Tooltip label={t("Jobs that failed, were cancelled or will be tried again")}>
        <Badge color="red" variant="light">
          {t("{{n}} in trouble", { n: queue.attention_jobs })}
        </Badge>
      </Tooltip>
    );
  }
  return queue.remaining_jobs > 0 ? (
    <Badge variant="light">{t("Working")}</Badge>
  ) : (
    <Badge variant="light" color="gray">
      {t("At rest")}
    </Badge>
  );
}

function Runtime() {
  const info = useQuery(runtimeInfoQuery);
  if (!info.data) {
    return null;
  }
  const every = info.data.repository_scan_interval_seconds;
  const lines: [string, string][] = [
    [t("Storage"), info.data.storage_root],
    [t("Port"), info.data.server_port],
    [t("Environment"), info.data.environment],
    [t("Log level"), info.data.log_level],
    [t("Video acceleration"), info.data.hardware_accel],
    [t("Place names"), info.data.geocoding_provider],
    [
      t("Looking for new files"),
      info.data.repository_scan_enabled
        ? every % 60
          ? t("every {{n}} seconds", { n: every })
          : t("every {{n}} minutes", { n: every / 60 })
        : t("off"),
    ],
  ];
  return (
    <Card title={t("Server")}>
      <dl className={classes.lines}>
        {lines.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

/** "Thumbnail asset" of `thumbnail_asset`. */
function nameOf(queue: Queue): string {
  const words = queue.name.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function duration(ms: number | undefined): string {
  if (ms === undefined) {
    return "–";
  }
  return ms < 1000 ? `${ms} ms` : `${(ms / 1000).toFixed(1)} s`;
}
