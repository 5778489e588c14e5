// Uploads a file with tus-js-client: in pieces, broken off once in the middle and resumed from what the server has.
// Arguments: endpoint, key, path of the file, name, size of a piece. Prints the upload's address and what it saw.

import { createReadStream, statSync } from "node:fs";
import { Upload } from "tus-js-client";

const [endpoint, key, path, filename, piece] = process.argv.slice(2);
const size = statSync(path).size;
const seen = { started: 0, resumedAt: null, url: null };

function start(url, breakAt) {
    return new Promise((resolve, reject) => {
        seen.started += 1;
        const upload = new Upload(createReadStream(path), {
            endpoint,
            uploadUrl: url,
            uploadSize: size,
            chunkSize: Number(piece),
            headers: { "x-api-key": key },
            metadata: { filename, filetype: "application/json" },
            retryDelays: null,
            onError: reject,
            onSuccess: () => resolve({ done: true, url: upload.url }),
            onChunkComplete: (_, accepted) => {
                if (breakAt !== null && accepted >= breakAt && accepted < size) {
                    upload.abort().then(() => resolve({ done: false, url: upload.url }), reject);
                }
            },
            onAfterResponse: (request, response) => {
                if (request.getMethod() === "HEAD") {
                    seen.resumedAt = Number(response.getHeader("Upload-Offset"));
                }
            },
        });
        upload.start();
    });
}

const first = await start(null, Number(piece));
const last = first.done ? first : await start(first.url, null);
seen.url = last.url;
process.stdout.write(JSON.stringify(seen));
