import { Anchor, Text } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import { AccountForm } from "./AccountForm";
import { DoorPage } from "./DoorPage";
import { enter } from "./queries";

/** Makes a further account on a server that is set up. */
export function RegisterPage() {
  const navigate = useNavigate();
  return (
    <DoorPage
      title="Make an account"
      lead="Your photos will be yours alone; only the admins of this server can see them, too."
    >
      <AccountForm
        submit="Make account"
        onDone={(answer) => {
          enter(answer);
          void navigate({ to: "/", replace: true });
        }}
      />
      <Text size="sm" c="dimmed" mt="lg">
        Already have one?{" "}
        <Anchor component={Link} underline="always" to="/login">
          Sign in
        </Anchor>
      </Text>
    </DoorPage>
  );
}
