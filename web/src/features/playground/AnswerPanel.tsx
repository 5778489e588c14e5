import { ActionIcon, Alert, Button, CopyButton, Loader, SegmentedControl, Tooltip } from "@mantine/core";
import { IconCheck, IconCopy, IconDownload } from "@tabler/icons-react";
import { useState } from "react";
import { Lines } from "@/app/page/Lines";
import { Tag } from "@/app/page/Tag";
import { Verbatim } from "@/app/page/Verbatim";
import { boxesOf } from "@/features/operations/boxes";
import type { Call } from "@/features/operations/compose";
import type { Reply } from "@/features/operations/send";
import { fileSize } from "@/features/upload/sizes";
import { number, t } from "@/i18n";
import { JsonTree } from "./JsonTree";
import { Picture } from "./Picture";
import classes from "./Playground.module.css";
import type { Sending } from "./useSending";

/** What came back, once it did. */
export function AnswerPanel({ state }: { state: Sending }) {
  return (
    <section aria-label={t("Answer")} className={classes.panel}>
      <h2>{t("Answer")}</h2>
      <State state={state} />
    </section>
  );
}

function State({ state }: { state: Sending }) {
  switch (state.kind) {
    case "rest":
      return <p className={classes.note}>{t("Nothing was sent yet.")}</p>;
    case "busy":
      return <Loader size="sm" aria-label={t("Waiting for the answer")} />;
    case "stopped":
      return <p className={classes.note}>{t("It was stopped. The server may have done it all the same.")}</p>;
    case "failed":
      return (
        <Alert color="red" title={t("There was no answer")}>
          <p className={classes.note}>
            {t(
              "A server that cannot be reached looks like this, and so does an answer that leads elsewhere.",
            )}
          </p>
          <code>{state.message}</code>
        </Alert>
      );
    case "answered":
      return <Answered call={state.call} reply={state.reply} />;
  }
}

function Answered({ call, reply }: { call: Call; reply: Reply }) {
  const [view, setView] = useState("body");
  const { body } = reply;
  const boxes = body.kind === "json" ? boxesOf(body.value) : [];
  const picture = pictureOf(call);
  const text =
    body.kind === "json" ? JSON.stringify(body.value, null, 2) : body.kind === "text" ? body.text : "";
  return (
    <>
      <div className={classes.facts} role="status">
        <Tag colour={colourOf(reply.status)}>
          {reply.status} {reply.statusText}
        </Tag>
        <span>{reply.ms < 1000 ? `${Math.round(reply.ms)} ms` : `${number(reply.ms / 1000, DIGITS)} s`}</span>
        <span>{fileSize(reply.size)}</span>
        <span className={classes.type}>{reply.type}</span>
      </div>
      {boxes.length > 0 && picture ? <Picture blob={picture} boxes={boxes} name={picture.name} /> : null}
      <div className={classes.bodyHead}>
        <SegmentedControl
          aria-label={t("What of the answer is shown")}
          size="xs"
          value={view}
          onChange={setView}
          data={[
            { value: "body", label: t("Body") },
            ...(body.kind === "json" ? [{ value: "text", label: t("Text") }] : []),
            { value: "headers", label: t("Headers") },
          ]}
        />
        {text ? <CopyAnswer text={text} /> : null}
      </div>
      {view === "headers" ? (
        <Lines lines={reply.headers} />
      ) : view === "text" && text ? (
        <Text text={text} />
      ) : (
        <Body reply={reply} />
      )}
    </>
  );
}

const DIGITS = { maximumFractionDigits: 2 };

function Body({ reply: { body } }: { reply: Reply }) {
  switch (body.kind) {
    case "empty":
      return <p className={classes.note}>{t("The answer has no body.")}</p>;
    case "json":
      return <JsonTree value={body.value} />;
    case "text":
      return <Text text={body.text} />;
    case "picture":
      return (
        <>
          <Picture blob={body.blob} boxes={[]} name={body.name} />
          <Save blob={body.blob} name={body.name} />
        </>
      );
    case "file":
      return <Save blob={body.blob} name={body.name} />;
  }
}

function Text({ text }: { text: string }) {
  return (
    <Verbatim className={classes.text} label={t("Body of the answer")}>
      {text}
    </Verbatim>
  );
}

function Save({ blob, name }: { blob: Blob; name: string }) {
  function save(): void {
    const url = URL.createObjectURL(blob);
    const link = document.createElement("a");
    link.href = url;
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  }
  return (
    <Button variant="light" mt="sm" leftSection={<IconDownload size={18} />} onClick={save}>
      {t("Save {{name}}", { name })}
    </Button>
  );
}

function CopyAnswer({ text }: { text: string }) {
  return (
    <CopyButton value={text}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? t("Copied") : t("Copy")}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={34}
            aria-label={copied ? t("Copied") : t("Copy the answer")}
            onClick={copy}
          >
            {copied ? <IconCheck size={18} /> : <IconCopy size={18} />}
          </ActionIcon>
        </Tooltip>
      )}
    </CopyButton>
  );
}

function colourOf(status: number): "green" | "blue" | "yellow" | "red" {
  return status < 300 ? "green" : status < 400 ? "blue" : status < 500 ? "yellow" : "red";
}

/** The picture that was sent along. */
function pictureOf({ body }: Call): File | undefined {
  const files =
    body.kind === "form"
      ? body.parts.flatMap((part) => ("file" in part ? [part.file] : []))
      : body.kind === "file"
        ? [body.file]
        : [];
  return files.find(({ type }) => type.startsWith("image/"));
}
