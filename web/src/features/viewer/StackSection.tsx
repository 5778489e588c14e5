import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { thumbnailUrl } from "@/api/media";
import type { AssetDetail } from "@/api/types";
import { useAssetActions } from "@/features/assets/actions";
import { stackQuery } from "@/features/assets/queries";
import { useOpenList } from "@/features/timeline/PhotoList";
import { t } from "@/i18n";
import classes from "./InfoPanel.module.css";

/** The other forms of a photo: the RAW beside the JPEG, what a person put together. */
export function StackSection({ asset, stacked }: { asset: AssetDetail; stacked: boolean }) {
  const list = useOpenList();
  const actions = useAssetActions();
  const stack = useQuery({ ...stackQuery(asset.asset_id), enabled: stacked }).data?.stack;
  if (!stack || stack.members.length < 2) {
    return null;
  }
  return (
    <section className={classes.section}>
      <h3>{stack.stack_kind === "live_photo" ? t("Live photo") : t("Stack")}</h3>
      <div className={classes.stack}>
        {stack.members.map((member, index) => (
          <button
            key={member.asset_id}
            type="button"
            aria-label={t("Show item {{n}} of the stack", { n: index + 1 })}
            aria-current={member.asset_id === asset.asset_id || undefined}
            onClick={() => list.show(member.asset_id)}
          >
            <img src={thumbnailUrl(member.asset_id, "small")} alt="" />
          </button>
        ))}
      </div>
      <Button size="compact-sm" variant="subtle" onClick={() => void actions.unstack(asset.asset_id)}>
        {t("Take this one out of the stack")}
      </Button>
    </section>
  );
}
