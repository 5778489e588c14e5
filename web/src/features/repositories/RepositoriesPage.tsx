import { Button } from "@mantine/core";
import { IconFolderPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Load } from "@/app/page/Load";
import { Page } from "@/app/page/Page";
import { t } from "@/i18n";
import { NewRepository } from "./NewRepository";
import { repositoriesQuery } from "./queries";
import { RepositoryCard } from "./RepositoryCard";

/** The folders with the photos: what they are called, looking through them, and new ones. */
export function RepositoriesPage() {
  const repositories = useQuery(repositoriesQuery);
  const [adding, setAdding] = useState(false);
  return (
    <Page
      title={t("Folders")}
      aside={
        <Button leftSection={<IconFolderPlus size={19} />} onClick={() => setAdding(true)}>
          {t("Add a folder")}
        </Button>
      }
    >
      <Load query={repositories}>
        {(all) => all.map((repository) => <RepositoryCard key={repository.id} repository={repository} />)}
      </Load>
      {adding ? <NewRepository onClose={() => setAdding(false)} /> : null}
    </Page>
  );
}
