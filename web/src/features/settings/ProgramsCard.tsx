import { Button, Group } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Card } from "@/app/page/Card";
import { t } from "@/i18n";

/** The way to the pages for who writes programs. */
export function ProgramsCard() {
  return (
    <Card
      title={t("For your programs")}
      text={t("Everything this page does, a program can do. Read how, try it, and take the request along.")}
    >
      <Group gap="sm">
        <Button variant="default" renderRoot={(props) => <Link to="/console/api" {...props} />}>
          {t("API")}
        </Button>
        <Button variant="default" renderRoot={(props) => <Link to="/console/playground" {...props} />}>
          {t("Playground")}
        </Button>
      </Group>
    </Card>
  );
}
