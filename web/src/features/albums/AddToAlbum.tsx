import { Loader, Modal, TextInput } from "@mantine/core";
import { IconAlbum, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { messageOf } from "@/api/error";
import { thumbnailUrl } from "@/api/media";
import type { Album } from "@/api/types";
import { t } from "@/i18n";
import classes from "./AddToAlbum.module.css";
import { countOf } from "./AlbumsPage";
import { useAlbumActions } from "./actions";
import { LONGEST_NAME } from "./NewAlbum";
import { albumsQuery } from "./queries";

interface Props {
  ids: readonly string[];
  /** `added` tells whether something was put somewhere. */
  onClose(added: boolean): void;
}

/** Puts photos into an album: one that exists, or a new one by the name that was typed. */
export default function AddToAlbum({ ids, onClose }: Props) {
  const albums = useQuery(albumsQuery);
  const actions = useAlbumActions();
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const name = text.trim();
  const shown = (albums.data ?? []).filter((album) =>
    album.album_name.toLowerCase().includes(name.toLowerCase()),
  );
  const isNew =
    name !== "" && !albums.data?.some((album) => album.album_name.toLowerCase() === name.toLowerCase());

  async function addTo(album: Album | null): Promise<void> {
    setBusy(true);
    const target = album ?? (await actions.create(name));
    const added = target !== null && (await actions.addPhotos(target, ids));
    setBusy(false);
    if (added) {
      onClose(true);
    }
  }

  return (
    <Modal
      opened
      onClose={() => onClose(false)}
      title={
        ids.length === 1
          ? t("Add to album")
          : t("Add {{count, number}} items to an album", { count: ids.length })
      }
      zIndex={300}
    >
      <TextInput
        data-autofocus
        aria-label={t("Find an album, or name a new one")}
        placeholder={t("Find an album, or name a new one")}
        maxLength={LONGEST_NAME}
        value={text}
        rightSection={busy || albums.isPending ? <Loader size="xs" /> : null}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && !busy && (isNew || shown[0])) {
            void addTo(isNew ? null : shown[0]!);
          }
        }}
      />
      {albums.isError ? <p role="alert">{messageOf(albums.error)}</p> : null}
      <ul className={classes.list}>
        {isNew || name === "" ? (
          <li>
            <button type="button" disabled={busy || name === ""} onClick={() => void addTo(null)}>
              <span className={classes.cover}>
                <IconPlus size={22} />
              </span>
              <span className={classes.words}>
                <strong>{name === "" ? t("New album") : t("Create “{{name}}”", { name })}</strong>
                {name === "" ? <span>{t("Type its name above")}</span> : null}
              </span>
            </button>
          </li>
        ) : null}
        {shown.map((album) => (
          <li key={album.album_id}>
            <button type="button" disabled={busy} onClick={() => void addTo(album)}>
              <span className={classes.cover}>
                {album.display_cover_asset_id ? (
                  <img src={thumbnailUrl(album.display_cover_asset_id, "small")} alt="" />
                ) : (
                  <IconAlbum size={22} stroke={1.4} />
                )}
              </span>
              <span className={classes.words}>
                <strong>{album.album_name}</strong>
                <span>{countOf(album.asset_count)}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Modal>
  );
}
