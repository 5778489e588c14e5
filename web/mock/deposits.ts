/** The key that opens the uploads of the mock. */
export const UPLOAD_KEY = "mock-upload-key";

interface Deposit {
  upload_id: string;
  user_id: string;
  status: string;
  filename: string;
  s3_key: string;
  content_type: string | null;
  file_size: number | null;
  created_at: number;
  expires_at: number;
}

const PAGE = 50;

/** What a program brought over the upload API, as much of it as the web app shows. */
export class MockDeposits {
  list: Deposit[] = Array.from({ length: 64 }, (_, index) => deposit(index));

  /** Answers a request to one of the two routes. */
  handle(request: Request, url: URL): Response {
    if (request.headers.get("x-api-key") !== UPLOAD_KEY) {
      return refuse(401, "UNAUTHORIZED", "The API key is missing or not good.");
    }
    if (url.pathname === "/list-uploads-api") {
      return this.page(url.searchParams);
    }
    const id = url.searchParams.get("upload_id");
    const found = this.list.find((one) => one.upload_id === id);
    if (!found) {
      return refuse(404, "UPLOAD_NOT_FOUND", "There is no such upload.");
    }
    if (found.filename === "busy.tif" && url.searchParams.get("force") !== "true") {
      return refuse(409, "UPLOAD_IN_USE", "A job works on the upload.");
    }
    this.list = this.list.filter((one) => one !== found);
    return Response.json({ status: "success", message: "deleted", upload_id: id, request_id: "mock" });
  }

  private page(query: URLSearchParams): Response {
    const status = query.get("status");
    const from = Number(query.get("cursor") ?? 0);
    const limit = Number(query.get("limit") ?? PAGE);
    const all = this.list.filter((one) => !status || one.status === status);
    const next = from + limit < all.length ? String(from + limit) : null;
    return Response.json({ uploads: all.slice(from, from + limit), next_cursor: next, request_id: "mock" });
  }
}

function deposit(index: number): Deposit {
  const status = ["completed", "pending", "completed", "failed", "completed", "expired"][index % 6]!;
  const filename = index === 0 ? "busy.tif" : `scan-${String(index).padStart(3, "0")}.png`;
  const now = Math.floor(Date.now() / 1000);
  return {
    upload_id: `01990000-0000-7000-8000-${String(index).padStart(12, "0")}`,
    user_id: "01990000-0000-7000-8000-0000000000e1",
    status,
    filename,
    s3_key: `uploads/${index}/${filename}`,
    content_type: status === "pending" ? null : index === 0 ? "image/tiff" : "image/png",
    file_size: status === "pending" ? null : 120_000 + index * 37_411,
    created_at: now - index * 5400,
    expires_at: now + (status === "expired" ? -60 : 86_400 * 3 - index * 3600),
  };
}

function refuse(status: number, error: string, message: string): Response {
  return Response.json({ status: "error", request_id: "mock", error, details: { message } }, { status });
}
