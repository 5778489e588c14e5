import { IconHeart, IconTrash } from "@tabler/icons-react";
import { StatePage } from "@/app/states/pages";
import { LibraryBar, TrashBar } from "@/features/assets/SelectionBar";
import { UploadInvitation } from "@/features/upload/UploadInvitation";
import { t } from "@/i18n";
import { PhotoList } from "./PhotoList";
import { FAVORITES, timelineSource } from "./source";

const allPhotos = timelineSource("all", {});
const favorites = timelineSource(FAVORITES, { liked: true });
const trash = timelineSource("trash", { is_deleted: true });

/** Everything, newest first. */
export function AllPhotosPage() {
  return <PhotoList source={allPhotos} base="" bar={<LibraryBar />} empty={<UploadInvitation />} />;
}

/** What was given a heart. */
export function FavoritesPage() {
  return (
    <PhotoList
      source={favorites}
      base="/favorites"
      bar={<LibraryBar />}
      empty={
        <StatePage
          icon={<IconHeart size={56} stroke={1.3} />}
          title={t("No favourites yet")}
          text={t("Give a photo a heart, or press F while you look at it, and it is found here.")}
        />
      }
    />
  );
}

/** What was deleted and can still be brought back. */
export function TrashPage() {
  return (
    <PhotoList
      source={trash}
      base="/trash"
      kind="trash"
      bar={<TrashBar />}
      empty={
        <StatePage
          icon={<IconTrash size={56} stroke={1.3} />}
          title={t("The trash is empty")}
          text={t("What you delete is kept here for a while, and can be brought back.")}
        />
      }
    />
  );
}
