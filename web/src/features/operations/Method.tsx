import classes from "./Operations.module.css";

/** The method of a request, in its colour. */
export function Method({ method }: { method: string }) {
  return (
    <span className={classes.method} data-method={method}>
      {method}
    </span>
  );
}
