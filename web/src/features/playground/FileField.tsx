import { ActionIcon, Input } from "@mantine/core";
import { IconPhotoUp, IconX } from "@tabler/icons-react";
import { type DragEvent, useId, useState } from "react";
import { Prose } from "@/features/operations/Prose";
import { fileSize } from "@/features/upload/sizes";
import { t } from "@/i18n";
import classes from "./Playground.module.css";

/** A place for a file, or several: dropped here, or chosen. */
export function FileField({
  name,
  description,
  required,
  several,
  error,
  files,
  onChange,
}: {
  name: string;
  description?: string;
  required: boolean;
  several?: boolean;
  error: string | undefined;
  files: readonly File[];
  onChange(files: readonly File[]): void;
}) {
  const id = useId();
  const [over, setOver] = useState(false);
  const take = (list: FileList | null) => {
    const some = [...(list ?? [])];
    if (some.length > 0) {
      onChange(several ? [...files, ...some] : some.slice(0, 1));
    }
  };

  function onDrop(event: DragEvent): void {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  }

  return (
    <Input.Wrapper
      id={id}
      label={name}
      description={description ? <Prose text={description} /> : undefined}
      withAsterisk={required}
      error={error}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a target for the pointer; the keyboard has the input in it. */}
      <div
        className={classes.drop}
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
      >
        <IconPhotoUp size={26} stroke={1.5} aria-hidden />
        <span>{several ? t("Drop files here, or choose them") : t("Drop a file here, or choose one")}</span>
        <input
          id={id}
          type="file"
          multiple={several}
          aria-label={name}
          aria-invalid={error ? true : undefined}
          onChange={(event) => {
            take(event.currentTarget.files);
            event.currentTarget.value = "";
          }}
        />
      </div>
      {files.map((file, index) => (
        <div key={`${file.name} ${file.lastModified} ${file.size}`} className={classes.file}>
          <span>{file.name}</span>
          <small>{fileSize(file.size)}</small>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t("Leave out {{name}}", { name: file.name })}
            onClick={() => onChange(files.filter((_, other) => other !== index))}
          >
            <IconX size={16} />
          </ActionIcon>
        </div>
      ))}
    </Input.Wrapper>
  );
}
