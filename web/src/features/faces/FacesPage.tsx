import { Alert, Button, Center, Modal, Select, Table } from "@mantine/core";
import { IconFaceId } from "@tabler/icons-react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { ApiError } from "@/api/error";
import { ago } from "@/app/page/ago";
import { Confirm } from "@/app/page/Confirm";
import { Lines } from "@/app/page/Lines";
import { Page } from "@/app/page/Page";
import { Scroller } from "@/app/page/Scroller";
import table from "@/app/page/Table.module.css";
import { Tag } from "@/app/page/Tag";
import { useChange } from "@/app/page/useChange";
import { Verbatim } from "@/app/page/Verbatim";
import { BrokenPage, StatePage, WaitingPage } from "@/app/states/pages";
import { fileSize } from "@/features/upload/sizes";
import { Figures } from "@/features/usage/UsageCards";
import { number, t } from "@/i18n";
import { FacePicture } from "./FacePicture";
import classes from "./Faces.module.css";
import {
  deleteFaceImage,
  FACES,
  type FaceJob,
  type FaceJobDetail,
  type FacesSearch,
  faceJobQuery,
  faceJobsQuery,
  faceStatsQuery,
} from "./queries";

/** What programs had done with faces: the jobs, and the pictures before and after. */
export function FacesPage() {
  const search = useSearch({ from: "/shell/console/faces" });
  const navigate = useNavigate();
  const look = (to: FacesSearch) => void navigate({ to: "/console/faces", search: to, replace: true });
  const stats = useQuery(faceStatsQuery);
  const jobs = useInfiniteQuery(faceJobsQuery(search));
  const all = jobs.data?.pages.flatMap((page) => page.items) ?? [];
  if (jobs.error instanceof ApiError && jobs.error.status === 501) {
    return (
      <Page title={t("Faces")} wide>
        <StatePage
          icon={<IconFaceId size={56} stroke={1.3} />}
          title={t("Nothing is kept of faces")}
          text={t(
            "The operator has switched off storage for the face API: pictures are worked on and forgotten.",
          )}
        />
      </Page>
    );
  }
  return (
    <Page title={t("Faces")} wide aside={<Filter search={search} look={look} />}>
      {stats.data ? (
        <Figures
          figures={[
            [t("Pictures"), number(stats.data.total_images)],
            [t("Jobs"), number(stats.data.total_jobs)],
            [t("Faces found"), number(stats.data.total_faces_detected)],
            [t("A look takes"), t("{{ms, number}} ms", { ms: Math.round(stats.data.avg_inference_ms) })],
            [t("Kept"), fileSize(stats.data.storage_used_bytes)],
          ]}
        />
      ) : null}
      {jobs.isPending ? (
        <WaitingPage />
      ) : jobs.isError && all.length === 0 ? (
        <BrokenPage error={jobs.error} reset={() => void jobs.refetch()} />
      ) : all.length === 0 ? (
        <StatePage
          icon={<IconFaceId size={56} stroke={1.3} />}
          title={search.type ? t("No job is like this") : t("No program has asked for faces yet")}
          text={t("A program with a key for faces finds them on pictures, or has them masked.")}
        />
      ) : (
        <Jobs jobs={all} open={(job) => look({ ...search, job })} />
      )}
      {jobs.hasNextPage ? (
        <Center mt="md">
          <Button
            variant="default"
            loading={jobs.isFetchingNextPage}
            onClick={() => void jobs.fetchNextPage()}
          >
            {t("Show older jobs")}
          </Button>
        </Center>
      ) : null}
      {search.job ? (
        <Opened key={search.job} id={search.job} onClose={() => look({ ...search, job: undefined })} />
      ) : null}
    </Page>
  );
}

function Filter({ search, look }: { search: FacesSearch; look(to: FacesSearch): void }) {
  const data = [
    { value: "detect", label: t("Found only") },
    { value: "mask", label: t("Masked") },
    { value: "gaussian", label: t("Masked by a blur") },
    { value: "pixelate", label: t("Masked by squares") },
    { value: "solid", label: t("Masked by a colour") },
  ];
  return (
    <Select
      aria-label={t("Which jobs")}
      placeholder={t("All jobs")}
      clearable
      data={data}
      value={search.method ?? search.type ?? null}
      onChange={(value) => {
        const method = (["gaussian", "pixelate", "solid"] as const).find((word) => word === value);
        look(method ? { type: "mask", method } : value ? { type: value as FacesSearch["type"] } : {});
      }}
    />
  );
}

