import { Modal, Table } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Repository, ScanRun } from "@/api/types";
import { ago } from "@/app/page/ago";
import { Load } from "@/app/page/Load";
import { Scroller } from "@/app/page/Scroller";
import table from "@/app/page/Table.module.css";
import { locale, number, t } from "@/i18n";
import { scansQuery } from "./queries";
import classes from "./Repositories.module.css";

/** How the last scan went, or goes. */
export function ScanWords({ scan }: { scan: ScanRun }) {
  const parts = [
    t("{{n}} new", { n: scan.discovered_count }),
    t("{{n}} changed", { n: scan.updated_count }),
    t("{{n}} gone", { n: scan.deleted_count }),
  ];
  if (scan.skipped_count) {
    parts.push(t("{{n}} skipped", { n: scan.skipped_count }));
  }
  const found = parts.join(", ");
  switch (scan.status) {
    case "queued":
      return t("Waiting to be scanned…");
    case "running":
      return t("Scanning… {{found}}", { found });
    case "failed":
      return (
        <span className={classes.failed}>
          {t("The last scan failed: {{reason}}", { reason: scan.error ?? t("no reason was given") })}
        </span>
      );
    default:
      return t("Last scanned {{when}}: {{found}}.", {
        when: ago(scan.finished_at ?? scan.started_at),
        found,
      });
  }
}

/** The scans of a folder so far. */
export function ScanHistory({ repository, onClose }: { repository: Repository; onClose(): void }) {
  const scans = useQuery(scansQuery(repository.id));
  const format = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
  const title = t("Scans of {{name}}", { name: repository.name });
  return (
    <Modal opened onClose={onClose} title={title} size="xl">
      <Load query={scans}>
        {(runs) =>
          runs.length === 0 ? (
            <p>{t("Never scanned.")}</p>
          ) : (
            <Scroller label={title}>
              <Table verticalSpacing="xs">
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{t("Begun")}</Table.Th>
                    <Table.Th>{t("By")}</Table.Th>
                    <Table.Th className={table.number}>{t("New")}</Table.Th>
                    <Table.Th className={table.number}>{t("Changed")}</Table.Th>
                    <Table.Th className={table.number}>{t("Gone")}</Table.Th>
                    <Table.Th className={table.number}>{t("Skipped")}</Table.Th>
                    <Table.Th>{t("Outcome")}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {runs.map((run) => (
                    <Table.Tr key={run.scan_id}>
                      <Table.Td>{format.format(new Date(run.started_at))}</Table.Td>
                      <Table.Td>{run.requested_by ?? t("the clock")}</Table.Td>
                      <Table.Td className={table.number}>{number(run.discovered_count)}</Table.Td>
                      <Table.Td className={table.number}>{number(run.updated_count)}</Table.Td>
                      <Table.Td className={table.number}>{number(run.deleted_count)}</Table.Td>
                      <Table.Td className={table.number}>{number(run.skipped_count)}</Table.Td>
                      <Table.Td>{run.error ?? outcomeOf(run)}</Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Scroller>
          )
        }
      </Load>
    </Modal>
  );
}

function outcomeOf({ status }: ScanRun): string {
  return status === "completed" ? t("Done") : status === "failed" ? t("Failed") : t("Running");
}
