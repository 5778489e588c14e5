import type { ReactNode } from "react";

/** Text as it is, in lines that are not broken: it scrolls by itself, with the keyboard as well. */
export function Verbatim({
  label,
  className,
  children,
}: {
  label: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable for the arrow keys.
    <section className={className} tabIndex={0} aria-label={label}>
      <pre>{children}</pre>
    </section>
  );
}
