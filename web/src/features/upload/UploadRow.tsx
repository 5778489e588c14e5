import { ActionIcon, Loader, RingProgress } from "@mantine/core";
import {
  IconCircleCheckFilled,
  IconCopyCheck,
  IconMusic,
  IconPhoto,
  IconRefresh,
  IconVideo,
  IconX,
} from "@tabler/icons-react";
import { memo, useEffect, useState } from "react";
import { t } from "@/i18n";
import type { Upload } from "./engine";
import { kindOf } from "./files";
import { fileSize } from "./sizes";
import { cancelUploads, retryUploads } from "./store";
import classes from "./UploadRow.module.css";

/** One file of the panel: what it is, how it is doing, and what can be done about it. */
export const UploadRow = memo(function UploadRow({ upload }: { upload: Upload }) {
  const { file, folder, state, error } = upload;
  return (
    <div className={classes.row} data-state={state}>
      <Preview file={file} />
      <div className={classes.words}>
        <span className={classes.name} title={folder ? `${folder}/${file.name}` : file.name}>
          {file.name}
        </span>
        <span className={classes.about} title={error}>
          {error ?? aboutOf(upload)}
        </span>
      </div>
      <Trailing upload={upload} />
    </div>
  );
});

function Trailing({ upload: { key, state, sent, file } }: { upload: Upload }) {
  switch (state) {
    case "done":
      return <IconCircleCheckFilled className={classes.done} size={22} aria-label={t("Uploaded")} />;
    case "duplicate":
      return <IconCopyCheck className={classes.duplicate} size={21} aria-label={t("Already here")} />;
    case "failed":
    case "cancelled":
      return (
        <ActionIcon
          variant="light"
          size={32}
          radius="xl"
          aria-label={t("Retry {{name}}", { name: file.name })}
          onClick={() => retryUploads(key)}
        >
          <IconRefresh size={18} />
        </ActionIcon>
      );
    default:
      return (
        <button
          type="button"
          className={classes.cancel}
          aria-label={t("Cancel {{name}}", { name: file.name })}
          onClick={() => cancelUploads(key)}
        >
          {state === "sending" ? (
            <RingProgress
              size={34}
              thickness={3.5}
              sections={[{ value: (sent / Math.max(1, file.size)) * 100, color: "copper" }]}
              aria-hidden
            />
          ) : state === "checking" ? (
            <Loader size={20} />
          ) : null}
          <IconX className={classes.cross} size={15} />
        </button>
      );
  }
}

function aboutOf({ state, file, sent }: Upload): string {
  switch (state) {
    case "checking":
      return t("Checking…");
    case "sending":
      return sent < file.size
        ? t("{{part}} of {{whole}}", { part: fileSize(sent), whole: fileSize(file.size) })
        : t("Waiting for the server…");
    case "cancelled":
      return t("Cancelled");
    default:
      return fileSize(file.size);
  }
}

/** Formats and sizes that a browser draws without noticeable work. */
const DRAWABLE = /\.(jpe?g|png|webp|gif|avif)$/i;
const DRAWABLE_BYTES = 20_000_000;

function Preview({ file }: { file: File }) {
  const [url, setUrl] = useState<string | null>(null);
  const drawable = DRAWABLE.test(file.name) && file.size < DRAWABLE_BYTES;
  useEffect(() => {
    if (!drawable) {
      return;
    }
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file, drawable]);
  const kind = kindOf(file.name);
  const Icon = kind === "video" ? IconVideo : kind === "sound" ? IconMusic : IconPhoto;
  return (
    <span className={classes.preview}>
      <Icon size={20} stroke={1.5} aria-hidden />
      {url ? (
        <img src={url} alt="" decoding="async" onError={(event) => event.currentTarget.remove()} />
      ) : null}
    </span>
  );
}
