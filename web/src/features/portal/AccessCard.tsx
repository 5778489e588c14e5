import { Switch } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Card } from "@/app/page/Card";
import { Load } from "@/app/page/Load";
import { useChange } from "@/app/page/useChange";
import { t } from "@/i18n";
import { type PortalAdmin, type PortalClient, portal, takePortal } from "./client";
import classes from "./Portal.module.css";
import { adminsQuery } from "./queries";

/** Which administrators look after a client. Super administrators decide, and look after all of them. */
export function AccessCard({ client }: { client: PortalClient }) {
  return (
    <Card
      title={t("Administrators of this client")}
      text={t("Who is not given all clients is given them one by one.")}
    >
      <Load query={useQuery(adminsQuery)}>{(admins) => <Grants client={client} admins={admins} />}</Load>
    </Card>
  );
}

function Grants({ client: { id }, admins }: { client: PortalClient; admins: readonly PortalAdmin[] }) {
  const change = useChange({
    change: ({ admin, on }: { admin: PortalAdmin; on: boolean }) =>
      takePortal<unknown>(
        on
          ? portal.POST("/v2/admin/clients/{id}/access", {
              params: { path: { id } },
              body: { adminUserId: admin.id },
            })
          : portal.DELETE("/v2/admin/clients/{id}/access/{adminUserId}", {
              params: { path: { id, adminUserId: admin.id } },
            }),
      ),
    trouble: t("The access could not be changed"),
    refresh: [adminsQuery.queryKey],
  });
  return (
    <ul className={classes.grants}>
      {admins.map((admin) => (
        <li key={admin.id}>
          <Switch
            label={admin.name ?? admin.email}
            description={
              admin.allClientsAccess ? t("looks after all clients") : admin.name ? admin.email : undefined
            }
            checked={admin.allClientsAccess || admin.allowedClientIds.includes(id)}
            disabled={admin.allClientsAccess || change.isPending}
            onChange={(event) => change.mutate({ admin, on: event.currentTarget.checked })}
          />
        </li>
      ))}
    </ul>
  );
}
