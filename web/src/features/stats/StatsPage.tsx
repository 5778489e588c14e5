import { Select } from "@mantine/core";
import { IconChartBar } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { Bars, Columns } from "@/app/page/Bars";
import { Card } from "@/app/page/Card";
import { Load } from "@/app/page/Load";
import { Page } from "@/app/page/Page";
import { StatePage } from "@/app/states/pages";
import { locale, number, t } from "@/i18n";
import { HeatMap } from "./HeatMap";
import { camerasQuery, focalLengthsQuery, timesQuery, yearsQuery } from "./queries";
import classes from "./Stats.module.css";

/** When and with what the photos of the library were taken. */
export function StatsPage() {
  const { year } = useSearch({ from: "/shell/stats" });
  const navigate = useNavigate();
  const years = useQuery(yearsQuery);
  if (years.data?.length === 0) {
    return (
      <StatePage
        icon={<IconChartBar size={56} stroke={1.3} />}
        title={t("There is nothing to count yet")}
        text={t("Once there are photos, this page shows when and with what they were taken.")}
      />
    );
  }
  return (
    <Page title={t("Statistics")} wide>
      <Load query={years}>
        {(known) => {
          const shown = year !== undefined && known.includes(year) ? year : known[0]!;
          return (
            <Card
              title={t("Days")}
              aside={
                <Select
                  aria-label={t("Year")}
                  w={110}
                  allowDeselect={false}
                  data={known.map(String)}
                  value={String(shown)}
                  onChange={(value) =>
                    void navigate({ to: "/stats", search: { year: Number(value) }, replace: true })
                  }
                />
              }
            >
              <HeatMap year={shown} />
            </Card>
          );
        }}
      </Load>
      <div className={classes.pair}>
        <Card title={t("Hours of the day")}>
          <Hours />
        </Card>
        <Card title={t("Months")}>
          <Months />
        </Card>
        <Card title={t("Cameras and lenses")}>
          <Cameras />
        </Card>
        <Card title={t("Focal lengths")}>
          <FocalLengths />
        </Card>
      </div>
    </Page>
  );
}

function Hours() {
  return (
    <Load query={useQuery(timesQuery("hourly"))}>
      {(buckets) => {
        const counts = new Map(buckets.map(({ value, count }) => [value, count]));
        return (
          <Columns
            label={t("Hours of the day")}
            columns={Array.from({ length: 24 }, (_, hour) => ({
              key: String(hour),
              label: hour % 6 === 0 ? String(hour) : undefined,
              title: `${hour}:00 – ${number(counts.get(hour) ?? 0)}`,
              value: counts.get(hour) ?? 0,
            }))}
          />
        );
      }}
    </Load>
  );
}

/** As many months as a chart can show; older ones are in the heat map of their year. */
const MONTHS = 36;

function Months() {
  const format = new Intl.DateTimeFormat(locale, { month: "long", year: "numeric", timeZone: "UTC" });
  return (
    <Load query={useQuery(timesQuery("monthly"))}>
      {(buckets) => {
        const last = [...buckets].sort((a, b) => a.value - b.value).slice(-MONTHS);
        return (
          <Columns
            label={t("Months")}
            columns={last.map(({ value, count }) => {
              const month = new Date(value * 1000);
              return {
                key: String(value),
                label: month.getUTCMonth() === 0 ? String(month.getUTCFullYear()) : undefined,
                title: `${format.format(month)} – ${number(count)}`,
                value: count,
              };
            })}
          />
        );
      }}
    </Load>
  );
}

function Cameras() {
  return (
    <Load query={useQuery(camerasQuery)}>
      {(pairs) =>
        pairs.length === 0 ? (
          <p className={classes.none}>{t("No photo names its camera.")}</p>
        ) : (
          <Bars
            label={t("Cameras and lenses")}
            bars={pairs.map(({ camera_model, lens_model, count }) => ({
              key: `${camera_model}/${lens_model}`,
              label: (
                <Link
                  to="/search"
                  search={{ camera: camera_model || undefined, lens: lens_model || undefined }}
                  className={classes.link}
                  title={`${camera_model} · ${lens_model}`}
                >
                  {camera_model || t("Unknown camera")}
                  {lens_model ? <small>{lens_model}</small> : null}
                </Link>
              ),
              value: count,
            }))}
          />
        )
      }
    </Load>
  );
}

const LENGTHS = 12;

function FocalLengths() {
  return (
    <Load query={useQuery(focalLengthsQuery)}>
      {(buckets) =>
        buckets.length === 0 ? (
          <p className={classes.none}>{t("No photo names its focal length.")}</p>
        ) : (
          <Bars
            label={t("Focal lengths")}
            bars={buckets
              .slice(0, LENGTHS)
              .sort((a, b) => a.focal_length - b.focal_length)
              .map(({ focal_length, count }) => ({
                key: String(focal_length),
                label: `${number(focal_length, { maximumFractionDigits: 1 })} mm`,
                value: count,
              }))}
          />
        )
      }
    </Load>
  );
}
