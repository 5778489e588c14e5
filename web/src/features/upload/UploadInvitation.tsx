import { Button, Group, Text } from "@mantine/core";
import { IconFolderUp, IconPhotoUp } from "@tabler/icons-react";
import { t } from "@/i18n";
import { useUploadPicker } from "./UploadDoor";
import classes from "./UploadInvitation.module.css";

/** What an empty library shows: where photos go, and how to bring the first ones. */
export function UploadInvitation() {
  const pick = useUploadPicker();
  return (
    <div className={classes.page}>
      <div className={classes.card}>
        <Prints />
        <h1 className={classes.title}>{t("Bring in your first photos")}</h1>
        <Text c="dimmed" ta="center" maw={420}>
          {t(
            "Drop them anywhere on this page: photos, videos, whole folders. They are checked, kept as they are, and sorted by the day they were taken.",
          )}
        </Text>
        <Group justify="center" mt="lg">
          <Button size="md" leftSection={<IconPhotoUp size={20} />} onClick={() => pick("files")}>
            {t("Choose photos")}
          </Button>
          <Button
            size="md"
            variant="default"
            leftSection={<IconFolderUp size={20} />}
            onClick={() => pick("folder")}
          >
            {t("Choose a folder")}
          </Button>
        </Group>
      </div>
    </div>
  );
}

/** Three prints, waiting to be filled. */
function Prints() {
  return (
    <svg className={classes.prints} viewBox="0 0 300 170" aria-hidden="true">
      <g transform="rotate(-9 86 96)">
        <rect className={classes.paper} x="36" y="36" width="112" height="112" rx="6" />
        <path d="M44 44h96v70H44z" fill="#c9d6de" />
        <path d="M44 114v-20l26-24 22 20 16-12 32 26v10z" fill="#8ba3b0" />
        <circle cx="118" cy="62" r="9" fill="#fdf4ee" />
      </g>
      <g transform="rotate(8 214 96)">
        <rect className={classes.paper} x="152" y="36" width="112" height="112" rx="6" />
        <path d="M160 44h96v70h-96z" fill="#e6d3ea" />
        <path d="M160 114V98c20-14 36-10 52 0s30 6 44-4v20z" fill="#a98bb3" />
        <circle cx="186" cy="68" r="12" fill="#fdf4ee" fillOpacity="0.9" />
      </g>
      <rect className={classes.paper} x="88" y="16" width="124" height="132" rx="6" />
      <path d="M97 25h106v88H97z" fill="#f3c7a5" />
      <path d="M97 113V88l30-28 26 26 18-14 32 28v13z" fill="#a44f1f" fillOpacity="0.75" />
      <path d="M97 113V98c30-10 66 8 106-6v21z" fill="#6b3213" fillOpacity="0.8" />
      <circle cx="176" cy="48" r="10" fill="#fff6ea" />
    </svg>
  );
}
