import { Anchor, SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { number, t } from "@/i18n";
import classes from "./Faces.module.css";
import { type FaceBox, type FaceJobDetail, sameOrigin } from "./queries";

/** The picture of a job: as it came, with what was found drawn on it, or as it was masked. */
export function FacePicture({ job }: { job: FaceJobDetail }) {
  const [side, setSide] = useState<"before" | "after">("before");
  const [isLost, setLost] = useState(false);
  const { image, original_url: original, processed_url: processed } = job;
  if (!image || !original) {
    return <p className={classes.note}>{t("The picture has not come yet.")}</p>;
  }
  const link = sameOrigin(side === "after" && processed ? processed : original);
  return (
    <figure className={classes.figure}>
      {processed ? (
        <SegmentedControl
          aria-label={t("Which picture")}
          value={side}
          onChange={(value) => {
            setSide(value as typeof side);
            setLost(false);
          }}
          data={[
            { value: "before", label: t("Before") },
            { value: "after", label: t("After") },
          ]}
        />
      ) : null}
      {isLost ? (
        // Where pictures lie with another host, this page may not load them.
        <p className={classes.note}>
          <Anchor href={link} target="_blank" rel="noreferrer" underline="always">
            {t("Open the picture in a tab of its own")}
          </Anchor>
        </p>
      ) : (
        <div className={classes.frame} style={{ aspectRatio: `${image.width} / ${image.height}` }}>
          <img
            key={link}
            src={link}
            alt={side === "after" ? t("{{name}}, masked", { name: job.filename }) : job.filename}
            onError={() => setLost(true)}
          />
          {side === "before" ? (
            <Boxes boxes={job.detections} width={image.width} height={image.height} />
          ) : null}
        </div>
      )}
      <figcaption>
        {t("{{width}} × {{height}} pixels, {{count, number}} faces", {
          width: image.width,
          height: image.height,
          count: job.face_count,
        })}
      </figcaption>
    </figure>
  );
}

function Boxes({ boxes, width, height }: { boxes: readonly FaceBox[]; width: number; height: number }) {
  // Lines and letters are as large on every picture.
  const unit = Math.max(width, height) / 640;
  return (
    <svg
      className={classes.boxes}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={t("{{count, number}} faces marked", { count: boxes.length })}
    >
      {boxes.map(({ index, bbox, confidence, landmarks }) => (
        <g key={index} strokeWidth={2 * unit}>
          <rect x={bbox.x1} y={bbox.y1} width={bbox.x2 - bbox.x1} height={bbox.y2 - bbox.y1} />
          {landmarks
            ? Object.entries(landmarks).map(([name, { x, y }]) => (
                <circle key={name} cx={x} cy={y} r={2 * unit} />
              ))
            : null}
          <text x={bbox.x1} y={Math.max(bbox.y1 - 4 * unit, 12 * unit)} fontSize={12 * unit}>
            {`${index} · ${number(confidence, { style: "percent" })}`}
          </text>
        </g>
      ))}
    </svg>
  );
}
