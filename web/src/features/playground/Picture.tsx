import { useEffect, useState } from "react";
import type { Box } from "@/features/operations/boxes";
import { t } from "@/i18n";
import classes from "./Playground.module.css";

/** A picture, with the parts of it that an answer tells of. */
export function Picture({ blob, boxes, name }: { blob: Blob; boxes: readonly Box[]; name: string }) {
  const [url, setUrl] = useState<string | null>(null);
  const [size, setSize] = useState<{ width: number; height: number } | null>(null);
  useEffect(() => {
    const fresh = URL.createObjectURL(blob);
    setUrl(fresh);
    setSize(null);
    return () => URL.revokeObjectURL(fresh);
  }, [blob]);
  if (!url) {
    return null;
  }
  return (
    <figure className={classes.picture}>
      <div>
        <img
          src={url}
          alt={name}
          onLoad={({ currentTarget: { naturalWidth: width, naturalHeight: height } }) =>
            setSize({ width, height })
          }
        />
        {size && boxes.length > 0 ? (
          <svg
            viewBox={`0 0 ${size.width} ${size.height}`}
            role="img"
            aria-label={t("{{count, number}} faces marked", { count: boxes.length })}
          >
            {boxes.map(({ left, top, width, height, label }) => (
              <g key={`${left} ${top} ${width} ${height}`}>
                <rect x={left} y={top} width={width} height={height} vectorEffect="non-scaling-stroke" />
                <text
                  x={left}
                  y={top}
                  dy={-size.height / 120}
                  fontSize={Math.max(size.width, size.height) / 40}
                >
                  {label}
                </text>
              </g>
            ))}
          </svg>
        ) : null}
      </div>
      {size ? (
        <figcaption>
          {size.width} × {size.height}
        </figcaption>
      ) : null}
    </figure>
  );
}
