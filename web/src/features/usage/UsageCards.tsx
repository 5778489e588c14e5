import { Table } from "@mantine/core";
import type { ReactNode } from "react";
import { Columns } from "@/app/page/Bars";
import { Card } from "@/app/page/Card";
import { Scroller } from "@/app/page/Scroller";
import table from "@/app/page/Table.module.css";
import { fileSize } from "@/features/upload/sizes";
import { locale, number, t } from "@/i18n";
import { p95, type Sum } from "./sums";
import classes from "./Usage.module.css";

/** The most important numbers, large. */
export function Figures({ figures }: { figures: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl className={classes.figures}>
      {figures.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The figures of a sum of usage. */
export function usageFigures(sum: Sum): [name: string, value: string][] {
  return [
    [t("Requests"), number(sum.requests)],
    [t("Failed"), number(sum.failed)],
    [t("Sent"), fileSize(sum.bytesOut)],
    [t("Received"), fileSize(sum.bytesIn)],
    [t("95 of 100 answers"), latencyName(sum)],
  ];
}

/** Requests of each day, the failed ones in red. */
export function DaysCard({ days }: { days: readonly Sum[] }) {
  const format = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", timeZone: "UTC" });
  return (
    <Card title={t("Requests by day")}>
      <Columns
        label={t("Requests by day")}
        columns={days.map((day, index) => {
          const name = format.format(new Date(day.key));
          return {
            key: day.key,
            label: index % 7 === 1 ? name : undefined,
            title: t("{{day}}: {{requests}} requests, {{failed}} failed, {{sent}} sent", {
              day: name,
              requests: number(day.requests),
              failed: number(day.failed),
              sent: fileSize(day.bytesOut),
            }),
            value: day.requests,
            bad: day.failed,
          };
        })}
      />
    </Card>
  );
}

/** Sums below each other, such as those of each key. */
export function SumsCard({
  title,
  text,
  head,
  sums,
  nameOf = (sum) => sum.key,
}: {
  title: string;
  text?: string;
  head: string;
  sums: readonly Sum[];
  nameOf?(sum: Sum): ReactNode;
}) {
  return (
    <Card title={title} text={text}>
      <Scroller label={title}>
        <Table verticalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{head}</Table.Th>
              <Table.Th className={table.number}>{t("Requests")}</Table.Th>
              <Table.Th className={table.number}>{t("Refused")}</Table.Th>
              <Table.Th className={table.number}>{t("Failed")}</Table.Th>
              <Table.Th className={table.number}>{t("Received")}</Table.Th>
              <Table.Th className={table.number}>{t("Sent")}</Table.Th>
              <Table.Th className={table.number}>{t("Pictures made")}</Table.Th>
              <Table.Th className={table.number}>{t("95 of 100 answers")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {sums.map((sum) => (
              <Table.Tr key={sum.key}>
                <Table.Td>{nameOf(sum)}</Table.Td>
                <Table.Td className={table.number}>{number(sum.requests)}</Table.Td>
                <Table.Td className={table.number}>{number(sum.refused)}</Table.Td>
                <Table.Td className={table.number} data-bad={sum.failed > 0 || undefined}>
                  {number(sum.failed)}
                </Table.Td>
                <Table.Td className={table.number}>{fileSize(sum.bytesIn)}</Table.Td>
                <Table.Td className={table.number}>{fileSize(sum.bytesOut)}</Table.Td>
                <Table.Td className={table.number}>{number(sum.transforms)}</Table.Td>
                <Table.Td className={table.number}>{latencyName(sum)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Scroller>
    </Card>
  );
}

function latencyName({ latency }: Sum): string {
  const bound = p95(latency);
  if (bound === null) {
    return "–";
  }
  if (bound === Number.POSITIVE_INFINITY) {
    return "> 5 s";
  }
  return bound < 1000 ? `< ${bound} ms` : `< ${bound / 1000} s`;
}
