import { IconPhotoSearch, IconSearch } from "@tabler/icons-react";
import { useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { StatePage } from "@/app/states/pages";
import { LibraryBar } from "@/features/assets/SelectionBar";
import { PhotoList } from "@/features/timeline/PhotoList";
import { t } from "@/i18n";
import { FilterBar } from "./FilterBar";
import { addressOf, isEmpty } from "./filter";
import classes from "./SearchPage.module.css";
import { searchSource } from "./source";

/** Photos by what is known about them. The whole question stands in the address, so it can be kept and sent. */
export function SearchPage() {
  const filter = useSearch({ from: "/shell/search" });
  const address = addressOf(filter);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address says all of the filter, and is comparable.
  const source = useMemo(() => searchSource(filter), [address]);
  if (isEmpty(filter)) {
    return (
      <div className={classes.page}>
        <FilterBar filter={filter} />
        <StatePage
          icon={<IconSearch size={56} stroke={1.3} />}
          title={t("What are you looking for?")}
          text={t(
            "Type a part of a file name above, or choose a filter. Press / to get there from anywhere.",
          )}
        />
      </div>
    );
  }
  return (
    <PhotoList
      key={address}
      source={source}
      base="/search"
      search={address}
      withDays={false}
      head={<FilterBar filter={filter} />}
      bar={<LibraryBar />}
      empty={
        <StatePage
          icon={<IconPhotoSearch size={56} stroke={1.3} />}
          title={t("Nothing was found")}
          text={t("Take a filter away, or look for fewer letters.")}
        />
      }
    />
  );
}
