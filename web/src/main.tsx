import { createRoot } from "react-dom/client";
import { ApiError, OfflineError } from "./api/error";
import { App } from "./app/App";
import { startLanguage } from "./i18n";

await startLanguage();

createRoot(document.getElementById("root")!, {
  // What a page shows to the person is no news for the console.
  onCaughtError(error) {
    if (!(error instanceof ApiError || error instanceof OfflineError)) {
      reportError(error);
    }
  },
}).render(<App />);
