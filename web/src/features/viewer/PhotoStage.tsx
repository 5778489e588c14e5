import { useMergedRef } from "@mantine/hooks";
import { IconLivePhoto } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type SyntheticEvent, useEffect, useRef, useState } from "react";
import { fullSizeUrl, playbackUrl, rememberShown, thumbnailUrl } from "@/api/media";
import { type AssetDetail, decodeStatus } from "@/api/types";
import { stackQuery } from "@/features/assets/queries";
import { placeholderUrl } from "@/features/timeline/placeholder";
import { useSize } from "@/features/timeline/useSize";
import { t } from "@/i18n";
import classes from "./PhotoStage.module.css";
import { useGestures } from "./useGestures";
import { deepest, FIT, fitInto, keepInside, type Zoom, zoomAt } from "./zoom";

interface Props {
  id: string;
  asset: AssetDetail | undefined;
  ratio: number;
  thumbhash: string;
  live: boolean;
  /** Counts up when the zoom is asked for from outside. */
  zoomRequests: number;
  onPrevious(): void;
  onNext(): void;
  onClose(): void;
  onTap(): void;
}

/** The sizes of this photo from blurred to sharp, on top of each other; the original only once somebody zooms in. */
export function PhotoStage(props: Props) {
  const { id, asset, thumbhash, live, zoomRequests } = props;
  const [measure, stage] = useSize<HTMLDivElement>();
  const [zoom, setZoom] = useState<Zoom>(FIT);
  const [drag, setDrag] = useState({ x: 0, y: 0 });
  const [sharp, setSharp] = useState(false);
  const [broken, setBroken] = useState(false);
  const [retries, setRetries] = useState(0);
  const [natural, setNatural] = useState(0);

  const ratio = props.ratio || natural || 1.5;
  const picture = fitInto(ratio, stage);
  const most = deepest(picture, asset?.width ?? 0, window.devicePixelRatio);
  const status = asset ? decodeStatus(asset.status) : null;
  const busy = status?.state === "processing";

  function toggleZoom(at = { x: 0, y: 0 }): void {
    const actual = (asset?.width ?? 0) / (picture.width * window.devicePixelRatio);
    setZoom(
      zoom.scale > 1 ? FIT : zoomAt(FIT, Math.min(most, Math.max(2, actual)), at, picture, stage, most),
    );
  }

  const asked = useRef(zoomRequests);
  useEffect(() => {
    if (asked.current !== zoomRequests) {
      asked.current = zoomRequests;
      toggleZoom();
    }
  });

  const gestures = useGestures({
    zoomed: zoom.scale > 1,
    onZoom: (factor, at) => setZoom((old) => zoomAt(old, factor, at, picture, stage, most)),
    onPan: (dx, dy) => setZoom((old) => keepInside({ ...old, x: old.x + dx, y: old.y + dy }, picture, stage)),
    onDoubleTap: toggleZoom,
    onTap: props.onTap,
    onDrag: (x, y) => setDrag({ x, y }),
    onSwipe(direction) {
      setDrag({ x: 0, y: 0 });
      ({ left: props.onNext, right: props.onPrevious, down: props.onClose, none: () => undefined })[
        direction
      ]();
    },
  });

  const ref = useMergedRef(measure, gestures.ref);

  // What failed while the server was still at work is asked for again once it says that it is done.
  useEffect(() => {
    if (!busy && broken && retries < 3) {
      const timer = setTimeout(() => {
        setBroken(false);
        setRetries(retries + 1);
      }, 800);
      return () => clearTimeout(timer);
    }
  }, [busy, broken, retries]);

  const onShown = (event: SyntheticEvent<HTMLImageElement>) => {
    const image = event.currentTarget;
    rememberShown(image.getAttribute("src")!);
    setNatural(image.naturalWidth / Math.max(1, image.naturalHeight));
    image.dataset.shown = "true";
  };
  const placeholder = placeholderUrl(thumbhash);
  return (
    <div ref={ref} className={classes.stage} {...gestures.handlers} data-zoomed={zoom.scale > 1 || undefined}>
      <div
        className={classes.picture}
        style={{
          width: picture.width,
          height: picture.height,
          marginLeft: -picture.width / 2,
          marginTop: -picture.height / 2,
          transform: `translate(${zoom.x + drag.x}px, ${zoom.y + drag.y}px) scale(${zoom.scale})`,
          transition: drag.x || drag.y ? "none" : undefined,
          backgroundImage: placeholder && !sharp ? `url(${placeholder})` : undefined,
        }}
      >
        {broken && !sharp ? null : (
          <>
            {sharp ? null : (
              <img
                key={`small${retries}`}
                src={thumbnailUrl(id, "small", retries > 0)}
                alt=""
                draggable={false}
                onLoad={onShown}
              />
            )}
            <img
              key={`large${retries}`}
              src={thumbnailUrl(id, "large", retries > 0)}
              alt={asset?.original_filename ?? ""}
              draggable={false}
              onLoad={(event) => {
                onShown(event);
                setSharp(true);
              }}
              onError={() => setBroken(true)}
            />
          </>
        )}
        {zoom.scale > 1.05 && asset ? (
          <img src={fullSizeUrl(id, asset.mime_type)} alt="" draggable={false} onLoad={onShown} />
        ) : null}
        {live ? <LiveVideo id={id} /> : null}
      </div>
      {broken && !sharp ? (
        <p className={classes.note} role="status">
          {busy
            ? t("This photo is still being processed…")
            : (status?.errors?.[0]?.error ?? t("This photo cannot be shown."))}
        </p>
      ) : null}
    </div>
  );
}

/** The moving half of a live photo, played while the button is held or once after a click. */
function LiveVideo({ id }: { id: string }) {
  const stack = useQuery(stackQuery(id));
  const [playing, setPlaying] = useState(false);
  const video = stack.data?.stack.members.find((member) => member.relation === "live_photo_video")?.asset_id;
  if (!video) {
    return null;
  }
  return (
    <>
      {playing ? (
        <video
          className={classes.live}
          src={playbackUrl(video, "video")}
          autoPlay
          muted
          playsInline
          onEnded={() => setPlaying(false)}
          onError={() => setPlaying(false)}
        />
      ) : null}
      <button
        type="button"
        className={classes.liveButton}
        aria-pressed={playing}
        onPointerDown={(event) => event.stopPropagation()}
        onClick={() => setPlaying(!playing)}
      >
        <IconLivePhoto size={18} />
        {t("LIVE")}
      </button>
    </>
  );
}
