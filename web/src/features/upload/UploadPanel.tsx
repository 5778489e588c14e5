import { ActionIcon, Button, Progress, SegmentedControl, Tooltip } from "@mantine/core";
import { IconChevronDown, IconChevronUp, IconX } from "@tabler/icons-react";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef, useState } from "react";
import { t } from "@/i18n";
import type { Upload } from "./engine";
import { fileSize, timeLeft } from "./sizes";
import { cancelUploads, clearFinished, retryUploads, type Uploads, useUploads } from "./store";
import classes from "./UploadPanel.module.css";
import { UploadRow } from "./UploadRow";

type Filter = "all" | "failed" | "duplicate";

/** The panel that follows the uploads: all of them in one line, and each file on request. */
export default function UploadPanel() {
  const uploads = useUploads();
  const [open, setOpen] = useState(true);
  const [filter, setFilter] = useState<Filter>("all");
  const { counts, active } = uploads;
  const share = uploads.bytes ? uploads.sent / uploads.bytes : 0;
  const troubled = counts.failed > 0 || counts.duplicate > 0;
  const shown =
    filter === "all" || !troubled ? uploads.items : uploads.items.filter((item) => item.state === filter);

  return (
    <section className={classes.panel} aria-label={t("Uploads")}>
      <header className={classes.head}>
        <div className={classes.words} role="status">
          <strong>{titleOf(uploads)}</strong>
          <span>{detailOf(uploads)}</span>
        </div>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={36}
          radius="xl"
          aria-label={open ? t("Hide the files") : t("Show the files")}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {open ? <IconChevronDown size={20} /> : <IconChevronUp size={20} />}
        </ActionIcon>
        <Tooltip label={active ? t("Cancel all") : t("Close")}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={36}
            radius="xl"
            aria-label={active ? t("Cancel all uploads") : t("Close")}
            onClick={() => (active ? cancelUploads() : clearFinished())}
          >
            <IconX size={20} />
          </ActionIcon>
        </Tooltip>
      </header>
      <Progress
        value={active ? share * 100 : 100}
        color={active ? undefined : counts.failed ? "red" : "green"}
        size={4}
        radius={0}
        aria-label={t("Progress of all uploads")}
      />
      {open ? (
        <>
          {troubled ? (
            <div className={classes.tools}>
              <SegmentedControl
                size="xs"
                value={filter}
                onChange={(value) => setFilter(value as Filter)}
                data={[
                  { value: "all", label: t("All {{n}}", { n: uploads.items.length }) },
                  ...(counts.duplicate
                    ? [{ value: "duplicate", label: t("Already here {{n}}", { n: counts.duplicate }) }]
                    : []),
                  ...(counts.failed
                    ? [{ value: "failed", label: t("Failed {{n}}", { n: counts.failed }) }]
                    : []),
                ]}
              />
              {counts.failed > 0 && !active ? (
                <Button size="compact-sm" variant="subtle" onClick={() => retryUploads()}>
                  {t("Retry failed")}
                </Button>
              ) : null}
            </div>
          ) : null}
          <Rows items={shown} />
        </>
      ) : null}
    </section>
  );
}

const ROW = 58;

function Rows({ items }: { items: readonly Upload[] }) {
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 4,
    getItemKey: (index) => items[index]!.key,
  });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable for the arrow keys.
    <section ref={scroller} className={classes.rows} tabIndex={0} aria-label={t("Files")}>
      <ul className={classes.list} style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map((row) => (
          <li key={row.key} className={classes.row} style={{ top: row.start, height: ROW }}>
            <UploadRow upload={items[row.index]!} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function titleOf({ items, counts, active }: Uploads): string {
  if (active) {
    const over = counts.done + counts.duplicate + counts.failed;
    return t("Uploading {{n}} of {{all}}", {
      n: Math.min(items.length - counts.cancelled, over + 1),
      all: items.length - counts.cancelled,
    });
  }
  if (counts.done === 0) {
    return counts.failed
      ? t("Nothing was uploaded")
      : counts.duplicate
        ? t("Everything was already here")
        : t("Uploads cancelled");
  }
  return t("{{count, number}} files uploaded", { count: counts.done });
}

function detailOf({ counts, active, bytes, sent, speed }: Uploads): string {
  if (active) {
    const parts = [t("{{part}} of {{whole}}", { part: fileSize(sent), whole: fileSize(bytes) })];
    if (speed > 1000) {
      parts.push(`${fileSize(speed)}/s`, timeLeft((bytes - sent) / speed));
    }
    return parts.join(" · ");
  }
  const parts = [];
  if (counts.duplicate) {
    parts.push(t("{{n}} already here", { n: counts.duplicate }));
  }
  if (counts.failed) {
    parts.push(t("{{n}} failed", { n: counts.failed }));
  }
  if (counts.cancelled) {
    parts.push(t("{{n}} cancelled", { n: counts.cancelled }));
  }
  return parts.join(" · ") || fileSize(sent);
}
