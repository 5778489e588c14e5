import { useQuery } from "@tanstack/react-query";
import { Columns } from "@/app/page/Bars";
import { Card } from "@/app/page/Card";
import { Load } from "@/app/page/Load";
import { Page } from "@/app/page/Page";
import { fileSize } from "@/features/upload/sizes";
import { Figures } from "@/features/usage/UsageCards";
import { locale, number, t } from "@/i18n";
import { portalStatsQuery } from "./queries";

/** What the clients keep, and what came in lately. */
export function PortalOverview() {
  const format = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", timeZone: "UTC" });
  return (
    <Page title={t("Overview")} wide>
      <Load query={useQuery(portalStatsQuery)}>
        {(stats) => (
          <>
            <Figures
              figures={[
                [t("Clients"), number(stats.totalClients)],
                [t("Images"), number(stats.totalImages)],
                [t("Avatars"), number(stats.totalAvatars)],
                [t("Albums"), number(stats.totalAlbums)],
                [t("Storage"), fileSize(stats.totalStorage)],
              ]}
            />
            <Card
              title={t("Images by day")}
              text={t("{{images}} images and {{size}} in the last seven days.", {
                images: number(stats.last7Days.newImages),
                size: fileSize(stats.last7Days.newStorage),
              })}
            >
              <Columns
                label={t("Images by day")}
                columns={stats.dailyChart.map((day, index) => ({
                  key: day.date,
                  label: index % 7 === 1 ? format.format(new Date(day.date)) : undefined,
                  title: `${format.format(new Date(day.date))}: ${number(day.images)}`,
                  value: day.images,
                }))}
              />
            </Card>
          </>
        )}
      </Load>
    </Page>
  );
}
