import { createTheme, Drawer, type MantineColorsTuple, Menu, Modal, Tooltip } from "@mantine/core";

/** The reddish brown of a calotype print, from paper to shadow. */
const copper: MantineColorsTuple = [
  "#fdf4ee",
  "#f8e4d7",
  "#efc8ae",
  "#e5a982",
  "#dc8d5c",
  "#d37a43",
  "#c0622b",
  "#a44f1f",
  "#853f18",
  "#672f11",
];

/** A neutral grey with a trace of warmth, so that nothing around a picture tints it. */
const dark: MantineColorsTuple = [
  "#e9e7e4",
  "#b8b5b0",
  "#8f8b86",
  "#6a6661",
  "#4b4844",
  "#36332f",
  "#262421",
  "#1c1a18",
  "#141312",
  "#0d0c0b",
];

const gray: MantineColorsTuple = [
  "#faf9f7",
  "#f3f1ee",
  "#e8e5e1",
  "#dad6d1",
  "#c5c0ba",
  "#a39d96",
  "#706a64",
  "#57524d",
  "#3b3734",
  "#23201e",
];

/**
 * The look of the app. Its CSS variables are generated into `mantine.css` by `npm run theme`, because the content
 * security policy allows no style element made at run time; a test compares the two.
 */
export const theme = createTheme({
  primaryColor: "copper",
  primaryShade: 7,
  colors: { copper, dark, gray },
  black: "#1d1b19",
  defaultRadius: "md",
  cursorType: "pointer",
  respectReducedMotion: true,
  fontFamily:
    '-apple-system, "Segoe UI Variable Text", "Segoe UI", Roboto, Cantarell, "Noto Sans", "Liberation Sans", system-ui, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Code", "Liberation Mono", Menlo, monospace',
  headings: { fontWeight: "600" },
  components: {
    // Locking the page's scroll would insert a style element; nothing behind an overlay scrolls here anyway.
    Modal: Modal.extend({
      defaultProps: {
        lockScroll: false,
        centered: true,
        radius: "lg",
        overlayProps: { backgroundOpacity: 0.45, blur: 2 },
        styles: { title: { fontSize: 18, fontWeight: 600 } },
      },
    }),
    Drawer: Drawer.extend({ defaultProps: { lockScroll: false } }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 400, withArrow: false } }),
    Menu: Menu.extend({ defaultProps: { shadow: "md", radius: "md" } }),
  },
});
