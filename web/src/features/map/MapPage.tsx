import { Button } from "@mantine/core";
import { IconMapPinOff, IconPhoto } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { BrokenPage, StatePage, WaitingPage } from "@/app/states/pages";
import { t } from "@/i18n";
import { type Bounds, nearOf } from "./clusters";
import classes from "./Map.module.css";
import { PhotoMap } from "./PhotoMap";
import { pointsQuery, worldQuery } from "./queries";
import { readView, type View, writeView } from "./view";

/** Where photos were taken. The part that is looked at stands in the address. */
export function MapPage() {
  const { at } = useSearch({ from: "/shell/map" });
  const navigate = useNavigate();
  const points = useQuery(pointsQuery);
  const world = useQuery(worldQuery);
  const [start] = useState(() => readView(at));
  const [bounds, setBounds] = useState<Bounds | null>(null);

  const broken = [points, world].find((query) => query.isError && !query.data);
  if (broken) {
    return <BrokenPage error={broken.error!} reset={() => void broken.refetch()} />;
  }
  if (!points.data || !world.data) {
    return <WaitingPage />;
  }
  if (points.data.length === 0) {
    return (
      <StatePage
        icon={<IconMapPinOff size={56} stroke={1.3} />}
        title={t("No photo has a place yet")}
        text={t("Photos whose camera noted where it was, as phones do, appear here on a map.")}
      />
    );
  }

  function onMove(view: View, now: Bounds): void {
    setBounds(now);
    void navigate({ to: "/map", search: { at: writeView(view) }, replace: true });
  }

  const inView = bounds
    ? points.data.filter((point) => isInside(point.latitude, point.longitude, bounds)).length
    : 0;
  return (
    <div className={classes.page}>
      <h1 className={classes.title}>{t("Map")}</h1>
      <PhotoMap
        world={world.data}
        points={points.data}
        start={start}
        onMove={onMove}
        onOpen={(photo, around) =>
          void navigate({
            to: "/search/photos/$photoId",
            params: { photoId: photo.id },
            search: { near: nearOf(around) },
          })
        }
        onOpenAll={(around) => void navigate({ to: "/search", search: { near: nearOf(around) } })}
      />
      {bounds && inView > 0 ? (
        <Button
          className={classes.show}
          radius="xl"
          leftSection={<IconPhoto size={19} />}
          onClick={() => void navigate({ to: "/search", search: { near: nearOf(bounds) } })}
        >
          {t("Show the {{count, number}} photos in view", { count: inView })}
        </Button>
      ) : null}
    </div>
  );
}

/** Whether a position is in view, on whichever turn of the earth the map is. */
function isInside(latitude: number, longitude: number, { south, west, north, east }: Bounds): boolean {
  return (
    latitude >= south &&
    latitude <= north &&
    [-360, 0, 360].some((turn) => longitude + turn >= west && longitude + turn <= east)
  );
}
