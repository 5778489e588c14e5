import { FocusTrap } from "@mantine/core";
import { useLocalStorage, useMediaQuery } from "@mantine/hooks";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Suspense, useEffect, useState } from "react";
import { ApiError, messageOf } from "@/api/error";
import { originalUrl, thumbnailUrl } from "@/api/media";
import { lazyPart } from "@/app/loading";
import { useAssetActions } from "@/features/assets/actions";
import { assetQuery } from "@/features/assets/queries";
import { Flag } from "@/features/timeline/month";
import type { OpenList } from "@/features/timeline/PhotoList";
import { binaryOf } from "@/features/timeline/wire";
import { t } from "@/i18n";
import { InfoPanel } from "./InfoPanel";
import { useNeighbours } from "./neighbours";
import { PhotoStage } from "./PhotoStage";
import { SoundStage, VideoStage } from "./PlayerStage";
import { useSlideshow } from "./useSlideshow";
import { useViewerKeys } from "./useViewerKeys";
import classes from "./Viewer.module.css";
import { ViewerBar } from "./ViewerBar";

const AddToAlbum = lazyPart(() => import("@/features/albums/AddToAlbum"));

/** One photo, video or sound over the whole window. */
export function Viewer({ list, id }: { list: OpenList; id: string }) {
  const asset = useQuery(assetQuery(id));
  const { here, ratio, previous, next } = useNeighbours(list, id);
  const actions = useAssetActions();
  const phone = useMediaQuery("(max-width: 700px)") ?? false;
  const [info, setInfo] = useLocalStorage({
    key: "calotype.info",
    defaultValue: false,
    getInitialValueInEffect: false,
  });
  const [bare, setBare] = useState(false);
  const [adding, setAdding] = useState(false);
  const [zoomed, setZoomed] = useState(0);
  const name = asset.data?.original_filename;

  useEffect(() => {
    document.title = name ? `${name} · calotype` : "calotype";
    return () => {
      document.title = "calotype";
    };
  }, [name]);

  // The neighbours are one key away: have them ready.
  useEffect(() => {
    for (const neighbour of [next, previous]) {
      if (neighbour) {
        new Image().src = thumbnailUrl(neighbour, "large");
      }
    }
  }, [next, previous]);

  const slideshow = useSlideshow({ id, duration: asset.data?.duration, next, show: list.show });
  const liked = asset.data?.liked ?? (here ? (here.flags & Flag.Liked) !== 0 : false);
  const inTrash = asset.data?.is_deleted ?? list.kind === "trash";

  function leaveBehind(work: (ids: string[]) => Promise<void>): void {
    const following = next ?? previous;
    void work([id]);
    if (following) {
      list.show(following);
    } else {
      list.close();
    }
  }

  const commands = {
    close: slideshow.playing ? slideshow.stop : list.close,
    slideshow: slideshow.playing ? slideshow.stop : slideshow.start,
    previous: () => previous && list.show(previous),
    next: () => next && list.show(next),
    like: () => void actions.like([id], !liked),
    rate: (rating: number) => void actions.rate(id, rating),
    info: () => setInfo(!info),
    zoom: () => setZoomed(zoomed + 1),
    download() {
      const link = document.createElement("a");
      link.href = originalUrl(id);
      link.download = name ?? "";
      link.click();
    },
    remove: () => leaveBehind(inTrash ? actions.restore : actions.remove),
    addToAlbum: () => setAdding(true),
  };
  useViewerKeys(commands, adding, inTrash);

  const kind = asset.data?.type ?? { P: "PHOTO", V: "VIDEO", A: "AUDIO", D: "DOCUMENT" }[here?.kind ?? ""];
  const shape = asset.data?.width && asset.data.height ? asset.data.width / asset.data.height : ratio;
  return (
    <FocusTrap active={!adding}>
      <div
        className={classes.viewer}
        role="dialog"
        aria-modal="true"
        aria-label={name ?? t("Photo")}
        data-info={(info && !slideshow.playing) || undefined}
        data-bare={bare || slideshow.playing || undefined}
      >
        <div className={classes.stage}>
          {asset.isError && !asset.data ? (
            <p className={classes.trouble} role="alert">
              {asset.error instanceof ApiError && asset.error.status === 404
                ? t("This photo does not exist any more.")
                : messageOf(asset.error)}
            </p>
          ) : kind === "VIDEO" ? (
            <VideoStage key={id} id={id} />
          ) : kind === "AUDIO" ? (
            <SoundStage key={id} id={id} asset={asset.data} />
          ) : kind ? (
            <PhotoStage
              key={id}
              id={id}
              asset={asset.data}
              ratio={shape}
              thumbhash={here?.thumbhash || binaryOf(asset.data?.thumbhash)}
              live={here ? (here.flags & Flag.Live) !== 0 : asset.data?.stack?.stack_kind === "live_photo"}
              zoomRequests={zoomed}
              onPrevious={commands.previous}
              onNext={commands.next}
              onClose={list.close}
              onTap={() => phone && setBare(!bare)}
            />
          ) : null}
          <ViewerBar
            commands={commands}
            liked={liked}
            info={info}
            inTrash={inTrash}
            isPhoto={kind === "PHOTO"}
            asset={asset.data}
          />
          <StepButton side="left" label={t("Previous")} disabled={!previous} onClick={commands.previous} />
          <StepButton side="right" label={t("Next")} disabled={!next} onClick={commands.next} />
        </div>
        {info && !slideshow.playing ? (
          <InfoPanel
            id={id}
            asset={asset.data}
            stacked={here === null || (here.flags & (Flag.Stack | Flag.Live)) !== 0}
            onClose={commands.info}
          />
        ) : null}
        <span className={classes.said} role="status">
          {slideshow.playing ? t("Slideshow; Esc ends it") : ""}
        </span>
        {adding ? (
          <Suspense>
            <AddToAlbum ids={[id]} onClose={() => setAdding(false)} />
          </Suspense>
        ) : null}
      </div>
    </FocusTrap>
  );
}

interface StepProps {
  side: "left" | "right";
  label: string;
  disabled: boolean;
  onClick(): void;
}

function StepButton({ side, label, disabled, onClick }: StepProps) {
  const Icon = side === "left" ? IconChevronLeft : IconChevronRight;
  return (
    <button
      type="button"
      className={classes.step}
      data-side={side}
      aria-label={label}
      disabled={disabled}
      onClick={onClick}
    >
      <span>
        <Icon size={26} />
      </span>
    </button>
  );
}
