import { Button } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { BrokenPage, StatePage, WaitingPage } from "@/app/states/pages";
import { PhotoGrid } from "@/features/timeline/PhotoGrid";
import { Selection, SelectionProvider, useSelected } from "@/features/timeline/selection";
import { sectionsQuery, timelineSource } from "@/features/timeline/source";
import { t } from "@/i18n";
import classes from "./AddPhotosPage.module.css";
import { useAlbumActions } from "./actions";
import { albumQuery } from "./queries";

const library = timelineSource("all", {});

/** Picks photos of the library for an album. */
export function AddPhotosPage() {
  const [selection] = useState(() => new Selection());
  return (
    <SelectionProvider value={selection}>
      <Picker />
    </SelectionProvider>
  );
}

function Picker() {
  const { albumId } = useParams({ from: "/shell/albums/$albumId/add" });
  const album = useQuery(albumQuery(albumId));
  const sections = useQuery(sectionsQuery(library));
  const selected = useSelected();
  const actions = useAlbumActions();
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const back = () => navigate({ to: "/albums/$albumId", params: { albumId } });

  async function add(): Promise<void> {
    setBusy(true);
    const added = album.data !== undefined && (await actions.addPhotos(album.data, selected));
    setBusy(false);
    if (added) {
      await back();
    }
  }

  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <Link
          to="/albums/$albumId"
          params={{ albumId }}
          className={classes.close}
          aria-label={t("Back to the album")}
        >
          <IconX size={22} />
        </Link>
        <h1 className={classes.title}>
          {selected.length === 0
            ? t("Add to {{album}}", { album: album.data?.album_name ?? t("album") })
            : t("{{count, number}} selected", { count: selected.length })}
        </h1>
        <Button disabled={selected.length === 0} loading={busy} onClick={() => void add()}>
          {t("Add")}
        </Button>
      </header>
      <div className={classes.grid}>
        {sections.isPending ? (
          <WaitingPage />
        ) : sections.isError ? (
          <BrokenPage error={sections.error} reset={() => void sections.refetch()} />
        ) : sections.data.length === 0 ? (
          <StatePage icon={null} title={t("There are no photos to add yet")} />
        ) : (
          <PhotoGrid
            source={library}
            sections={sections.data}
            picking
            hrefOf={(id) => `/photos/${id}`}
            onOpen={() => undefined}
          />
        )}
      </div>
    </div>
  );
}
