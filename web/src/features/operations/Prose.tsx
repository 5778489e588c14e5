import { Fragment } from "react";
import classes from "./Operations.module.css";

/** What a document says, as text: of its marks only those around code mean something. */
export function Prose({ text }: { text: string }) {
  return text.split(/`([^`]+)`/).map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never change places.
    <Fragment key={index}>{index % 2 === 1 ? <code className={classes.word}>{part}</code> : part}</Fragment>
  ));
}
