import { useRef, useState } from "react";
import { ensureMediaToken, playbackUrl, thumbnailUrl } from "@/api/media";
import type { AssetDetail, AudioMetadata } from "@/api/types";
import { t } from "@/i18n";
import classes from "./PlayerStage.module.css";

/** A video, played in the version that every browser understands. */
export function VideoStage({ id }: { id: string }) {
  const { url, trouble, onError } = usePlayback(id, "video");
  return (
    <div className={classes.stage}>
      {trouble ? (
        <p role="alert">{trouble}</p>
      ) : (
        // biome-ignore lint/a11y/useMediaCaption: these are people's own recordings; they have no captions.
        <video
          className={classes.video}
          src={url}
          poster={thumbnailUrl(id, "large")}
          controls
          autoPlay
          playsInline
          onError={onError}
        />
      )}
    </div>
  );
}

/** A sound, with what its tags say. */
export function SoundStage({ id, asset }: { id: string; asset: AssetDetail | undefined }) {
  const { url, trouble, onError } = usePlayback(id, "audio");
  const tags = asset?.specific_metadata as AudioMetadata | null | undefined;
  return (
    <div className={classes.stage}>
      <div className={classes.sound}>
        <svg viewBox="0 0 120 40" aria-hidden="true">
          {WAVE.map((height, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the bars are a fixed drawing.
            <rect key={index} x={index * 4 + 1} y={20 - height} width={2} height={height * 2} rx={1} />
          ))}
        </svg>
        <strong>{tags?.title ?? asset?.original_filename}</strong>
        <span>{[tags?.artist, tags?.album].filter(Boolean).join(" · ")}</span>
        {trouble ? (
          <p role="alert">{trouble}</p>
        ) : (
          // biome-ignore lint/a11y/useMediaCaption: these are people's own recordings; they have no captions.
          <audio src={url} controls autoPlay onError={onError} />
        )}
      </div>
    </div>
  );
}

const WAVE = [
  3, 5, 8, 6, 11, 15, 9, 6, 12, 17, 14, 9, 5, 8, 13, 18, 12, 7, 4, 9, 14, 10, 6, 8, 12, 7, 4, 6, 3, 2,
];

/**
 * The address to play. Its token may end in the middle of a long video: then a fresh one is taken and playing goes on
 * from the same moment. A second failure in a row is a real one.
 */
function usePlayback(id: string, kind: "video" | "audio") {
  const [url, setUrl] = useState(() => playbackUrl(id, kind));
  const [trouble, setTrouble] = useState<string | null>(null);
  const failedAt = useRef(Number.NEGATIVE_INFINITY);

  async function onError(event: React.SyntheticEvent<HTMLMediaElement>): Promise<void> {
    const player = event.currentTarget;
    const at = player.currentTime;
    if (performance.now() - failedAt.current < 5000) {
      setTrouble(kind === "video" ? t("This video cannot be played.") : t("This sound cannot be played."));
      return;
    }
    failedAt.current = performance.now();
    await ensureMediaToken();
    const fresh = playbackUrl(id, kind);
    player.addEventListener(
      "loadedmetadata",
      () => {
        player.currentTime = at;
      },
      { once: true },
    );
    if (fresh === url) {
      player.load();
    } else {
      setUrl(fresh);
    }
  }

  return { url, trouble, onError: (event: React.SyntheticEvent<HTMLMediaElement>) => void onError(event) };
}
