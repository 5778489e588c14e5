import { ActionIcon, Kbd, Menu, Tooltip } from "@mantine/core";
import {
  IconAlbum,
  IconArrowBackUp,
  IconArrowLeft,
  IconDotsVertical,
  IconDownload,
  IconHeart,
  IconHeartFilled,
  IconInfoCircle,
  IconInfoCircleFilled,
  IconPlayerPlay,
  IconRefresh,
  IconTrash,
  IconZoomIn,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { AssetDetail } from "@/api/types";
import { useAssetActions } from "@/features/assets/actions";
import { t } from "@/i18n";
import type { ViewerCommands } from "./useViewerKeys";
import classes from "./Viewer.module.css";

interface Props {
  commands: ViewerCommands;
  asset: AssetDetail | undefined;
  liked: boolean;
  info: boolean;
  inTrash: boolean;
  isPhoto: boolean;
}

/** The buttons on top of the viewer. */
export function ViewerBar({ commands, asset, liked, info, inTrash, isPhoto }: Props) {
  const actions = useAssetActions();
  return (
    <div className={classes.bar}>
      <BarButton label={t("Back (Esc)")} onClick={commands.close}>
        <IconArrowLeft size={23} />
      </BarButton>
      <div className={classes.buttons}>
        {isPhoto ? (
          <BarButton label={t("Zoom (Z)")} onClick={commands.zoom} wide>
            <IconZoomIn size={22} />
          </BarButton>
        ) : null}
        <BarButton label={t("Information (I)")} pressed={info} onClick={commands.info}>
          {info ? <IconInfoCircleFilled size={22} /> : <IconInfoCircle size={22} />}
        </BarButton>
        {inTrash ? (
          <BarButton label={t("Restore")} onClick={commands.remove}>
            <IconArrowBackUp size={22} />
          </BarButton>
        ) : (
          <>
            <BarButton
              label={liked ? t("No favourite any more (F)") : t("Favourite (F)")}
              pressed={liked}
              onClick={commands.like}
            >
              {liked ? <IconHeartFilled size={22} className={classes.liked} /> : <IconHeart size={22} />}
            </BarButton>
            <BarButton label={t("Add to album (A)")} onClick={commands.addToAlbum} wide>
              <IconAlbum size={22} />
            </BarButton>
            <BarButton label={t("Move to trash (Delete)")} onClick={commands.remove}>
              <IconTrash size={22} />
            </BarButton>
          </>
        )}
        <Menu position="bottom-end" width={210}>
          <Menu.Target>
            <ActionIcon
              className={classes.button}
              variant="transparent"
              size={44}
              radius="xl"
              aria-label={t("More")}
            >
              <IconDotsVertical size={21} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconDownload size={17} />} onClick={commands.download}>
              {t("Download original")}
            </Menu.Item>
            <Menu.Item
              leftSection={<IconPlayerPlay size={17} />}
              rightSection={<Kbd size="xs">S</Kbd>}
              onClick={commands.slideshow}
            >
              {t("Slideshow")}
            </Menu.Item>
            {inTrash ? null : (
              <>
                <Menu.Item leftSection={<IconAlbum size={17} />} onClick={commands.addToAlbum}>
                  {t("Add to album")}
                </Menu.Item>
                <Menu.Item
                  leftSection={<IconRefresh size={17} />}
                  disabled={!asset}
                  onClick={() => asset && void actions.reprocess(asset.asset_id)}
                >
                  {t("Process again")}
                </Menu.Item>
              </>
            )}
          </Menu.Dropdown>
        </Menu>
      </div>
    </div>
  );
}

interface ButtonProps {
  label: string;
  pressed?: boolean;
  /** Left out on a phone, where the menu has it. */
  wide?: boolean;
  onClick(): void;
  children: ReactNode;
}

function BarButton({ label, pressed, wide, onClick, children }: ButtonProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon
        className={classes.button}
        data-wide={wide || undefined}
        variant="transparent"
        size={44}
        radius="xl"
        aria-label={label.replace(/ \(.*/, "")}
        aria-pressed={pressed}
        onClick={onClick}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
