import { ActionIcon, Badge, Button, Group, Loader, Menu } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import {
  IconDotsVertical,
  IconFolderX,
  IconHistory,
  IconPencil,
  IconRefresh,
  IconScan,
  IconStack2,
} from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { api, take } from "@/api/client";
import type { Repository } from "@/api/types";
import { Card } from "@/app/page/Card";
import { Confirm } from "@/app/page/Confirm";
import { useChange } from "@/app/page/useChange";
import { refreshLists } from "@/features/assets/cache";
import { t } from "@/i18n";
import { ChangeRepository } from "./ChangeRepository";
import { latestScanQuery, repositoriesQuery, scansQuery } from "./queries";
import classes from "./Repositories.module.css";
import { ScanHistory, ScanWords } from "./Scans";

/** One folder: how the last scan went, and what can be done. */
export function RepositoryCard({ repository }: { repository: Repository }) {
  const { id } = repository;
  const client = useQueryClient();
  const scan = useQuery(latestScanQuery(id));
  const [open, setOpen] = useState<"history" | "change" | "remove" | null>(null);
  const close = () => setOpen(null);
  const start = useChange({
    change: (force: boolean) =>
      take(api.POST("/api/v1/repositories/{id}/scan", { params: { path: { id } }, body: { force } })),
    trouble: t("The scan could not be started"),
    refresh: [latestScanQuery(id).queryKey, scansQuery(id).queryKey],
  });
  const detect = useChange({
    change: () => take(api.POST("/api/v1/repositories/{id}/stacks/detect", { params: { path: { id } } })),
    trouble: t("The stacks could not be looked for"),
    onDone({ stacks_created }) {
      notifications.show({ message: t("{{count, number}} stacks made", { count: stacks_created }) });
      void refreshLists(client);
    },
  });
  const remove = useChange({
    change: () => take(api.DELETE("/api/v1/repositories/{id}", { params: { path: { id } } })),
    trouble: t("The folder could not be taken out"),
    refresh: [repositoriesQuery.queryKey],
    onDone() {
      close();
      void refreshLists(client);
    },
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
        <Group gap={6} wrap="nowrap">
          <Button
            variant="light"
            leftSection={<IconScan size={18} />}
            loading={start.isPending}
            disabled={running}
            onClick={() => start.mutate(false)}
          >
            {t("Scan now")}
          </Button>
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon
                variant="subtle"
                color="gray"
                size={36}
                aria-label={t("More about {{name}}", { name: repository.name })}
              >
                <IconDotsVertical size={19} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item
                leftSection={<IconRefresh size={17} />}
                disabled={running}
                onClick={() => start.mutate(true)}
              >
                {t("Read every file again")}
              </Menu.Item>
              <Menu.Item
                leftSection={<IconStack2 size={17} />}
                disabled={detect.isPending}
                onClick={() => detect.mutate()}
              >
                {t("Look for stacks")}
              </Menu.Item>
              <Menu.Item leftSection={<IconHistory size={17} />} onClick={() => setOpen("history")}>
                {t("Scans so far")}
              </Menu.Item>
              <Menu.Item leftSection={<IconPencil size={17} />} onClick={() => setOpen("change")}>
                {t("Change")}
              </Menu.Item>
              <Menu.Divider />
              <Menu.Item
                color="red"
                leftSection={<IconFolderX size={17} />}
                onClick={() => setOpen("remove")}
              >
                {t("Take out of the library")}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </Group>
      }
    >
      <div className={classes.scan} role="status">
        {running ? <Loader size={16} /> : null}
        {scan.data ? <ScanWords scan={scan.data} /> : scan.isPending ? null : t("Never scanned.")}
      </div>
      {open === "history" ? <ScanHistory repository={repository} onClose={close} /> : null}
      {open === "change" ? <ChangeRepository repository={repository} onClose={close} /> : null}
      {open === "remove" ? (
        <Confirm
          title={t("Take “{{name}}” out of the library?", { name: repository.name })}
          text={t(
            "The files stay where they are. Their photos disappear from the library until the folder is added again.",
          )}
          action={t("Take out")}
          busy={remove.isPending}
          onConfirm={() => remove.mutate()}
          onClose={close}
        />
      ) : null}
    </Card>
  );
}
