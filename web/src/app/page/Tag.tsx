import { Badge } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./Tag.module.css";

/** How something stands, in a colour of its own. The light badges of the theme are too pale to be read by everybody. */
export function Tag({
  colour,
  title,
  children,
}: {
  colour: "green" | "blue" | "yellow" | "red" | "gray";
  title?: string;
  children: ReactNode;
}) {
  return (
    <Badge
      size="lg"
      variant="light"
      color={colour}
      tt="none"
      title={title}
      className={classes.tag}
      data-colour={colour}
    >
      {children}
    </Badge>
  );
}
