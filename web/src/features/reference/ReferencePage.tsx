import { SegmentedControl } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { Load } from "@/app/page/Load";
import { Page } from "@/app/page/Page";
import type { Operation } from "@/features/operations/operation";
import { Prose } from "@/features/operations/Prose";
import { useDeveloperPages } from "@/features/operations/place";
import { type Surface, shortTitle, surfacesQuery } from "@/features/operations/queries";
import { t } from "@/i18n";
import { OperationArticle } from "./OperationArticle";
import { OperationList } from "./OperationList";
import classes from "./Reference.module.css";

/** What programs can ask of this server: every operation of every surface, as the server itself describes it. */
export function ReferencePage() {
  return <Load query={useQuery(surfacesQuery)}>{(surfaces) => <Reference surfaces={surfaces} />}</Load>;
}

function Reference({ surfaces }: { surfaces: readonly Surface[] }) {
  const search = useSearch({ strict: false });
  const navigate = useNavigate();
  const pages = useDeveloperPages();
  const named = search.surface ?? search.op?.split("/")[0];
  const surface = surfaces.find(({ name }) => name === named) ?? surfaces[0];
  const operation = surface?.operations.find(({ key }) => key === search.op);
  if (!surface) {
    return null;
  }
  return (
    <Page
      title={t("API")}
      wide
      aside={
        <SegmentedControl
          aria-label={t("Surface")}
          value={surface.name}
          onChange={(name) => void navigate({ to: pages.reference, search: { surface: name } })}
          data={surfaces.map((one) => ({ value: one.name, label: shortTitle(one) }))}
        />
      }
    >
      <div className={classes.reference} data-reading={operation ? true : undefined}>
        <OperationList key={surface.name} surface={surface} />
        <div className={classes.article}>
          {operation ? (
            <>
              <Link to={pages.reference} search={{ surface: surface.name }} className={classes.back}>
                {t("All operations")}
              </Link>
              <Article operation={operation} />
            </>
          ) : (
            <About surface={surface} />
          )}
        </div>
      </div>
    </Page>
  );
}

/** An operation is read from its beginning, also when the one before it was read to its end. */
function Article({ operation }: { operation: Operation }) {
  const top = useRef<HTMLDivElement>(null);
  const shown = useRef(operation.key);
  useEffect(() => {
    if (shown.current !== operation.key) {
      shown.current = operation.key;
      top.current?.scrollIntoView({ block: "start" });
    }
  }, [operation.key]);
  return (
    <div ref={top} className={classes.top}>
      <OperationArticle operation={operation} />
    </div>
  );
}

function About({ surface }: { surface: Surface }) {
  return (
    <div className={classes.about}>
      <h2>{surface.title}</h2>
      <p>
        <Prose text={surface.description} />
      </p>
      <p>
        {t("{{count, number}} operations; choose one to read about it.", {
          count: surface.operations.length,
        })}
      </p>
      <p>
        {t("The same for programs:")}{" "}
        <a href={`/openapi/${surface.name}.json`} download={`${surface.name}.json`}>
          {t("the OpenAPI document")}
        </a>
      </p>
      <p>
        {t("The address of the server:")} <code>{location.origin}</code>
      </p>
    </div>
  );
}
