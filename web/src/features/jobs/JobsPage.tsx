import { Badge, Table, Tooltip } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Queue } from "@/api/types";
import { ago } from "@/app/page/ago";
import { Card } from "@/app/page/Card";
import { Page } from "@/app/page/Page";
import { Scroller } from "@/app/page/Scroller";
import classes from "@/app/page/Table.module.css";
import { BrokenPage, WaitingPage } from "@/app/states/pages";
import { number, t } from "@/i18n";
import { queuesQuery } from "./queries";

/** What the server is working on, queue by queue, and what went wrong there. */
export function JobsPage() {
  return (
    <Page title={t("Jobs")} wide>
      <Queues />
    </Page>
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
      <Scroller label={t("Queues")}>
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
      </Scroller>
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