function Jobs({ jobs, open }: { jobs: readonly FaceJob[]; open(id: string): void }) {
  return (
    <Scroller label={t("Jobs")}>
      <Table verticalSpacing="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("Picture")}</Table.Th>
            <Table.Th>{t("Work")}</Table.Th>
            <Table.Th>{t("State")}</Table.Th>
            <Table.Th className={table.number}>{t("Faces")}</Table.Th>
            <Table.Th className={table.number}>{t("Took")}</Table.Th>
            <Table.Th>{t("When")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {jobs.map((job) => (
            <Table.Tr key={job.id}>
              <Table.Td className={classes.name}>
                <button type="button" className={classes.open} onClick={() => open(job.id)}>
                  {job.filename || t("not here yet")}
                </button>
              </Table.Td>
              <Table.Td>{workName(job)}</Table.Td>
              <Table.Td>
                <State job={job} />
              </Table.Td>
              <Table.Td className={table.number}>{number(job.face_count)}</Table.Td>
              <Table.Td className={table.number}>
                {typeof job.total_ms === "number"
                  ? t("{{ms, number}} ms", { ms: Math.round(job.total_ms) })
                  : "–"}
              </Table.Td>
              <Table.Td>{ago(job.created_at)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Scroller>
  );
}

function Opened({ id, onClose }: { id: string; onClose(): void }) {
  const job = useQuery(faceJobQuery(id));
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={job.data ? workName(job.data) : t("Job")}
      closeButtonProps={{ "aria-label": t("Close") }}
    >
      {job.isPending ? (
        <WaitingPage />
      ) : job.isError ? (
        <BrokenPage error={job.error} reset={() => void job.refetch()} />
      ) : (
        <Detail job={job.data} onGone={onClose} />
      )}
    </Modal>
  );
}

function Detail({ job, onGone }: { job: FaceJobDetail; onGone(): void }) {
  const [isLeaving, setLeaving] = useState(false);
  const remove = useChange({
    change: deleteFaceImage,
    trouble: t("The picture could not be deleted"),
    refresh: [[FACES]],
    onDone: onGone,
  });
  const { certificate } = job;
  return (
    <div className={classes.detail}>
      <FacePicture job={job} />
      {job.error ? (
        <Alert color="red" title={t("It failed")}>
          {job.error}
        </Alert>
      ) : null}
      {certificate ? (
        <Alert
          color={certificate.passed ? "green" : "red"}
          title={
            certificate.passed
              ? t("A second look recognises nobody")
              : t("A second look still finds somebody")
          }
        >
          {t("{{count, number}} masked faces were looked at again.", { count: certificate.faces.length })}
        </Alert>
      ) : null}
      <Lines
        lines={[
          [t("File"), job.filename || "–"],
          [t("Model"), job.model || "–"],
          [t("Request"), <code key="request">{job.request_id}</code>],
        ]}
      />
      <Verbatim label={t("What was asked for")} className={classes.asked}>
        {JSON.stringify(job.parameters, null, 2)}
      </Verbatim>
      {job.image_id ? (
        <Button variant="light" color="red" onClick={() => setLeaving(true)}>
          {t("Delete the picture")}
        </Button>
      ) : null}
      {isLeaving && job.image_id ? (
        <Confirm
          title={t("Delete {{name}}?", { name: job.filename })}
          text={t("The picture, every job on it and what they made are gone for good.")}
          action={t("Delete")}
          busy={remove.isPending}
          onConfirm={() => remove.mutate(job.image_id ?? "")}
          onClose={() => setLeaving(false)}
        />
      ) : null}
    </div>
  );
}

function workName({ job_type, method }: Pick<FaceJob, "job_type" | "method">): string {
  if (job_type === "detect") {
    return t("Faces found");
  }
  switch (method) {
    case "pixelate":
      return t("Masked by squares");
    case "solid":
      return t("Masked by a colour");
    default:
      return t("Masked by a blur");
  }
}

function State({ job: { status, error } }: { job: FaceJob }) {
  switch (status) {
    case "completed":
      return <Tag colour="green">{t("done")}</Tag>;
    case "failed":
      return (
        <Tag colour="red" title={error ?? undefined}>
          {t("failed")}
        </Tag>
      );
    case "processing":
      return <Tag colour="blue">{t("running")}</Tag>;
    default:
      return <Tag colour="gray">{t("waiting")}</Tag>;
  }
}
