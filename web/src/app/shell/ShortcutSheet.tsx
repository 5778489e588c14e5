import { Group, Kbd, Modal, Text } from "@mantine/core";
import { msg, t } from "@/i18n";
import classes from "./ShortcutSheet.module.css";

const GROUPS: { title: string; keys: [keys: string[], meaning: string][] }[] = [
  {
    title: msg("Everywhere"),
    keys: [
      [["?"], msg("This sheet")],
      [["/"], msg("Search")],
      [[msg("Ctrl"), "K"], msg("Go to or do")],
      [[msg("Esc")], msg("Close, or stop selecting")],
    ],
  },
  {
    title: msg("Photos"),
    keys: [
      [["←", "↑", "↓", "→"], msg("Move between photos")],
      [[msg("Enter")], msg("Open")],
      [[msg("Space")], msg("Select")],
      [[msg("Shift"), msg("click")], msg("Select up to here")],
      [[msg("Ctrl"), "A"], msg("Select everything loaded")],
      [[msg("Delete")], msg("Move the selection to the trash")],
    ],
  },
  {
    title: msg("One photo"),
    keys: [
      [["←", "→"], msg("Previous, next")],
      [["F"], msg("Favourite")],
      [["1", "…", "5"], msg("Rate; 0 takes the rating away")],
      [["I"], msg("Information")],
      [["Z"], msg("Zoom")],
      [[msg("Space")], msg("Play or pause")],
      [["D"], msg("Download")],
      [["S"], msg("Slideshow")],
      [["A"], msg("Add to album")],
      [[msg("Delete")], msg("Move to the trash")],
    ],
  },
];

/** Every key the app knows. */
export default function ShortcutSheet({ onClose }: { onClose(): void }) {
  return (
    <Modal opened onClose={onClose} title={t("Keyboard shortcuts")} size="lg">
      <div className={classes.groups}>
        {GROUPS.map(({ title, keys }) => (
          <section key={title}>
            <Text component="h3" fw={600} size="sm" mt={0} mb="xs">
              {t(title)}
            </Text>
            <dl className={classes.keys}>
              {keys.map(([names, meaning]) => (
                <div key={meaning}>
                  <dt>
                    <Group gap={4} wrap="nowrap">
                      {names.map((name) => (
                        <Kbd key={name}>{t(name)}</Kbd>
                      ))}
                    </Group>
                  </dt>
                  <dd>{t(meaning)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
