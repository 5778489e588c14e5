import { Button, Center, Loader, Stack, Text } from "@mantine/core";
import { IconCloudOff, IconMoodSad, IconPhotoQuestion } from "@tabler/icons-react";
import { type ErrorComponentProps, Link, useRouter } from "@tanstack/react-router";
import { type ReactNode, useCallback, useEffect, useRef } from "react";
import { useReachable } from "@/api/connection";
import { messageOf, OfflineError } from "@/api/error";
import { t } from "@/i18n";

interface StateProps {
  icon: ReactNode;
  title: string;
  text?: ReactNode;
  action?: ReactNode;
}

/** What a page shows instead of its content: an icon, what is the matter, and what to do about it. */
export function StatePage({ icon, title, text, action }: StateProps) {
  return (
    <Center h="100%" mih={320} p="xl">
      <Stack align="center" gap="sm" maw={420}>
        <Text c="dimmed" lh={0}>
          {icon}
        </Text>
        <Text component="h1" fz={22} fw={600} ta="center" m={0}>
          {title}
        </Text>
        {text ? (
          <Text c="dimmed" ta="center">
            {text}
          </Text>
        ) : null}
        {action}
      </Stack>
    </Center>
  );
}

/** A page whose data or code is on its way. */
export function WaitingPage() {
  return (
    <Center h="100%" mih={320}>
      <Loader aria-label={t("Loading")} />
    </Center>
  );
}

/** A page that failed. One that failed for want of a server comes back by itself. */
export function BrokenPage({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const reachable = useReachable();
  const offline = error instanceof OfflineError;
  const latest = useRef(reset);
  latest.current = reset;
  const again = useCallback(async () => {
    // Code that could not be loaded stays missing until it is asked for once more.
    const parts = router.state.matches.map(({ routeId }) => router.routesById[routeId]?.options.component);
    await Promise.all(
      parts.map((part) => (part as { preload?: () => Promise<void> } | undefined)?.preload?.()),
    );
    latest.current();
    await router.invalidate();
  }, [router]);
  useEffect(() => {
    if (offline && reachable) {
      void again();
    }
  }, [offline, reachable, again]);
  return (
    <StatePage
      icon={offline ? <IconCloudOff size={56} stroke={1.3} /> : <IconMoodSad size={56} stroke={1.3} />}
      title={offline ? t("The server cannot be reached") : t("This page could not be shown")}
      text={offline ? t("It will be tried again by itself.") : messageOf(error)}
      action={
        <Button variant="default" onClick={() => void again()}>
          {t("Try again")}
        </Button>
      }
    />
  );
}

/** An address that leads nowhere. */
export function MissingPage() {
  return (
    <StatePage
      icon={<IconPhotoQuestion size={56} stroke={1.3} />}
      title={t("There is nothing here")}
      text={t("The address may be mistyped, or what was here is gone.")}
      action={
        <Button component={Link} to="/" variant="default">
          {t("Go to your photos")}
        </Button>
      }
    />
  );
}
