import { ActionIcon, Button, Group, Menu, Modal, Text } from "@mantine/core";
import {
  IconAlbum,
  IconArrowBarToLeft,
  IconArrowBarToRight,
  IconDotsVertical,
  IconPhotoPlus,
  IconPhotoStar,
  IconPhotoX,
  IconTrash,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { ApiError } from "@/api/error";
import type { Album } from "@/api/types";
import { BrokenPage, MissingPage, StatePage, WaitingPage } from "@/app/states/pages";
import { BarAction, LibraryBar } from "@/features/assets/SelectionBar";
import { PhotoList } from "@/features/timeline/PhotoList";
import { useSelected, useSelection } from "@/features/timeline/selection";
import { t } from "@/i18n";
import classes from "./AlbumPage.module.css";
import { countOf } from "./AlbumsPage";
import { useAlbumActions } from "./actions";
import { EditableText } from "./EditableText";
import { LONGEST_NAME } from "./NewAlbum";
import { albumQuery, albumSource } from "./queries";

/** One album: its words on top, its photos below. */
export function AlbumPage() {
  const { albumId } = useParams({ from: "/shell/albums/$albumId" });
  const album = useQuery(albumQuery(albumId));
  const source = useMemo(() => albumSource(albumId), [albumId]);
  if (album.isPending) {
    return <WaitingPage />;
  }
  if (album.isError) {
    return album.error instanceof ApiError && album.error.status === 404 ? (
      <MissingPage />
    ) : (
      <BrokenPage error={album.error} reset={() => void album.refetch()} />
    );
  }
  return (
    <PhotoList
      key={albumId}
      source={source}
      base={`/albums/${albumId}`}
      withDays={false}
      head={<AlbumHead album={album.data} />}
      bar={<AlbumBar album={album.data} />}
      empty={
        <StatePage
          icon={<IconAlbum size={56} stroke={1.3} />}
          title={t("This album is empty")}
          action={<AddButton album={album.data} />}
        />
      }
    />
  );
}

function AlbumHead({ album }: { album: Album }) {
  const actions = useAlbumActions();
  const navigate = useNavigate();
  const [deleting, setDeleting] = useState(false);
  return (
    <header className={classes.head}>
      <div className={classes.words}>
        <EditableText
          as="h1"
          label={t("Name of the album")}
          className={classes.name}
          value={album.album_name}
          maxLength={LONGEST_NAME}
          required
          onSave={(album_name) => void actions.change(album.album_id, { album_name })}
        />
        <p className={classes.count}>{countOf(album.asset_count)}</p>
        <EditableText
          as="p"
          label={t("Description of the album")}
          className={classes.about}
          value={album.description ?? ""}
          placeholder={t("Add a description")}
          onSave={(description) => void actions.change(album.album_id, { description })}
        />
      </div>
      <Group gap="xs" wrap="nowrap">
        {album.asset_count > 0 ? <AddButton album={album} /> : null}
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon
              variant="subtle"
              color="gray"
              size={38}
              radius="xl"
              aria-label={t("More about this album")}
            >
              <IconDotsVertical size={20} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item color="red" leftSection={<IconTrash size={17} />} onClick={() => setDeleting(true)}>
              {t("Delete album")}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </Group>
      <Modal
        opened={deleting}
        onClose={() => setDeleting(false)}
        title={t("Delete “{{name}}”?", { name: album.album_name })}
      >
        <Text>{t("The photos in it stay in your library.")}</Text>
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={() => setDeleting(false)} data-autofocus>
            {t("Cancel")}
          </Button>
          <Button
            color="red"
            onClick={() =>
              void actions.remove(album.album_id).then((done) => {
                if (done) {
                  return navigate({ to: "/albums" });
                }
              })
            }
          >
            {t("Delete")}
          </Button>
        </Group>
      </Modal>
    </header>
  );
}

function AddButton({ album }: { album: Album }) {
  return (
    <Button
      variant="light"
      leftSection={<IconPhotoPlus size={19} />}
      renderRoot={(props) => (
        <Link to="/albums/$albumId/add" params={{ albumId: album.album_id }} {...props} />
      )}
    >
      {t("Add photos")}
    </Button>
  );
}

function AlbumBar({ album }: { album: Album }) {
  const actions = useAlbumActions();
  const selection = useSelection();
  const selected = useSelected();
  return (
    <LibraryBar>
      {selected.length === 1 ? (
        <BarAction
          label={t("Use as cover")}
          icon={<IconPhotoStar size={21} />}
          onClick={() => {
            void actions.change(album.album_id, { cover_asset_id: selected[0]! });
            selection.clear();
          }}
        />
      ) : null}
      <BarAction
        label={t("To the beginning of the album")}
        icon={<IconArrowBarToLeft size={21} />}
        onClick={() => {
          void actions.movePhotos(album.album_id, selected, "front");
          selection.clear();
        }}
      />
      <BarAction
        label={t("To the end of the album")}
        icon={<IconArrowBarToRight size={21} />}
        onClick={() => {
          void actions.movePhotos(album.album_id, selected, "end");
          selection.clear();
        }}
      />
      <BarAction
        label={t("Take out of album")}
        icon={<IconPhotoX size={21} />}
        onClick={() => {
          void actions.removePhotos(album.album_id, selected);
          selection.clear();
        }}
      />
    </LibraryBar>
  );
}
