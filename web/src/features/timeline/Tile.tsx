import {
  IconAlertTriangle,
  IconCheck,
  IconFileText,
  IconHeartFilled,
  IconLivePhoto,
  IconMusic,
  IconPlayerPlayFilled,
  IconStack2,
} from "@tabler/icons-react";
import { memo, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { rememberShown, thumbnailUrl } from "@/api/media";
import { t } from "@/i18n";
import { clock, fullDayName } from "./dates";
import { Flag } from "./month";
import type { Pace } from "./pace";
import { placeholderColor, placeholderUrl } from "./placeholder";
import { useIsSelected } from "./selection";
import classes from "./Tile.module.css";

export interface TileProps {
  id: string;
  kind: string;
  flags: number;
  day: number;
  duration: number | undefined;
  thumbhash: string;
  x: number;
  y: number;
  w: number;
  h: number;
  href: string;
  pace: Pace;
  /** Whether the Tab key stops here; the arrow keys go on from there. */
  tabbable: boolean;
}

/** One photo of a grid: its placeholder at once, its picture when there is time, and a tick to pick it. */
export const Tile = memo(function Tile(props: TileProps) {
  const { id, kind, flags, x, y, w, h, href, tabbable } = props;
  const selected = useIsSelected(id);
  const label = labelOf(props);
  return (
    <div
      className={classes.tile}
      data-photo={id}
      data-selected={selected || undefined}
      style={{ left: x, top: y, width: w, height: h }}
    >
      <a
        className={classes.link}
        href={href}
        aria-label={label}
        tabIndex={tabbable ? 0 : -1}
        draggable={false}
      >
        {kind === "A" ? <Sound thumbhash={props.thumbhash} /> : <Picture {...props} />}
        <span className={classes.shade} />
        <span className={classes.corner}>
          {flags & Flag.Live ? <IconLivePhoto size={18} /> : null}
          {flags & Flag.Stack ? <IconStack2 size={18} /> : null}
          {kind === "D" ? <IconFileText size={17} /> : null}
          {props.duration !== undefined ? (
            <>
              {clock(props.duration)}
              {kind === "V" ? <IconPlayerPlayFilled size={13} /> : <IconMusic size={14} />}
            </>
          ) : null}
        </span>
        {flags & Flag.Liked ? <IconHeartFilled className={classes.heart} size={16} /> : null}
        {flags & Flag.Processing ? <span className={classes.working} title={t("Being processed")} /> : null}
        {flags & Flag.Failed ? (
          <span className={classes.failed} title={t("Could not be processed")}>
            <IconAlertTriangle size={22} />
          </span>
        ) : null}
      </a>
      {/* biome-ignore lint/a11y/useSemanticElements: a native checkbox cannot look like this in every browser. */}
      <button
        type="button"
        role="checkbox"
        className={classes.tick}
        aria-checked={selected}
        aria-label={t("Select {{what}}", { what: label })}
        tabIndex={-1}
        data-tick
      >
        <IconCheck size={15} stroke={3} />
      </button>
    </div>
  );
});

/** Thumbnails are 400 and 800 pixels on their longest side; a little blur is better than four times the bytes. */
const SMALL_ENOUGH = 480;

function Picture({ id, flags, w, h, thumbhash, pace }: TileProps) {
  const calm = useSyncExternalStore(pace.subscribe, pace.isCalm);
  const [state, setState] = useState<"waiting" | "shown" | "broken">("waiting");
  const [wanted, setWanted] = useState(calm);
  const [attempt, setAttempt] = useState(0);
  const began = useRef(performance.now());
  const size = Math.max(w, h) * Math.min(2, window.devicePixelRatio) > SMALL_ENOUGH ? "medium" : "small";
  const url = thumbnailUrl(id, size, attempt > 0);

  if (calm && !wanted) {
    setWanted(true);
  }
  // A picture that is not made yet is asked for again; one that was refused may only have had an old token.
  useEffect(() => {
    if (state !== "broken" || attempt >= 6 || flags & Flag.Failed) {
      return;
    }
    const timer = setTimeout(
      () => {
        setState("waiting");
        setAttempt(attempt + 1);
      },
      700 * 1.7 ** attempt,
    );
    return () => clearTimeout(timer);
  }, [state, attempt, flags]);

  const quick = performance.now() - began.current < 90;
  const placeholder = state === "shown" ? null : calm ? placeholderUrl(thumbhash) : null;
  return (
    <span
      className={classes.frame}
      style={{
        backgroundColor: placeholderColor(thumbhash) ?? undefined,
        backgroundImage: placeholder ? `url(${placeholder})` : undefined,
      }}
    >
      {wanted && state !== "broken" ? (
        <img
          key={attempt}
          className={classes.image}
          src={url}
          alt=""
          decoding="async"
          draggable={false}
          data-shown={state === "shown" || undefined}
          data-quick={quick || undefined}
          onLoad={() => {
            rememberShown(url);
            setState("shown");
          }}
          onError={() => setState("broken")}
        />
      ) : null}
    </span>
  );
}

function Sound({ thumbhash }: { thumbhash: string }) {
  return (
    <span
      className={classes.frame}
      data-sound
      style={{ backgroundColor: placeholderColor(thumbhash) ?? undefined }}
    >
      <svg viewBox="0 0 120 40" className={classes.wave} aria-hidden="true">
        {WAVE.map((height, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the bars are a fixed drawing.
          <rect key={index} x={index * 6 + 2} y={20 - height} width={3} height={height * 2} rx={1.5} />
        ))}
      </svg>
    </span>
  );
}

const WAVE = [4, 7, 12, 9, 15, 18, 11, 7, 13, 17, 14, 8, 5, 10, 16, 12, 8, 5, 7, 4];

function labelOf({ kind, day, flags, duration }: TileProps): string {
  const what =
    kind === "V" ? t("Video") : kind === "A" ? t("Sound") : kind === "D" ? t("Document") : t("Photo");
  const parts = [what, fullDayName(day)];
  if (duration !== undefined) {
    parts.push(clock(duration));
  }
  if (flags & Flag.Liked) {
    parts.push(t("favourite"));
  }
  return parts.join(", ");
}
