import { Badge, Table, Tooltip } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Queue } from "@/api/types";
import { BrokenPage, WaitingPage } from "@/app/states/pages";
import { ago } from "./ago";
import { Card } from "./Card";
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
      title="Work"
      text={waiting === 0 ? "Everything is done." : `${waiting.toLocaleString()} jobs to do.`}
    >
      <div className={classes.scroller}>
        <Table verticalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Queue</Table.Th>
              <Table.Th className={classes.number}>Running</Table.Th>
              <Table.Th className={classes.number}>Waiting</Table.Th>
              <Table.Th className={classes.number}>Done</Table.Th>
              <Table.Th className={classes.number}>Each takes</Table.Th>
              <Table.Th>State</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {queues.data.map((queue) => (
              <Table.Tr key={queue.name}>
                <Table.Td>{nameOf(queue)}</Table.Td>
                <Table.Td className={classes.number}>{queue.running_jobs.toLocaleString()}</Table.Td>
                <Table.Td className={classes.number}>{queue.remaining_jobs.toLocaleString()}</Table.Td>
                <Table.Td className={classes.number}>{queue.processed_jobs.toLocaleString()}</Table.Td>
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
            <strong>{nameOf(queue)}</strong> job {sample.job_id}, attempt {sample.attempt} of{" "}
            {sample.max_attempts}, {ago(sample.created_at)}: {sample.last_error || "no reason was given"}
          </p>
        )),
      )}
    </Card>
  );
}

function State({ queue }: { queue: Queue }) {
  if (queue.attention_jobs > 0) {
    return (
      <Tooltip label="Jobs that failed, were cancelled or will be tried again">
        <Badge color="red" variant="light">
          {queue.attention_jobs} in trouble
        </Badge>
      </Tooltip>
    );
  }
  return queue.remaining_jobs > 0 ? (
    <Badge variant="light">Working</Badge>
  ) : (
    <Badge variant="light" color="gray">
      At rest
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
    ["Storage", info.data.storage_root],
    ["Port", info.data.server_port],
    ["Environment", info.data.environment],
    ["Log level", info.data.log_level],
    ["Video acceleration", info.data.hardware_accel],
    ["Place names", info.data.geocoding_provider],
    [
      "Looking for new files",
      info.data.repository_scan_enabled
        ? `every ${every % 60 ? `${every} seconds` : `${every / 60} minutes`}`
        : "off",
    ],
  ];
  return (
    <Card title="Server">
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
