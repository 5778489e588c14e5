import { Modal, useMantineColorScheme } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { albumsQuery } from "@/features/albums/queries";
import { useMe } from "@/features/auth/queries";
import { CONSOLE_PAGES } from "@/features/console/pages";
import { useUploadPicker } from "@/features/upload/UploadDoor";
import { t } from "@/i18n";
import { type Command, matching } from "./commands";
import { PAGES } from "./Navigation";
import classes from "./Palette.module.css";

const MOST = 12;

/** Everything that can be gone to or done, by typing a part of its name. */
export default function Palette({ onClose, onHelp }: { onClose(): void; onHelp(): void }) {
  const commands = useCommands(onHelp);
  const router = useRouter();
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const words = text.trim();
  const shown = useMemo(() => {
    const found = matching(commands, words).slice(0, MOST);
    return words
      ? [
          ...found,
          {
            key: "search",
            name: t("Search photos for “{{words}}”", { words }),
            run: () => void router.navigate({ to: "/search", search: { q: words } }),
          },
        ]
      : found;
  }, [commands, words, router]);
  const current = Math.min(at, shown.length - 1);

  useEffect(() => {
    list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  });

  function run(command: Command): void {
    onClose();
    command.run();
  }

  function onKeyDown(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      setAt((current + step + shown.length) % shown.length);
    } else if (event.key === "Enter" && shown[current]) {
      event.preventDefault();
      run(shown[current]);
    }
  }

  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      centered={false}
      padding={0}
      yOffset="12dvh"
      aria-label={t("Go to or do")}
    >
      <div className={classes.field}>
        <IconSearch size={20} stroke={1.7} aria-hidden />
        <input
          data-autofocus
          role="combobox"
          aria-expanded="true"
          aria-controls="palette-list"
          aria-activedescendant={shown[current] ? `palette-${shown[current].key}` : undefined}
          aria-label={t("Go to or do")}
          placeholder={t("Go to or do…")}
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div ref={list} id="palette-list" role="listbox" aria-label={t("Go to or do")} className={classes.list}>
        {shown.map((command, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keys of the list.
          <div
            key={command.key}
            id={`palette-${command.key}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === current}
            className={classes.option}
            onPointerMove={() => setAt(index)}
            onClick={() => run(command)}
          >
            {command.name}
            {command.group ? <small>{command.group}</small> : null}
          </div>
        ))}
      </div>
    </Modal>
  );
}

function useCommands(onHelp: () => void): Command[] {
  const router = useRouter();
  const me = useMe();
  const pick = useUploadPicker();
  const albums = useQuery(albumsQuery).data;
  const { setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  return useMemo(() => {
    const page = (to: string, name: string, group?: string): Command => ({
      key: to,
      name,
      group,
      run: () => void router.navigate({ to }),
    });
    return [
      ...PAGES.filter((one) => !("admin" in one) || me.role === "admin").map(({ to, label }) =>
        page(to, t(label)),
      ),
      page("/search", t("Search")),
      ...CONSOLE_PAGES.slice(1)
        .filter((one) => me.role === "admin" || "open" in one)
        .map(({ to, label }) => page(to, t(label), t("Console"))),
      { key: "upload-files", name: t("Upload photos and videos"), run: () => pick("files") },
      { key: "upload-folder", name: t("Upload a whole folder"), run: () => pick("folder") },
      { key: "light", name: t("Light"), group: t("Appearance"), run: () => setColorScheme("light") },
      { key: "dark", name: t("Dark"), group: t("Appearance"), run: () => setColorScheme("dark") },
      { key: "auto", name: t("Like the system"), group: t("Appearance"), run: () => setColorScheme("auto") },
      { key: "keys", name: t("Keyboard shortcuts"), run: onHelp },
      ...(albums ?? []).map((album) => ({
        key: `album-${album.album_id}`,
        name: album.album_name,
        group: t("Album"),
        run: () => void router.navigate({ to: "/albums/$albumId", params: { albumId: album.album_id } }),
      })),
    ];
  }, [router, me.role, pick, albums, setColorScheme, onHelp]);
}
