import { later } from "./routes/route";

/** The address and password of the portal's only administrator. */
export const PORTAL_ADMIN = { email: "ada@example.org", password: "Lovelace1843" };

interface Client {
  id: string;
  name: string;
  domain: string | null;
  active: boolean;
  key: string;
  quota: number | null;
  webhookUrl: string | null;
  webhookEnabled: boolean;
}

interface Admin {
  id: string;
  email: string;
  name: string | null;
  role: string;
  active: boolean;
  allClientsAccess: boolean;
  allowedClientIds: string[];
}

const TOTALS = {
  totalImages: 1284,
  totalAlbums: 12,
  totalAvatars: 40,
  totalUsers: 40,
  totalStorage: 3_200_000_000,
};

/** The hosting portal in memory: as much of it as the web app uses. */
export class MockPortal {
  readonly clients: Client[] = [];
  readonly admins: Admin[] = [];
  deliveries = [delivery(1, "delivered"), delivery(2, "failed")];
  private session: string | null = null;
  private made = 0;

  constructor() {
    this.clients.push(this.client("Shop", "shop.example"));
    this.admins.push(this.admin(PORTAL_ADMIN.email, "SUPER_ADMIN"));
  }

  /** Answers a request below `/v2/admin`. */
  async handle(request: Request, path: string): Promise<Response> {
    const body = request.method === "GET" ? {} : await bodyOf(request);
    const step = `${request.method} ${path}`;
    if (step === "POST /auth/login") {
      return this.login(body);
    }
    if (step === "POST /auth/refresh") {
      const held = /admin_rt=([^;]+)/.exec(request.headers.get("Cookie") ?? "")?.[1];
      return held && held === this.session
        ? json({ accessToken: held, expiresIn: 28_800 })
        : refuse(401, "no session");
    }
    if (!this.session || request.headers.get("Authorization") !== `Bearer ${this.session}`) {
      return refuse(401, "not signed in");
    }
    switch (step) {
      case "POST /auth/logout":
        this.session = null;
        return json({ message: "signed out" });
      case "GET /auth/me":
        return json(profile(this.admins[0]!));
      case "GET /stats":
        return json(this.stats());
      case "GET /clients":
        return json(this.clients.map(clientDto));
      case "POST /clients": {
        const client = this.client(String(body.name), (body.domain as string | null) ?? null);
        this.clients.unshift(client);
        return json({ ...clientDto(client), apiKey: client.key }, 201);
      }
      case "GET /admins":
        return json(this.admins.map(profile));
      case "POST /admins": {
        const admin = this.admin(String(body.email), String(body.role));
        this.admins.push(admin);
        return json(profile(admin), 201);
      }
      default:
        return this.ofOne(request.method, path, body);
    }
  }

  private ofOne(method: string, path: string, body: Record<string, unknown>): Response {
    const [, kind, id, part, which, again] = path.split("/");
    const admin = kind === "admins" ? this.admins.find((one) => one.id === id) : undefined;
    if (admin) {
      if (method === "DELETE") {
        this.admins.splice(this.admins.indexOf(admin), 1);
        return json({ success: true, message: "removed" });
      }
      return json(profile(Object.assign(admin, body)));
    }
    const client = kind === "clients" ? this.clients.find((one) => one.id === id) : undefined;
    if (!client) {
      return refuse(404, "not found");
    }
    switch (`${method} ${part ?? ""}`.trim()) {
      case "GET":
        return json(clientDto(client));
      case "PATCH":
        return json(clientDto(Object.assign(client, body)));
      case "GET quota":
        return json({ quotaBytes: client.quota, usedBytes: TOTALS.totalStorage });
      case "PUT quota":
        client.quota = (body.quotaBytes as number | null) ?? null;
        return json({ quotaBytes: client.quota, usedBytes: TOTALS.totalStorage });
      case "POST rotate-key":
        client.key = this.key();
        return json({ apiKey: client.key });
      case "POST webhook-secret":
        return json({ webhookSecret: `whsec_${this.key()}` });
      case "POST access":
      case "DELETE access": {
        const given = this.admins.find((one) => one.id === (which ?? body.adminUserId));
        if (!given) {
          return refuse(404, "not found");
        }
        const others = given.allowedClientIds.filter((one) => one !== client.id);
        given.allowedClientIds = method === "POST" ? [...others, client.id] : others;
        return json(profile(given));
      }
      case "GET usage":
        return json([]);
      case "GET webhook-deliveries":
        return json({
          data: this.deliveries,
          pagination: { page: 1, perPage: 20, total: this.deliveries.length, totalPages: 1 },
        });
      case "POST webhook-deliveries":
        if (again === "redeliver") {
          this.deliveries.unshift(delivery(this.deliveries.length + 1, "delivered"));
        }
        return json(this.deliveries[0], 201);
      default:
        return refuse(404, "not found");
    }
  }

