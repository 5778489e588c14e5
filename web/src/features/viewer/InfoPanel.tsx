import { ActionIcon, Alert, Button, CopyButton, Rating, Skeleton, Textarea, Tooltip } from "@mantine/core";
import {
  IconCalendar,
  IconCamera,
  IconCheck,
  IconCopy,
  IconFolder,
  IconMapPin,
  IconMusic,
  IconPhoto,
  IconX,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Suspense, useState } from "react";
import { type AssetDetail, decodeStatus, type PhotoMetadata } from "@/api/types";
import { lazyPart } from "@/app/loading";
import { useAssetActions } from "@/features/assets/actions";
import { tagsQuery } from "@/features/assets/queries";
import { writeView } from "@/features/map/view";
import { t } from "@/i18n";
import { type Fact, factsOf } from "./facts";
import classes from "./InfoPanel.module.css";
import { StackSection } from "./StackSection";

const PlaceMap = lazyPart(() => import("@/features/map/PlaceMap"));

const ICONS = {
  date: IconCalendar,
  file: IconPhoto,
  camera: IconCamera,
  sound: IconMusic,
  place: IconMapPin,
  folder: IconFolder,
};

interface Props {
  id: string;
  asset: AssetDetail | undefined;
  /** Whether it is, or may be, one of several forms; only lists know, and not about what they hide. */
  stacked: boolean;
  onClose(): void;
}

/** Everything known about the open asset, and the words and stars people add to it. */
export function InfoPanel({ id, asset, stacked, onClose }: Props) {
  const actions = useAssetActions();
  return (
    <aside className={classes.panel} aria-label={t("Information")}>
      <header className={classes.head}>
        <h2>{t("Information")}</h2>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={38}
          radius="xl"
          aria-label={t("Close information")}
          onClick={onClose}
        >
          <IconX size={20} />
        </ActionIcon>
      </header>
      {asset?.asset_id === id ? (
        <>
          <Trouble asset={asset} />
          <Description key={id} asset={asset} />
          <div className={classes.rating}>
            <Rating
              value={asset.rating ?? 0}
              size="lg"
              readOnly={asset.is_deleted === true}
              getSymbolLabel={(stars) => t("{{count}} stars", { count: stars })}
              onChange={(stars) => void actions.rate(id, stars === asset.rating ? 0 : stars)}
            />
          </div>
          <ul className={classes.facts}>
            {factsOf(asset).map((fact) => (
              <FactLine key={fact.kind} fact={fact} />
            ))}
          </ul>
          <Place asset={asset} />
          <StackSection asset={asset} stacked={stacked} />
          <Albums asset={asset} />
          <Tags key={`tags-${id}`} id={id} />
        </>
      ) : (
        <div className={classes.waiting}>
          <Skeleton height={60} />
          <Skeleton height={20} width="50%" />
          {[0, 1, 2, 3].map((line) => (
            <Skeleton key={line} height={40} />
          ))}
        </div>
      )}
    </aside>
  );
}

function Trouble({ asset }: { asset: AssetDetail }) {
  const actions = useAssetActions();
  const status = decodeStatus(asset.status);
  if (status?.state !== "failed" && status?.state !== "warning") {
    return null;
  }
  return (
    <Alert color={status.state === "failed" ? "red" : "yellow"} title={t("Not everything worked")} m="md">
      {status.errors?.map(({ task, error }) => (
        <p key={task} className={classes.error}>
          {error}
        </p>
      ))}
      <Button
        size="compact-sm"
        variant="light"
        mt="xs"
        onClick={() => void actions.reprocess(asset.asset_id)}
      >
        {t("Process again")}
      </Button>
    </Alert>
  );
}

function Description({ asset }: { asset: AssetDetail }) {
  const actions = useAssetActions();
  const saved = asset.specific_metadata?.description ?? "";
  const [text, setText] = useState(saved);
  return (
    <Textarea
      className={classes.description}
      aria-label={t("Description")}
      placeholder={t("Add a description")}
      variant="unstyled"
      autosize
      minRows={1}
      maxRows={8}
      value={text}
      readOnly={asset.is_deleted === true}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={() => text.trim() !== saved && void actions.describe(asset.asset_id, text.trim())}
      onKeyDown={(event) => {
        if (event.key === "Escape") {
          event.stopPropagation();
          setText(saved);
          event.currentTarget.blur();
        }
      }}
    />
  );
}

function FactLine({ fact: { kind, title, details, copy } }: { fact: Fact }) {
  const Icon = ICONS[kind];
  return (
    <li>
      <Icon size={22} stroke={1.5} aria-hidden />
      <div className={classes.words}>
        <span className={classes.title}>{title}</span>
        <span className={classes.details}>
          {details.map((detail) => (
            <span key={detail}>{detail}</span>
          ))}
        </span>
      </div>
      {copy ? (
        <CopyButton value={copy}>
          {({ copied, copy }) => (
            <Tooltip label={copied ? t("Copied") : t("Copy")}>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t("Copy {{what}}", { what: title })}
                onClick={copy}
              >
                {copied ? <IconCheck size={17} /> : <IconCopy size={17} />}
              </ActionIcon>
            </Tooltip>
          )}
        </CopyButton>
      ) : null}
    </li>
  );
}

/** The place on a map, which leads to the large one. */
function Place({ asset }: { asset: AssetDetail }) {
  const { gps_latitude: latitude, gps_longitude: longitude } = (asset.specific_metadata ??
    {}) as PhotoMetadata;
  if (latitude === undefined || longitude === undefined) {
    return null;
  }
  return (
    <section className={classes.section}>
      <Suspense>
        <PlaceMap latitude={latitude} longitude={longitude} />
      </Suspense>
      <Link to="/map" search={{ at: writeView({ latitude, longitude, zoom: 10 }) }} className={classes.onMap}>
        {t("Show on the map")}
      </Link>
    </section>
  );
}

function Albums({ asset }: { asset: AssetDetail }) {
  if (!asset.albums?.length) {
    return null;
  }
  return (
    <section className={classes.section}>
      <h3>{t("Albums")}</h3>
      {asset.albums.map((album) => (
        <Link
          key={album.album_id}
          to="/albums/$albumId"
          params={{ albumId: album.album_id }}
          className={classes.album}
        >
          {album.album_name}
        </Link>
      ))}
    </section>
  );
}

/** All tags of the file. They come from outside, so they are text and nothing else. */
function Tags({ id }: { id: string }) {
  const [open, setOpen] = useState(false);
  const tags = useQuery({ ...tagsQuery(id), enabled: open });
  const entries = Object.entries(tags.data?.exif_raw ?? {}).sort(([a], [b]) => a.localeCompare(b));
  return (
    <details className={classes.tags} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t("All tags of the file")}</summary>
      {tags.isError ? <p className={classes.details}>{t("There are none yet.")}</p> : null}
      <dl>
        {entries.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{typeof value === "string" ? value : JSON.stringify(value)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
