import { Badge, Button, Loader } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconScan } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { api, take } from "@/api/client";
import { messageOf } from "@/api/error";
import type { Repository, ScanRun } from "@/api/types";
import { ago } from "@/app/page/ago";
import { Card } from "@/app/page/Card";
import { BrokenPage, WaitingPage } from "@/app/states/pages";
import { refreshLists } from "@/features/assets/cache";
import { t } from "@/i18n";
import { latestScanQuery, repositoriesQuery } from "./queries";
import classes from "./RepositoriesTab.module.css";

/** The folders with the photos, and looking through them now. */
export function RepositoriesTab() {
  const repositories = useQuery(repositoriesQuery);
  if (repositories.isPending) {
    return <WaitingPage />;
  }
  if (repositories.isError) {
    return <BrokenPage error={repositories.error} reset={() => void repositories.refetch()} />;
  }
  return repositories.data.map((repository) => (
    <RepositoryCard key={repository.id} repository={repository} />
  ));
}

function RepositoryCard({ repository }: { repository: Repository }) {
  const client = useQueryClient();
  const scan = useQuery(latestScanQuery(repository.id));
  const start = useMutation({
    mutationFn: () =>
      take(api.POST("/api/v1/repositories/{id}/scan", { params: { path: { id: repository.id } }, body: {} })),
    onSuccess: () => client.invalidateQueries({ queryKey: latestScanQuery(repository.id).queryKey }),
    onError: (error) =>
      notifications.show({
        color: "red",
        title: t("The scan could not be started"),
        message: messageOf(error),
      }),
  });
  const running = scan.data?.status === "running" || scan.data?.status === "queued";

  // A scan that ends may have found new photos.
  const wasRunning = useRef(false);
  useEffect(() => {
    if (wasRunning.current && !running) {
      void refreshLists(client);
    }
    wasRunning.current = running;
  }, [running, client]);

  return (
    <Card
      title={
        <>
          {repository.name} {repository.is_primary ? <Badge variant="light">{t("Primary")}</Badge> : null}
        </>
      }
      text={repository.path}
      aside={
        <Button
          variant="light"
          leftSection={<IconScan size={18} />}
          loading={start.isPending}
          disabled={running}
          onClick={() => start.mutate()}
        >
          {t("Scan now")}
        </Button>
      }
    >
      <div className={classes.scan} role="status">
        {running ? <Loader size={16} /> : null}
        {scan.data ? <ScanWords scan={scan.data} /> : scan.isPending ? null : t("Never scanned.")}
      </div>
    </Card>
  );
}

function ScanWords({ scan }: { scan: ScanRun }) {
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
