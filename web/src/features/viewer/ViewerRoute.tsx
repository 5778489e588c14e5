import { Portal } from "@mantine/core";
import { useParams } from "@tanstack/react-router";
import { useOpenList } from "@/features/timeline/PhotoList";
import { Viewer } from "./Viewer";

/** The viewer at the address of one photo, above the page with its list. */
export function ViewerRoute() {
  const { photoId } = useParams({ strict: false }) as { photoId: string };
  const list = useOpenList();
  return (
    <Portal>
      <Viewer list={list} id={photoId} />
    </Portal>
  );
}
