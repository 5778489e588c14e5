import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { Load } from "@/app/page/Load";
import { Page } from "@/app/page/Page";
import type { Operation } from "@/features/operations/operation";
import { useDeveloperPages } from "@/features/operations/place";
import { type Surface, surfacesQuery } from "@/features/operations/queries";
import { t } from "@/i18n";
import { OperationPicker } from "./OperationPicker";
import classes from "./Playground.module.css";
import { Workbench } from "./Workbench";

/** Any operation of any surface, tried out on this server. */
export function PlaygroundPage() {
  return <Load query={useQuery(surfacesQuery)}>{(surfaces) => <Playground surfaces={surfaces} />}</Load>;
}

function Playground({ surfaces }: { surfaces: readonly Surface[] }) {
  const search = useSearch({ strict: false });
  const navigate = useNavigate();
  const pages = useDeveloperPages();
  const operation = useMemo(() => find(surfaces, search.op), [surfaces, search.op]);
  return (
    <Page
      title={t("Playground")}
      wide
      aside={
        operation ? (
          <Link
            to={pages.reference}
            search={{ surface: operation.surface, op: operation.key }}
            className={classes.link}
          >
            {t("Read about it")}
          </Link>
        ) : null
      }
    >
      <OperationPicker
        surfaces={surfaces}
        value={operation?.key ?? null}
        onChange={(op) => void navigate({ to: pages.playground, search: { op } })}
      />
      {search.op && !operation ? (
        <p role="alert">{t("This server has no operation {{name}}.", { name: search.op })}</p>
      ) : null}
      {operation ? (
        <Workbench key={operation.key} operation={operation} />
      ) : (
        <p className={classes.lead}>
          {t("Choose what to ask of the server. Requests are real: what they change is changed.")}
        </p>
      )}
    </Page>
  );
}

function find(surfaces: readonly Surface[], key: string | undefined): Operation | undefined {
  return surfaces.flatMap(({ operations }) => operations).find((one) => one.key === key);
}
