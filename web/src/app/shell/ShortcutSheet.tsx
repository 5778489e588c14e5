import { Group, Kbd, Modal, Text } from "@mantine/core";
import classes from "./ShortcutSheet.module.css";

const GROUPS: { title: string; keys: [keys: string[], meaning: string][] }[] = [
  {
    title: "Everywhere",
    keys: [
      [["?"], "This sheet"],
      [["Esc"], "Close, or stop selecting"],
    ],
  },
  {
    title: "Photos",
    keys: [
      [["←", "↑", "↓", "→"], "Move between photos"],
      [["Enter"], "Open"],
      [["Space"], "Select"],
      [["Shift", "click"], "Select up to here"],
      [["Ctrl", "A"], "Select everything loaded"],
      [["Delete"], "Move the selection to the trash"],
    ],
  },
  {
    title: "One photo",
    keys: [
      [["←", "→"], "Previous, next"],
      [["F"], "Favourite"],
      [["1", "…", "5"], "Rate; 0 takes the rating away"],
      [["I"], "Information"],
      [["Z"], "Zoom"],
      [["Space"], "Play or pause"],
      [["D"], "Download"],
      [["Delete"], "Move to the trash"],
    ],
  },
];

/** Every key the app knows. */
export default function ShortcutSheet({ onClose }: { onClose(): void }) {
  return (
    <Modal opened onClose={onClose} title="Keyboard shortcuts" size="lg">
      <div className={classes.groups}>
        {GROUPS.map(({ title, keys }) => (
          <section key={title}>
            <Text component="h3" fw={600} size="sm" mt={0} mb="xs">
              {title}
            </Text>
            <dl className={classes.keys}>
              {keys.map(([names, meaning]) => (
                <div key={meaning}>
                  <dt>
                    <Group gap={4} wrap="nowrap">
                      {names.map((name) => (
                        <Kbd key={name}>{name}</Kbd>
                      ))}
                    </Group>
                  </dt>
                  <dd>{meaning}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