  private login({ email, password }: Record<string, unknown>): Response {
    if (email !== PORTAL_ADMIN.email || password !== PORTAL_ADMIN.password) {
      return refuse(401, "wrong e-mail or password");
    }
    this.session = this.key();
    const admin = profile(this.admins[0]!);
    return json({ accessToken: this.session, expiresIn: 28_800, admin, user: admin }, 200, {
      "Set-Cookie": `admin_rt=${this.session}; HttpOnly; Path=/v2/admin; SameSite=Strict`,
    });
  }

  private stats() {
    return {
      ...TOTALS,
      totalClients: this.clients.length,
      clients: this.clients.map(({ id, name }) => ({ ...TOTALS, id, name })),
      last7Days: { newAlbums: 1, newAvatars: 2, newImages: 90, newStorage: 210_000_000, newUsers: 2 },
      dailyChart: Array.from({ length: 30 }, (_, index) => ({
        date: later((index - 29) * 86_400_000).slice(0, 10),
        images: (index * 7) % 23,
        albums: 0,
        avatars: 1,
      })),
    };
  }

  private key(): string {
    this.made++;
    return `ck_${String(this.made).padStart(4, "0")}_${crypto.randomUUID()}`;
  }

  private client(name: string, domain: string | null): Client {
    const id = crypto.randomUUID();
    return {
      id,
      name,
      domain,
      active: true,
      key: this.key(),
      quota: null,
      webhookUrl: null,
      webhookEnabled: false,
    };
  }

  private admin(email: string, role: string): Admin {
    return {
      id: crypto.randomUUID(),
      email,
      name: null,
      role,
      active: true,
      allClientsAccess: role === "SUPER_ADMIN",
      allowedClientIds: [],
    };
  }
}

function clientDto({ key, quota: _quota, ...client }: Client) {
  return {
    ...TOTALS,
    ...client,
    keyPreview: `${key.slice(0, 7)}…${key.slice(-4)}`,
    createdAt: later(-86_400_000),
    updatedAt: later(0),
  };
}

function profile(admin: Admin) {
  return { ...admin, createdAt: later(-86_400_000), lastLoginAt: later(-60_000) };
}

function delivery(number: number, state: "delivered" | "failed") {
  return {
    id: `01990000-0000-7000-8000-0000000000d${number}`,
    event: "IMAGE_UPLOADED",
    url: "https://shop.example/hook",
    state,
    attempts: state === "failed" ? 3 : 1,
    body: {},
    createdAt: later(-number * 600_000),
    responseStatus: state === "failed" ? null : 204,
    error: state === "failed" ? "the receiver answered 500" : null,
  };
}

async function bodyOf(request: Request): Promise<Record<string, unknown>> {
  const text = await request.text();
  return text ? (JSON.parse(text) as Record<string, unknown>) : {};
}

function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return Response.json(body, { status, headers });
}

function refuse(statusCode: number, message: string): Response {
  return json({ statusCode, message, path: "", requestId: "", timestamp: later(0) }, statusCode);
}
