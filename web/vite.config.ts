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

/** What is the server's and not the app's; the hosting surface where it is unless told otherwise. */
const SERVED = ["/api", "/v2", "/openapi", "/docs", "/jobs", "/_", "^/[a-z-]+-api"];

export default defineConfig({
  plugins: [react(), compress(), ...(server ? [] : [mockLibrary()])],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  server: { proxy: server ? Object.fromEntries(SERVED.map((path) => [path, server])) : {} },
  build: {
    target: "es2023",
    // Inlined assets would be data: URLs, which the content security policy refuses for anything but pictures.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    rolldownOptions: {
      output: {
        // Left alone, every small thing that two pages share becomes a file, and a request, of its own.
        codeSplitting: {
          groups: [
            { name: "react", test: /node_modules\/(react|react-dom|scheduler|@tanstack)\// },
            { name: "ui", test: /node_modules\//, minShareCount: 3 },
            { name: "shared", test: /\/src\//, minShareCount: 3 },
          ],
        },
      },
    },
  },
  worker: { format: "es" },
});
