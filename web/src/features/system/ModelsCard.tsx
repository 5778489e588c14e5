import { Stack, Switch } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { SystemSettings } from "@/api/types";
import { Card } from "@/app/page/Card";
import { capabilitiesQuery } from "@/features/search/queries";
import { t } from "@/i18n";
import { useSettingsChange } from "./useSettingsChange";

/** What the server may recognise in pictures, and for which of it there is a model. */
export function ModelsCard({ settings }: { settings: SystemSettings["ml"] }) {
  const save = useSettingsChange();
  const tasks = useQuery(capabilitiesQuery).data?.ml.tasks;
  const rows = [
    {
      name: "semantic_enabled",
      label: t("Search by what is seen"),
      works: tasks?.semantic_image_embed.available,
    },
    { name: "face_enabled", label: t("People"), works: tasks?.face_recognition.available },
    { name: "ocr_enabled", label: t("Text in pictures"), works: tasks?.ocr.available },
    { name: "bioclip_enabled", label: t("Animals and plants"), works: tasks?.bioclip_classify.available },
  ] as const;
  return (
    <Card title={t("Recognition")} text={t("All of it happens on this machine.")}>
      <Stack>
        {rows.map(({ name, label, works }) => (
          <Switch
            key={name}
            label={label}
            description={
              works === false ? t("This server has no model for it, so it does nothing yet.") : null
            }
            checked={settings[name]}
            disabled={save.isPending}
            onChange={(event) => save.mutate({ ml: { [name]: event.currentTarget.checked } })}
          />
        ))}
      </Stack>
    </Card>
  );
}
