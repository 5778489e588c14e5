import { Button, Group, NumberInput } from "@mantine/core";
import { useState } from "react";
import { Card } from "@/app/page/Card";
import { t } from "@/i18n";
import { useSettingsChange } from "./useSettingsChange";

const LONGEST_DAYS = 3650;

/** How long the trash keeps what was deleted. */
export function TrashCard({ days }: { days: number }) {
  const save = useSettingsChange();
  const [wanted, setWanted] = useState<number | string>(days);
  const valid = typeof wanted === "number" && wanted >= 1;
  return (
    <Card title={t("Trash")} text={t("After this time the file of a deleted photo is removed for good.")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate({ library: { trash_retention_days: Number(wanted) } });
        }}
      >
        <Group align="flex-end">
          <NumberInput
            label={t("Days in the trash")}
            w={180}
            min={1}
            max={LONGEST_DAYS}
            allowDecimal={false}
            value={wanted}
            onChange={setWanted}
          />
          <Button type="submit" loading={save.isPending} disabled={!valid || wanted === days}>
            {t("Save")}
          </Button>
        </Group>
      </form>
    </Card>
  );
}
