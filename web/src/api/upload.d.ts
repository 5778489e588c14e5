export interface paths {
    "/delete-upload-api": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Deletes an upload with its file, in every state. A form that is out stops working. */
        delete: operations["delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/image-converter-api": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Writes a picture in another format: jpg, jpeg, png, gif, webp, or base64, which is the file itself as text. Of an animation
         *     the first frame is taken. Nothing of the metadata is kept.
         */
        post: operations["convert"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The same as `GET /status-api/{id}`. */
        get: operations["status_of_job"];
        put?: never;
        post?: never;
        /** The same as `DELETE /status-api/{id}`. */
        delete: operations["cancel_job"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/json-formatter-api": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lays JSON out: `x-tab-space` spaces for each level, 0 to 8, 1 unless said; 0 puts everything on one line. Numbers, and the
         *     order of keys, stay as they are.
         */
        post: operations["format"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/json-validator-api": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says whether a text is JSON: `valid`, and in `problem` where it stops being it. Either is a success. */
        post: operations["validate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/list-events-api": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the caller's programs did, and what was done for them. */
        get: operations["get_list_events_api"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/list-uploads-api": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The uploads of the caller. */
        get: operations["get_list_uploads_api"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/status-api/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How far a job is, with a fresh link to its result. With `Accept: text/event-stream` every change until the end. The id of
         *     an upload is answered with the upload's state.
         */
        get: operations["status"];
        put?: never;
        post?: never;
        /** Cancels a job. One that has ended stays as it is; the answer says how. */
        delete: operations["cancel"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/upload-api": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Promises a place for a file, and signs the form that leads to it. */
        post: operations["post_upload_api"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/upload-api/tus": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Announces a file: `Upload-Length`, and in `Upload-Metadata` its `filename` and, if wanted, `filetype`. The answer's
         *     `Location` takes the bytes.
         */
        post: operations["post_upload_api_tus"];
        delete?: never;
        /** Versions, extensions, the largest file, and the checksums that are understood. */
        options: operations["describe"];
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/upload-api/tus/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** For clients that cannot send other methods: `X-HTTP-Method-Override` says which one is meant. */
        post: operations["overridden"];
        /** Ends an upload and removes what has come of it. */
        delete: operations["terminate"];
        /** The same for one upload. */
        options: operations["describe_one"];
        /** How many bytes are here to stay. */
        head: operations["position"];
        /**
         * Takes bytes that begin at `Upload-Offset`. What is acknowledged is here to stay; of a request that breaks off, so is what
         *     had come, unless it has an `Upload-Checksum`.
         */
        patch: operations["patch"];
        trace?: never;
    };
    "/upload-api/{upload_id}/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Says that the file was posted, so that nobody waits for the next look into the store. Needed nowhere; the answer is the
         *     upload as it is.
         */
        post: operations["arrived"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description Who did it. */
        AuditActor: {
            /** @description SHA-256 of the key it was done with, hexadecimal. */
            api_key_hash?: string | null;
            ip?: string | null;
            /** @description `user`, `admin` or `system`. */
            type: string;
            user_agent?: string | null;
            /** Format: uuid */
            user_id?: string | null;
        };
        /** @description One line of the record. */
        AuditEvent: {
            /** @description What happened: `upload.created`. */
            action: string;
            actor: components["schemas"]["AuditActor"];
            /** @description Whether it counts as use. */
            billable: boolean;
            /** @description What else a reader needs. Never a secret. */
            details: Record<string, never>;
            /** @description Why it failed. */
            error?: string | null;
            /**
             * Format: uuid
             * @description Id, in order of time.
             */
            event_id: string;
            /** @description `ok`, `denied` or `error`. */
            outcome: string;
            /** @description The request it came with; null for calotype's own work. */
            request_id?: string | null;
            target: components["schemas"]["AuditTarget"];
            /**
             * Format: int64
             * @description Seconds since 1970.
             */
            time: number;
        };
        /** @description To what. */
        AuditTarget: {
            id?: string | null;
            /** @description Kind of thing: `upload`, `user` … */
            type?: string | null;
        };
        /** @description A page of the record, newest first. */
        EventPage: {
            events: components["schemas"]["AuditEvent"][];
            /** @description For the next page; null on the last. */
            next_cursor?: string | null;
            /** @description Names this request. */
            request_id: string;
        };
        /** @description Where the input is, for `x-source-type: url` and `file`. */
        InputPlace: {
            /** @description Key of an upload in the bucket (`s3_key`). */
            file?: string | null;
            /** @description Id of an upload. */
            upload_id?: string | null;
            /** @description An address, `http` or `https`. */
            url?: string | null;
        };
        /** @description An accepted job. */
        JobAccepted: {
            /**
             * Format: int64
             * @description Seconds since 1970.
             */
            created_at: number;
            /** @description Id. */
            job_id: string;
            /** @description Names this request. */
            request_id: string;
            /**
             * Format: int64
             * @description When to look, seconds.
             */
            retry_after: number;
            /** @description `queued`, or what the job is that the idempotency key stands for. */
            status: string;
            /** @description Where to look. */
            status_url: string;
        };
        /** @description The result of a piece of work, and what the work tells besides. */
        JobResult: Record<string, never> & {
            /** @description Media type of the file. */
            content_type: string;
            /**
             * Format: int64
             * @description When the file goes, seconds since 1970.
             */
            expires_at: number;
            /** @description Where the file is. Needs no key; signed again each time it is asked for. */
            file: string;
            /** @description Beginning of a file of text. */
            preview?: string | null;
            /** @description Request that ordered it. */
            request_id: string;
            /**
             * Format: int64
             * @description Bytes of the file.
             */
            size: number;
            /** @description `success`. */
            status: string;
        };
        /** @description A job. */
        JobStatus: {
            /**
             * Format: int64
             * @description Seconds since 1970.
             */
            created_at: number;
            /** @description `message`: why it failed, for people. */
            details?: Record<string, never> | null;
            /** @description Why it failed. */
            error?: string | null;
            /**
             * Format: int32
             * @description The HTTP status that fits the failure.
             */
            http_status?: number | null;
            /** @description Id. */
            job_id: string;
            /** @description A sentence for people, while it is alive. */
            message?: string | null;
            /**
             * Format: int64
             * @description Percent, while it is worked on; null where nobody knows.
             */
            progress?: number | null;
            /** @description Names this request. */
            request_id: string;
            result?: components["schemas"]["JobResult"] | null;
            /**
             * Format: int64
             * @description When to look again, seconds, while it is alive.
             */
            retry_after?: number | null;
            /** @description `queued`, `processing`, `success`, `failed` or `cancelled`. */
            status: string;
            /**
             * Format: int64
             * @description Seconds since 1970.
             */
            updated_at: number;
        };
        /** @description An upload. */
        ProgramUpload: {
            /** @description Media type. */
            content_type?: string | null;
            /**
             * Format: int64
             * @description Seconds since 1970.
             */
            created_at: number;
            /** @description Why it failed. */
            error?: string | null;
            /** @description Entity tag. */
            etag?: string | null;
            /**
             * Format: int64
             * @description End of the form while pending, of the file afterwards; seconds since 1970.
             */
            expires_at: number;
            /**
             * Format: int64
             * @description Bytes; while pending the announced size, if any.
             */
            file_size?: number | null;
            /** @description File name. */
            filename: string;
            /** @description Key in the bucket. */
            s3_key: string;
            /** @description `pending`, `completed`, `failed` or `expired`. */
            status: string;
            /** @description Id. */
            upload_id: string;
            /** @description Whose it is. */
            user_id: string;
        };
        /** @description A deleted upload. */
        UploadDeleted: {
            /** @description A sentence for people. */
            message: string;
            /** @description Names this request. */
            request_id: string;
            /** @description `success`. */
            status: string;
            /** @description Id. */
            upload_id: string;
        };
        /** @description The error body of every route of this surface. */
        UploadError: {
            /** @description `message`, a sentence for people, and what else helps: `field`, `limit`, `retry_after`. */
            details: Record<string, never>;
            /** @description A stable word: `UPLOAD_NOT_FOUND`. */
            error: string;
            /** @description Names the request in the record of events and in the log. */
            request_id: string;
            /** @description Always `error`. */
            status: string;
        };
        /** @description Post a `multipart/form-data` body there: every field, then the file under the name `file`. */
        UploadForm: {
            /** @description Every field, to be sent back unchanged. */
            fields: Record<string, never>;
            /** @description `POST`. */
            method: string;
            /** @description Where to. */
            url: string;
        };
        /** @description A promised place for a file. */
        UploadPromise: {
            /**
             * Format: int64
             * @description When the form stops working, seconds since 1970.
             */
            expires_at: number;
            /**
             * Format: int64
             * @description The most the file may have, bytes.
             */
            max_size: number;
            /** @description Names this request. */
            request_id: string;
            /** @description `pending`. */
            status: string;
            /** @description The form. */
            upload: components["schemas"]["UploadForm"];
            /** @description `upl_` and 32 hexadecimal digits. */
            upload_id: string;
        };
        /** @description What the program says about the file. */
        UploadRequest: {
            /** @description Media type; left out: that of the extension. */
            content_type?: string | null;
            /** @description Letters, digits, `_`, `-`, one dot, an extension that is taken. */
            filename?: string;
            /**
             * Format: int64
             * @description The most it may have, bytes.
             */
            max_size?: number | null;
            /**
             * Format: int64
             * @description Exact size in bytes.
             */
            size?: number | null;
        };
        /** @description The state of an upload. */
        UploadStatus: {
            /** @description Names this request. */
            request_id: string;
            /** @description `pending`, `completed`, `failed` or `expired`. */
            status: string;
            /** @description The upload. */
            upload: components["schemas"]["ProgramUpload"];
        };
        /** @description A page of uploads, newest first. */
        Uploads: {
            /** @description For the next page; null on the last. */
            next_cursor?: string | null;
            /** @description Names this request. */
            request_id: string;
            /** @description The uploads. */
            uploads: components["schemas"]["ProgramUpload"][];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    delete: {
        parameters: {
            query?: {
                /** @description Its id; the header `x-upload-id` says the same. */
                upload_id?: string;
                /** @description Delete it although a job works on it: the job is cancelled. */
                force?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadDeleted"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
        };
    };
    convert: {
        parameters: {
            query?: never;
            header: {
                /** @description `body` (as if left out), `url` or `file` */
                "x-source-type"?: string | null;
                /** @description What the picture is; needed for base64, checked otherwise */
                "x-source-format"?: string | null;
                /** @description What it shall be */
                "x-destination-format": string;
                /** @description The same key within a day is the same job */
                "idempotency-key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InputPlace"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobResult"];
                };
            };
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobAccepted"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
        };
    };
    status_of_job: {
        parameters: {
            query?: {
                /** @description Wait so many seconds for a change, at most 30. */
                wait?: number;
                /** @description Answer for a failed job with the HTTP status and the error body of its failure. */
                strict?: boolean;
            };
            header?: never;
            path: {
                /** @description Id of a job, or of an upload */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobStatus"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
        };
    };
    cancel_job: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the job */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobStatus"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
        };
    };
    format: {
        parameters: {
            query?: never;
            header?: {
                /** @description `body` (as if left out), `url` or `file` */
                "x-source-type"?: string | null;
                /** @description 0 to 8 */
                "x-tab-space"?: number | null;
                /** @description The same key within a day is the same job */
                "idempotency-key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InputPlace"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobResult"];
                };
            };
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobAccepted"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
        };
    };
    validate: {
        parameters: {
            query?: never;
            header?: {
                /** @description `body` (as if left out), `url` or `file` */
                "x-source-type"?: string | null;
                /** @description The same key within a day is the same job */
                "idempotency-key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InputPlace"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobResult"];
                };
            };
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobAccepted"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
        };
    };
    get_list_events_api: {
        parameters: {
            query?: {
                /** @description What happened: `upload.created`. */
                action?: string;
                /** @description Id of the thing it happened to. */
                target_id?: string;
                /** @description The request it came with. */
                request_id?: string;
                /** @description User or key that did it. */
                actor?: string;
                /** @description At this time or later, seconds since 1970. */
                after?: number;
                /** @description Before this time, seconds since 1970. */
                before?: number;
                /** @description 1 to 200, 50 unless said. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventPage"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
        };
    };
    get_list_uploads_api: {
        parameters: {
            query?: {
                /** @description `pending`, `completed`, `failed` or `expired`; the header `x-upload-status` says the same. */
                status?: string;
                /** @description File names that begin so. */
                filename?: string;
                /** @description Made at this time or later, seconds since 1970. */
                created_after?: number;
                /** @description Made before this time, seconds since 1970. */
                created_before?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description 1 to 200, 50 unless said. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Uploads"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
        };
    };
    status: {
        parameters: {
            query?: {
                /** @description Wait so many seconds for a change, at most 30. */
                wait?: number;
                /** @description Answer for a failed job with the HTTP status and the error body of its failure. */
                strict?: boolean;
            };
            header?: never;
            path: {
                /** @description Id of a job, or of an upload */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobStatus"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
        };
    };
    cancel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the job */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobStatus"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
        };
    };
    post_upload_api: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UploadRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadPromise"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
        };
    };
    post_upload_api_tus: {
        parameters: {
            query?: never;
            header: {
                /** @description Bytes */
                "Upload-Length": number;
                /** @description `filename` and `filetype`, each with its base64 */
                "Upload-Metadata": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
        };
    };
    describe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    overridden: {
        parameters: {
            query?: never;
            header: {
                /** @description `PATCH`, `HEAD` or `DELETE` */
                "X-HTTP-Method-Override": string;
            };
            path: {
                /** @description Id of the upload */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
            405: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
            460: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
        };
    };
    terminate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the upload */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
        };
    };
    describe_one: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the upload */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    position: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the upload */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    patch: {
        parameters: {
            query?: never;
            header: {
                /** @description Where the bytes begin */
                "Upload-Offset": number;
                /** @description `sha1`, `md5` or `sha256`, and base64 of the sum */
                "Upload-Checksum"?: string | null;
            };
            path: {
                /** @description Id of the upload */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/offset+octet-stream": number[];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
            460: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
        };
    };
    arrived: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the upload */
                upload_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadStatus"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadError"];
                };
            };
        };
    };
}
