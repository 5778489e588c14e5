import { Button, Loader } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconRefresh } from "@tabler/icons-react";
import { useQueries } from "@tanstack/react-query";
import { useState } from "react";
import { messageOf } from "@/api/error";
import { Page } from "@/app/page/Page";
import { t } from "@/i18n";
import { checks, type Finding } from "./checks";
import classes from "./Health.module.css";

/** Goes through everything that has to be right between this browser and the server. */
export function HealthPage() {
  const [all] = useState(checks);
  const findings = useQueries({
    queries: all.map(({ key, run }) => ({
      queryKey: ["health", key],
      // A check that fails has found something: it is an answer, not a reason to ask three times.
      queryFn: (): Promise<Finding> =>
        run().catch((error: unknown) => ({ state: "bad" as const, text: messageOf(error) })),
      staleTime: 0,
      refetchOnWindowFocus: false,
    })),
  });
  return (
    <Page
      title={t("Health")}
      aside={
        <Button
          variant="light"
          leftSection={<IconRefresh size={18} />}
          loading={findings.some(({ isFetching }) => isFetching)}
          onClick={() => {
            for (const finding of findings) {
              void finding.refetch();
            }
          }}
        >
          {t("Look again")}
        </Button>
      }
    >
      <ul className={classes.checks}>
        {all.map(({ key, name }, index) => {
          const finding = findings[index]!.data;
          return (
            <li key={key} data-state={finding?.state}>
              <Mark state={finding?.state} />
              <div>
                <strong>{name}</strong>
                <p>{finding?.text ?? t("Being looked at…")}</p>
              </div>
            </li>
          );
        })}
      </ul>
    </Page>
  );
}

function Mark({ state }: { state: Finding["state"] | undefined }) {
  switch (state) {
    case "ok":
      return <IconCircleCheck size={24} aria-label={t("Good")} />;
    case "warn":
      return <IconAlertTriangle size={24} aria-label={t("Could be better")} />;
    case "bad":
      return <IconCircleX size={24} aria-label={t("In trouble")} />;
    default:
      return <Loader size={22} />;
  }
}
