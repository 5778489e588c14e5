import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconCloudUpload } from "@tabler/icons-react";
import {
  createContext,
  type ReactNode,
  Suspense,
  useCallback,
  useContext,
  useEffect,
  useRef,
  useState,
} from "react";
import { lazyPart } from "@/app/loading";
import { t } from "@/i18n";
import { ACCEPT, filesOfDrop, filesOfInput, type PickedFile, sortOut } from "./files";
import { upload, useUploads } from "./store";
import classes from "./UploadDoor.module.css";
import { takeUnfinished, type Unfinished } from "./unfinished";

const UploadPanel = lazyPart(() => import("./UploadPanel"));

type Pick = (what: "files" | "folder") => void;

const Context = createContext<Pick>(() => undefined);

/** Opens the dialog that picks files or a folder to upload. */
export function useUploadPicker(): Pick {
  return useContext(Context);
}

/** Takes files from anywhere inside: dropped, pasted or picked; and shows the panel once there are any. */
export function UploadDoor({ children }: { children: ReactNode }) {
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const { items, active } = useUploads();
  const dragging = useDropAnywhere();
  const pick = useCallback<Pick>((what) => (what === "folder" ? folder : files).current?.click(), []);

  useEffect(() => {
    const left = takeUnfinished();
    if (left) {
      sayUnfinished(left, pick);
    }
  }, [pick]);

  useEffect(() => {
    if (!active) {
      return;
    }
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [active]);

  function onChange(event: React.ChangeEvent<HTMLInputElement>): void {
    bringIn(filesOfInput(event.currentTarget.files ?? new DataTransfer().files));
    event.currentTarget.value = "";
  }

  return (
    <Context.Provider value={pick}>
      {children}
      <input
        ref={files}
        type="file"
        multiple
        accept={ACCEPT}
        hidden
        aria-label={t("Files to upload")}
        onChange={onChange}
      />
      <input
        ref={folder}
        type="file"
        multiple
        hidden
        aria-label={t("Folder to upload")}
        onChange={onChange}
        {...{ webkitdirectory: "" }}
      />
      {dragging ? (
        <div className={classes.overlay}>
          <div className={classes.target}>
            <IconCloudUpload size={64} stroke={1.3} />
            {t("Drop to upload")}
          </div>
        </div>
      ) : null}
      {items.length > 0 ? (
        <Suspense>
          <UploadPanel />
        </Suspense>
      ) : null}
    </Context.Provider>
  );
}

function sayUnfinished({ count, names }: Unfinished, pick: Pick): void {
  const id = "unfinished";
  const named = names.join(", ") + (count > names.length ? " …" : "");
  notifications.show({
    id,
    color: "yellow",
    autoClose: false,
    title: t("{{count, number}} uploads were cut short", { count }),
    message: (
      <>
        {t(
          "When the page was loaded again: {{names}}. Choose them once more; what has arrived is not sent twice.",
          {
            names: named,
          },
        )}
        <Button
          size="compact-sm"
          variant="subtle"
          onClick={() => {
            notifications.hide(id);
            pick("files");
          }}
        >
          {t("Choose photos")}
        </Button>
      </>
    ),
  });
}

function bringIn(picked: readonly PickedFile[]): void {
  const { files, leftOut } = sortOut(picked);
  if (files.length > 0) {
    upload(files);
  }
  if (leftOut.length > 0) {
    const names = leftOut.slice(0, 3).join(", ");
    notifications.show({
      color: "yellow",
      title: t("{{count, number}} files were left out", { count: leftOut.length }),
      message:
        leftOut.length > 3
          ? t("{{names}} and others are not a photo, video or sound.", { names })
          : t("{{names}} are not a photo, video or sound.", { names, count: leftOut.length }),
    });
  }
}

function useDropAnywhere(): boolean {
  const [dragging, setDragging] = useState(false);
  useEffect(() => {
    // Entering a child leaves its parent: only a count of both tells when the drag is really gone.
    let depth = 0;
    // Some pages take files for something else than the library.
    const carriesFiles = (event: DragEvent) =>
      event.dataTransfer?.types.includes("Files") === true && !document.querySelector("[data-own-drops]");
    const enter = (event: DragEvent) => {
      if (carriesFiles(event)) {
        depth++;
        setDragging(true);
      }
    };
    const leave = () => {
      depth = Math.max(0, depth - 1);
      if (depth === 0) {
        setDragging(false);
      }
    };
    const over = (event: DragEvent) => {
      if (carriesFiles(event)) {
        event.preventDefault();
      }
    };
    const drop = (event: DragEvent) => {
      if (!carriesFiles(event) || !event.dataTransfer) {
        return;
      }
      event.preventDefault();
      depth = 0;
      setDragging(false);
      filesOfDrop(event.dataTransfer).then(bringIn, () => {
        notifications.show({ color: "red", message: t("What was dropped could not be read.") });
      });
    };
    const paste = (event: ClipboardEvent) => {
      const pasted = event.clipboardData?.files;
      if (pasted?.length) {
        bringIn(filesOfInput(pasted));
      }
    };
    const entries = [
      ["dragenter", enter],
      ["dragleave", leave],
      ["dragover", over],
      ["drop", drop],
      ["paste", paste],
    ] as [string, EventListener][];
    for (const [name, listener] of entries) {
      window.addEventListener(name, listener);
    }
    return () => {
      for (const [name, listener] of entries) {
        window.removeEventListener(name, listener);
      }
    };
  }, []);
  return dragging;
}
