import { Alert, Anchor } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Card } from "@/app/page/Card";
import { Load } from "@/app/page/Load";
import { Page } from "@/app/page/Page";
import { jobCountsQuery } from "@/features/jobs/queries";
import { DAYS, usageQuery } from "@/features/usage/queries";
import { byDay, emptySum, sumBy } from "@/features/usage/sums";
import { DaysCard, Figures, SumsCard, usageFigures } from "@/features/usage/UsageCards";
import { number, t } from "@/i18n";

/** How the server is doing and what programs ask of it. */
export function OverviewPage() {
  const usage = useQuery(usageQuery);
  return (
    <Page title={t("Overview")} wide>
      <Work />
      <Load query={usage}>
        {(rows) =>
          rows.length === 0 ? (
            <Card
              title={t("No program has used this server in the last {{days}} days", { days: DAYS })}
              text={t("Requests, bandwidth, errors and answer times of each key appear here.")}
            />
          ) : (
            <>
              <Figures figures={usageFigures(sumBy(rows, () => "all")[0] ?? emptySum("all"))} />
              <DaysCard days={byDay(rows, DAYS)} />
              <SumsCard
                title={t("By surface")}
                head={t("Surface")}
                sums={sumBy(rows, ({ surface }) => surface)}
              />
              <SumsCard
                title={t("By key")}
                text={t("What happened in the last {{days}} days; up to two seconds behind.", {
                  days: DAYS,
                })}
                head={t("Key")}
                sums={sumBy(rows, ({ key_id }) => key_id)}
              />
            </>
          )
        }
      </Load>
    </Page>
  );
}

function Work() {
  const counts = useQuery(jobCountsQuery);
  if (!counts.data) {
    return null;
  }
  const { available, scheduled, running, retryable, discarded } = counts.data;
  return (
    <>
      {discarded > 0 ? (
        <Alert color="red" mb="md" title={t("{{count, number}} jobs were given up", { count: discarded })}>
          <Anchor component={Link} to="/console/jobs" underline="always" c="inherit">
            {t("See which, and why")}
          </Anchor>
        </Alert>
      ) : null}
      <Figures
        figures={[
          [t("Jobs running"), number(running)],
          [t("Jobs waiting"), number(available + scheduled)],
          [t("To be tried again"), number(retryable)],
          [t("Given up"), number(discarded)],
        ]}
      />
    </>
  );
}
