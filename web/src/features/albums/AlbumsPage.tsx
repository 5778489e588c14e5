import { Button } from "@mantine/core";
import { IconAlbum, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { rememberShown, thumbnailUrl } from "@/api/media";
import type { Album } from "@/api/types";
import { BrokenPage, StatePage, WaitingPage } from "@/app/states/pages";
import { t } from "@/i18n";
import classes from "./AlbumsPage.module.css";
import { NewAlbum } from "./NewAlbum";
import { albumsQuery } from "./queries";

/** All albums, by their covers. */
export function AlbumsPage() {
  const albums = useQuery(albumsQuery);
  const navigate = useNavigate();
  const [making, setMaking] = useState(false);
  const button = (
    <Button leftSection={<IconPlus size={19} />} onClick={() => setMaking(true)}>
      {t("New album")}
    </Button>
  );
  if (albums.isPending) {
    return <WaitingPage />;
  }
  if (albums.isError) {
    return <BrokenPage error={albums.error} reset={() => void albums.refetch()} />;
  }
  return (
    <div className={classes.page}>
      {albums.data.length === 0 ? (
        <StatePage
          icon={<IconAlbum size={56} stroke={1.3} />}
          title={t("No albums yet")}
          text={t("An album gathers photos that belong together, and leaves them where they are.")}
          action={button}
        />
      ) : (
        <>
          <header className={classes.head}>
            <h1>{t("Albums")}</h1>
            {button}
          </header>
          <ul className={classes.grid}>
            {albums.data.map((album) => (
              <li key={album.album_id}>
                <AlbumCard album={album} />
              </li>
            ))}
          </ul>
        </>
      )}
      {making ? (
        <NewAlbum
          onClose={(album) => {
            setMaking(false);
            if (album) {
              void navigate({ to: "/albums/$albumId/add", params: { albumId: album.album_id } });
            }
          }}
        />
      ) : null}
    </div>
  );
}

function AlbumCard({ album }: { album: Album }) {
  return (
    <Link to="/albums/$albumId" params={{ albumId: album.album_id }} className={classes.card}>
      <Cover id={album.display_cover_asset_id} />
      <span className={classes.name}>{album.album_name}</span>
      <span className={classes.count}>{countOf(album.asset_count)}</span>
    </Link>
  );
}

function Cover({ id }: { id: string | undefined }) {
  const [broken, setBroken] = useState(false);
  const url = id ? thumbnailUrl(id, "medium") : "";
  return (
    <span className={classes.cover}>
      {id && !broken ? (
        <img
          src={url}
          alt=""
          decoding="async"
          loading="lazy"
          onLoad={() => rememberShown(url)}
          onError={() => setBroken(true)}
        />
      ) : (
        <IconAlbum size={44} stroke={1.2} aria-hidden />
      )}
    </span>
  );
}

/** "1 item", "12 items", "Empty". */
export function countOf(count: number): string {
  return count === 0 ? t("Empty") : t("{{count, number}} items", { count });
}
