import { ActionIcon, Button, Menu, Tooltip } from "@mantine/core";
import {
  IconAlbum,
  IconArrowBackUp,
  IconDownload,
  IconHeart,
  IconStack2,
  IconStar,
  IconStarFilled,
  IconTrash,
  IconX,
} from "@tabler/icons-react";
import { type ReactNode, Suspense, useState } from "react";
import { originalUrl } from "@/api/media";
import { lazyPart } from "@/app/loading";
import { useSelected, useSelection } from "@/features/timeline/selection";
import { t } from "@/i18n";
import { useAssetActions } from "./actions";
import classes from "./SelectionBar.module.css";

const AddToAlbum = lazyPart(() => import("@/features/albums/AddToAlbum"));

/** The bar above a page while photos are picked: how many, and what to do with them. */
export function SelectionBar({ children }: { children: ReactNode }) {
  const selection = useSelection();
  const count = useSelected().length;
  return (
    <div className={classes.bar} role="toolbar" aria-label={t("Selection")}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={40}
        radius="xl"
        aria-label={t("Stop selecting")}
        onClick={() => selection.clear()}
      >
        <IconX size={21} />
      </ActionIcon>
      <span className={classes.count} aria-live="polite">
        {t("{{count, number}} selected", { count })}
      </span>
      {children}
    </div>
  );
}

interface ActionProps {
  label: string;
  icon: ReactNode;
  onClick(): void;
}

/** One action of a selection bar. */
export function BarAction({ label, icon, onClick }: ActionProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" size={42} radius="xl" aria-label={label} onClick={onClick}>
        {icon}
      </ActionIcon>
    </Tooltip>
  );
}

/** The actions for photos of the library; pages add their own in front. */
export function LibraryBar({ children }: { children?: ReactNode }) {
  const selection = useSelection();
  const selected = useSelected();
  const actions = useAssetActions();
  const [adding, setAdding] = useState(false);

  function download(): void {
    if (selected.length === 1) {
      const link = document.createElement("a");
      link.href = originalUrl(selected[0]!);
      link.download = "";
      link.click();
    } else {
      void actions.download(selected);
    }
  }

  return (
    <SelectionBar>
      {children}
      <BarAction
        label={t("Favourite")}
        icon={<IconHeart size={21} />}
        onClick={() => {
          void actions.like(selected, true);
          selection.clear();
        }}
      />
      <RateAction
        onRate={(stars) => {
          void actions.rateAll(selected, stars);
          selection.clear();
        }}
      />
      <BarAction label={t("Add to album")} icon={<IconAlbum size={21} />} onClick={() => setAdding(true)} />
      {selected.length > 1 ? (
        <BarAction
          label={t("Stack")}
          icon={<IconStack2 size={21} />}
          onClick={() => {
            void actions.stack(selected);
            selection.clear();
          }}
        />
      ) : null}
      <BarAction label={t("Download")} icon={<IconDownload size={21} />} onClick={download} />
      <BarAction
        label={t("Move to trash")}
        icon={<IconTrash size={21} />}
        onClick={() => {
          void actions.remove(selected);
          selection.clear();
        }}
      />
      {adding ? (
        <Suspense>
          <AddToAlbum
            ids={selected}
            onClose={(added) => {
              setAdding(false);
              if (added) {
                selection.clear();
              }
            }}
          />
        </Suspense>
      ) : null}
    </SelectionBar>
  );
}

const STARS = [5, 4, 3, 2, 1];

/** Stars for everything that is picked. */
function RateAction({ onRate }: { onRate(stars: number): void }) {
  return (
    <Menu position="bottom">
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={42}
          radius="xl"
          aria-label={t("Rate")}
          title={t("Rate")}
        >
          <IconStar size={21} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {STARS.map((stars) => (
          <Menu.Item
            key={stars}
            aria-label={t("{{count}} stars", { count: stars })}
            onClick={() => onRate(stars)}
          >
            {STARS.slice(0, stars).map((star) => (
              <IconStarFilled key={star} size={17} className={classes.star} />
            ))}
          </Menu.Item>
        ))}
        <Menu.Item onClick={() => onRate(0)}>{t("No stars")}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** The one action for photos in the trash. */
export function TrashBar() {
  const selection = useSelection();
  const selected = useSelected();
  const actions = useAssetActions();
  return (
    <SelectionBar>
      <Button
        variant="light"
        leftSection={<IconArrowBackUp size={19} />}
        onClick={() => {
          void actions.restore(selected);
          selection.clear();
        }}
      >
        {t("Restore")}
      </Button>
    </SelectionBar>
  );
}
