import { useLocation } from "@tanstack/react-router";

/** The pages for developers are in the console and in the portal; what leads from one to another stays where it is. */
export function useDeveloperPages(): {
  playground: "/console/playground" | "/portal/playground";
  reference: "/console/api" | "/portal/api";
} {
  const inPortal = useLocation({ select: ({ pathname }) => pathname.startsWith("/portal") });
  return inPortal
    ? { playground: "/portal/playground", reference: "/portal/api" }
    : { playground: "/console/playground", reference: "/console/api" };
}
