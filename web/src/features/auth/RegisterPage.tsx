import { Anchor, Text } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import { t } from "@/i18n";
import { AccountForm } from "./AccountForm";
import { DoorPage } from "./DoorPage";
import { enter } from "./queries";

/** Makes a further account on a server that is set up. */
export function RegisterPage() {
  const navigate = useNavigate();
  return (
    <DoorPage
      title={t("Make an account")}
      lead={t("Your photos will be yours alone; only the admins of this server can see them, too.")}
    >
      <AccountForm
        submit={t("Make account")}
        onDone={(answer) => {
          enter(answer);
          void navigate({ to: "/", replace: true });
        }}
      />
      <Text size="sm" c="dimmed" mt="lg">
        {t("Already have one?")}{" "}
        <Anchor component={Link} underline="always" to="/login">
          {t("Sign in")}
        </Anchor>
      </Text>
    </DoorPage>
  );
}
