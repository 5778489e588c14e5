interface Job {
  id: string;
  image: string;
  type: "detect" | "mask";
  method: string | null;
  status: string;
  faces: number;
  filename: string;
}

const STATUS = ["completed", "completed", "completed", "failed", "queued"];

/** What programs had done with faces, as much of it as the web app shows. */
export class MockFaces {
  jobs: Job[] = Array.from({ length: 64 }, (_, index) => job(index));
  /** As on a server that keeps nothing. */
  isOff = false;

  /** Answers a request below `/api/v1/admin`; `undefined` where that is another surface's. */
  handle(request: Request, url: URL): Response | undefined {
    const [noun, id] = url.pathname.slice("/api/v1/admin/".length).split("/");
    if (noun !== "stats" && noun !== "jobs" && noun !== "images") {
      return undefined;
    }
    if (!request.headers.get("Authorization")) {
      return Response.json({ detail: "Log in first." }, { status: 401 });
    }
    if (this.isOff) {
      return Response.json({ detail: "This needs the storage-backed mode." }, { status: 501 });
    }
    if (noun === "stats") {
      return Response.json(this.stats());
    }
    if (noun === "images" && request.method === "DELETE") {
      this.jobs = this.jobs.filter((one) => one.image !== id);
      return new Response(null, { status: 204 });
    }
    if (id) {
      const found = this.jobs.find((one) => one.id === id);
      return found
        ? Response.json(detail(found))
        : Response.json({ detail: "There is no such job." }, { status: 404 });
    }
    return this.page(url.searchParams);
  }

  private page(query: URLSearchParams): Response {
    const [type, method] = [query.get("job_type"), query.get("method")];
    const all = this.jobs.filter((one) => (!type || one.type === type) && (!method || one.method === method));
    const [page, size] = [Number(query.get("page") ?? 1), Number(query.get("per_page") ?? 20)];
    const items = all.slice((page - 1) * size, page * size).map(listed);
    return Response.json({
      items,
      total: all.length,
      page,
      per_page: size,
      pages: Math.ceil(all.length / size),
    });
  }

  private stats() {
    const of = (method: string) => this.jobs.filter((one) => one.method === method).length;
    const masks = this.jobs.filter(({ type }) => type === "mask").length;
    return {
      total_images: this.jobs.length,
      total_jobs: this.jobs.length,
      total_faces_detected: this.jobs.reduce((sum, { faces }) => sum + faces, 0),
      avg_inference_ms: 31.4,
      storage_used_bytes: 48_212_992,
      jobs_by_type: { detect: this.jobs.length - masks, mask: masks },
      jobs_by_method: { gaussian: of("gaussian"), pixelate: of("pixelate"), solid: of("solid") },
    };
  }
}

function job(index: number): Job {
  const method = [null, "gaussian", "pixelate", "solid"][index % 4]!;
  const status = STATUS[index % STATUS.length]!;
  const number = String(index).padStart(12, "0");
  return {
    id: `01990000-0000-7000-9000-${number}`,
    image: `01990000-0000-7000-a000-${number}`,
    type: method ? "mask" : "detect",
    method,
    status,
    faces: status === "completed" ? (index % 3) + 1 : 0,
    filename: index === 0 ? `<img src=x onerror="document.title='owned'">.jpg` : `gate-${index}.jpg`,
  };
}

function listed({ id, image, type, method, status, faces, filename }: Job) {
  const at = new Date(Date.now() - Number(id.slice(-4)) * 600_000).toISOString();
  const isDone = status === "completed";
  return {
    id,
    image_id: status === "queued" ? null : image,
    request_id: "01990000-0000-7000-b000-000000000000",
    job_type: type,
    method,
    status,
    face_count: faces,
    inference_ms: isDone ? 31.4 : null,
    total_ms: isDone ? 118.2 : null,
    filename: status === "queued" ? "" : filename,
    processed_url: isDone && type === "mask" ? picture(true) : null,
    error: status === "failed" ? "The picture ends early." : null,
    created_at: at,
    completed_at: isDone ? at : null,
  };
}

function detail(one: Job) {
  const { faces, status } = one;
  const detections = Array.from({ length: faces }, (_, index) => {
    const [x1, y1, side] = [80 + index * 190, 120, 120];
    const point = (x: number, y: number) => ({ x: x1 + x, y: y1 + y });
    return {
      index,
      bbox: { x1, y1, x2: x1 + side, y2: y1 + side },
      confidence: 0.97 - index * 0.1,
      landmarks: {
        left_eye: point(35, 45),
        right_eye: point(85, 45),
        nose: point(60, 70),
        left_mouth: point(40, 95),
        right_mouth: point(80, 95),
      },
      size: { width: side, height: side },
      area: side * side,
      center: point(60, 60),
      relative: { x_center: 0.2, y_center: 0.5, width: 0.18, height: 0.3 },
    };
  });
  return {
    ...listed(one),
    image: status === "queued" ? null : { width: 640, height: 400, channels: 3, size_bytes: 81_223 },
    detections,
    parameters: {
      confidence: 0.5,
      nms_threshold: 0.4,
      max_faces: 0,
      ...(one.method ? { method: one.method } : {}),
    },
    model: status === "completed" ? "yunet" : "",
    original_url: status === "queued" ? null : picture(false),
    certificate:
      one.method === "solid" && status === "completed"
        ? {
            passed: true,
            confidence: 0.5,
            faces: detections.map(({ index }) => ({ index, found_again: false, overlap: 0, distance: 0.94 })),
            found: [],
          }
        : null,
  };
}

/** A drawing of three heads, with or without a bar over their eyes. */
function picture(isMasked: boolean): string {
  const heads = [0, 1, 2].map((index) => {
    const x = 140 + index * 190;
    const bar = isMasked ? `<rect x="${x - 60}" y="120" width="120" height="120" fill="#222"/>` : "";
    return `<circle cx="${x}" cy="180" r="56" fill="#e8b796"/><circle cx="${x - 25}" cy="165" r="6"/><circle cx="${x + 25}" cy="165" r="6"/>${bar}`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="400"><rect width="640" height="400" fill="#a9c3d6"/>${heads.join("")}</svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
