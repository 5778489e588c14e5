import { msg } from "@/i18n";

/** The pages of the console; a new one adds its line here. Some are open to everybody: they need a key, or nothing. */
export const CONSOLE_PAGES = [
  { to: "/console", label: msg("Overview") },
  { to: "/console/folders", label: msg("Folders") },
  { to: "/console/jobs", label: msg("Jobs") },
  { to: "/console/faces", label: msg("Faces") },
  { to: "/console/users", label: msg("Users") },
  { to: "/console/audit", label: msg("Audit log") },
  { to: "/console/system", label: msg("System") },
  { to: "/console/health", label: msg("Health") },
  { to: "/console/uploads", label: msg("Uploads"), open: true },
  { to: "/console/api", label: msg("API"), open: true },
  { to: "/console/playground", label: msg("Playground"), open: true },
] as const;
