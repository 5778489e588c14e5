import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { compress } from "./build/compress";
import { mockLibrary } from "./mock/vite";

/**
 * `npm run dev` answers the API from the mock in `mock/`; with `CALOTYPE_URL=http://localhost:8080 npm run dev` the same
 * pages talk to a real server instead.
 */
const server = process.env.CALOTYPE_URL;

export default defineConfig({
  plugins: [react(), compress(), ...(server ? [] : [mockLibrary()])],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  server: { proxy: server ? { "/api": server } : {} },
  build: {
    target: "es2023",
    // Inlined assets would be data: URLs, which the content security policy refuses for anything but pictures.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
  },
  worker: { format: "es" },
});
