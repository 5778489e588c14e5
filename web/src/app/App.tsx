import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "./mantine.css";
import "./global.css";

import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { queryClient } from "./query";
import { router } from "./router";
import { theme } from "./theme";

/** The providers every page stands on. Nothing here may insert a style element: see `theme.ts`. */
export function App() {
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <QueryClientProvider client={queryClient}>
        <Notifications
          position="bottom-left"
          classNames={{ root: "notifications" }}
          autoClose={5000}
          limit={4}
          zIndex={500}
        />
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
}
