export interface paths {
    "/api/v1/admin/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Keys, newest first. */
        get: operations["face_keys"];
        put?: never;
        /** Makes a key for detect and mask. */
        post: operations["face_key_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/api-keys/{key_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A key. */
        get: operations["face_key"];
        put?: never;
        post?: never;
        /** Removes a key for good. */
        delete: operations["face_key_delete"];
        options?: never;
        head?: never;
        /** Names a key anew, takes it back or gives it back. */
        patch: operations["face_key_update"];
        trace?: never;
    };
    "/api/v1/admin/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Logs in: sets the cookie `face_admin_session`. After ten failures in a row an address waits a quarter of an hour. */
        post: operations["face_login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends the login of the cookie. Without one there is nothing to do. */
        post: operations["face_logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/auth/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The login of the cookie. */
        get: operations["face_session"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/images": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Kept pictures, newest first. */
        get: operations["face_images"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/images/{image_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A kept picture and every job on it. */
        get: operations["face_image"];
        put?: never;
        post?: never;
        /** Removes a picture, its jobs and everything they made. */
        delete: operations["face_image_delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/images/{image_id}/download": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Leads to the picture as it came. */
        get: operations["face_image_download"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Jobs, newest first. */
        get: operations["face_jobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/jobs/{job_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A job with everything that was found. */
        get: operations["face_job"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/jobs/{job_id}/download": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Leads to the masked picture. */
        get: operations["face_job_download"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Sums over everything that is kept. */
        get: operations["face_stats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/detect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Finds the faces of a picture: JPEG, PNG, WebP, BMP or TIFF, by content. Numbers are pixels of the upright picture; the surest
         *     face comes first. With `x-source-type: url` or `file` the body is JSON that says where the picture is, and the answer a job.
         */
        post: operations["detect"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/mask": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Masks the faces of a picture, and answers with the picture: upright, with its ICC profile, without anything else that the file
         *     said of itself. Outside of the masks every pixel of a lossless picture stays as it is. With `response=json` the answer says what
         *     was found, too. `verify=true` looks at the result again and tells in `certificate`, or in `X-Mask-Verified`, whether anybody is
         *     found still. `mode=all_except` masks everybody but the person on the picture in the field `reference`.
         */
        post: operations["mask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether everything works that looking for faces stands on: 200, or 503 with what does not. */
        get: operations["health"];
        put?: never;
        post?: never;
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
        /** @description A new key. `key` is shown this once. */
        ApiKeyCreatedResponse: components["schemas"]["ApiKeyResponse"] & {
            /** @description The key. */
            key: string;
        };
        /** @description A key, never the key itself. */
        ApiKeyResponse: {
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            id: string;
            /** @description Whether it works. */
            is_active: boolean;
            /** @description How it begins. */
            key_prefix: string;
            /** @description Both. */
            key_preview: string;
            /** @description How it ends. */
            key_suffix: string;
            /** Format: date-time */
            last_used_at?: string | null;
            name: string;
            /**
             * Format: int64
             * @description Requests it was shown with; a second or two behind.
             */
            request_count: number;
        };
        /** @description A box. */
        Bbox: {
            /**
             * Format: double
             * @description Left edge.
             */
            x1: number;
            /**
             * Format: double
             * @description Right edge.
             */
            x2: number;
            /**
             * Format: double
             * @description Upper edge.
             */
            y1: number;
            /**
             * Format: double
             * @description Lower edge.
             */
            y2: number;
        };
        /** @description What a second look at a masked picture found. */
        Certificate: {
            /**
             * Format: double
             * @description How sure a face had to be.
             */
            confidence: number;
            /** @description What became of each masked face. */
            faces: components["schemas"]["CertifiedFace"][];
            /** @description Every face that is still found. */
            found: components["schemas"]["Detection"][];
            /** @description Whether no masked face is found again, and none is like what it was. */
            passed: boolean;
        };
        /** @description What became of a masked face. */
        CertifiedFace: {
            /**
             * Format: double
             * @description How unlike it is what it was: 0 is the same face, from 0.637 on somebody else; null for a face too small to be anybody's.
             */
            distance?: number | null;
            /** @description Whether a face is found there still. */
            found_again: boolean;
            /**
             * Format: int64
             * @description Its index among the detections.
             */
            index: number;
            /**
             * Format: double
             * @description How much of the union of the two boxes is in both, 0 to 1.
             */
            overlap: number;
        };
        /** @description A sentence, or what is wrong with the input. */
        Detail: string | components["schemas"]["Problem"][];
        /** @description The form of detect. Parameters may be fields, too; those of the query win. */
        DetectForm: {
            /**
             * Format: binary
             * @description JPEG, PNG, WebP, BMP or TIFF.
             */
            image: string;
        };
        /** @description What was found on a picture. */
        DetectResponse: {
            /** @description The surest first. */
            detections: components["schemas"]["Detection"][];
            /**
             * Format: int64
             * @description How many.
             */
            face_count: number;
            /** @description The file. */
            image: components["schemas"]["ImageInfo"];
            /**
             * Format: uuid
             * @description The kept picture; null where nothing is kept.
             */
            image_id?: string | null;
            /**
             * Format: uuid
             * @description The kept job; null where nothing is kept.
             */
            job_id?: string | null;
            /** @description The model. */
            model: string;
            /**
             * Format: uuid
             * @description Equals the header `X-Request-Id`.
             */
            request_id: string;
            /** @description How long it took. */
            timing: components["schemas"]["Timing"];
        };
        /** @description A face. */
        Detection: {
            /**
             * Format: double
             * @description Of the box, pixels.
             */
            area: number;
            /** @description Pixels. */
            bbox: components["schemas"]["Bbox"];
            /** @description The middle of the box. */
            center: components["schemas"]["Point"];
            /**
             * Format: double
             * @description 0 to 1.
             */
            confidence: number;
            /**
             * Format: int64
             * @description From 0, the surest first.
             */
            index: number;
            landmarks?: components["schemas"]["FaceLandmarks"] | null;
            /** @description The box as a share of the picture. */
            relative: components["schemas"]["Relative"];
            /** @description Of the box, pixels. */
            size: components["schemas"]["Size"];
        };
        /** @description The error body of every route of this surface. */
        FaceError: {
            detail: components["schemas"]["Detail"];
        };
        /** @description What looking for faces stands on. */
        FaceHealth: {
            /** @description Whether there is a database tier. */
            database_enabled: boolean;
            /** @description Whether it answers; null where there is none. */
            database_ready?: boolean | null;
            /** @description The picture is scaled to fit these sides, pixels. */
            input_size: number[];
            /** @description The model that finds faces. */
            model: string;
            /** @description Whether it is installed. It is in memory while it is used. */
            model_loaded: boolean;
            /** @description `ok`, or `degraded` where something is missing. */
            status: string;
            /** @description Whether pictures are kept. */
            storage_enabled: boolean;
            /** @description Whether the store answers; null where nothing is kept. */
            storage_ready?: boolean | null;
            /** @description Whether faces come with points. */
            supports_landmarks: boolean;
        };
        /** @description What changes; at least one. */
        FaceKeyPatch: {
            /** @description False takes the key back, true gives it back. */
            is_active?: boolean | null;
            /** @description 1 to 100 characters. */
            name?: string | null;
        };
        /** @description A key to be. */
        FaceKeyRequest: {
            /** @description 1 to 100 characters. */
            name: string;
        };
        /** @description Points of a face; left is left in the picture. */
        FaceLandmarks: {
            /** @description An eye. */
            left_eye: components["schemas"]["Point"];
            /** @description A corner of the mouth. */
            left_mouth: components["schemas"]["Point"];
            /** @description Its tip. */
            nose: components["schemas"]["Point"];
            /** @description The other. */
            right_eye: components["schemas"]["Point"];
            /** @description The other. */
            right_mouth: components["schemas"]["Point"];
        };
        /** @description No login any more. */
        FaceLoggedOut: {
            /** @description False. */
            authenticated: boolean;
        };
        /** @description Who logs in. */
        FaceLoginRequest: {
            password: string | null;
            /** @description User name of an administrator, or e-mail address of one of the portal. */
            username: string | null;
        };
        /** @description A login. */
        FaceSession: {
            /** @description True. */
            authenticated: boolean;
            /**
             * Format: date-time
             * @description When it ends.
             */
            expires_at: string;
            /** @description Who. */
            username: string;
        };
        /** @description A file. */
        ImageInfo: {
            /**
             * Format: int32
             * @description Of a pixel of the file, transparency included.
             */
            channels: number;
            /**
             * Format: int32
             * @description Pixels, upright.
             */
            height: number;
            /**
             * Format: int64
             * @description Bytes.
             */
            size_bytes: number;
            /**
             * Format: int32
             * @description Pixels, upright.
             */
            width: number;
        };
        /** @description An accepted job. */
        JobAccepted: {
            /** @description When it was accepted. */
            created_at: string;
            /**
             * Format: uuid
             * @description Null until the picture has come.
             */
            image_id?: string | null;
            /**
             * Format: uuid
             * @description The job: here, and in the upload API.
             */
            job_id: string;
            /**
             * Format: uuid
             * @description Equals the header `X-Request-Id`.
             */
            request_id: string;
            /** @description `queued`, or what the job is that the idempotency key stands for. */
            status: string;
            /** @description Where to look, with a key that has the scope `job:read`. */
            status_url: string;
        };
        /** @description A look at a picture, with everything that was found. */
        JobDetailResponse: components["schemas"]["JobResponse"] & {
            certificate?: components["schemas"]["Certificate"] | null;
            detections: components["schemas"]["Detection"][];
            image?: components["schemas"]["ImageInfo"] | null;
            /** @description Empty until it has ended. */
            model: string;
            /** @description A signed link; null until the picture has come. */
            original_url?: string | null;
            /** @description Everything that was asked for, defaults included. */
            parameters: Record<string, never>;
        };
        /** @description A look at a picture. */
        JobResponse: {
            /** Format: date-time */
            completed_at?: string | null;
            /** Format: date-time */
            created_at: string;
            /** @description Why it failed. */
            error?: string | null;
            /**
             * Format: int64
             * @description 0 until it has ended.
             */
            face_count: number;
            /** @description Name of the picture. */
            filename: string;
            /** Format: uuid */
            id: string;
            /**
             * Format: uuid
             * @description Its picture; null until one that was ordered from elsewhere has come.
             */
            image_id?: string | null;
            /**
             * Format: double
             * @description Time of the model.
             */
            inference_ms?: number | null;
            /** @description `detect` or `mask`. */
            job_type: string;
            /** @description `gaussian`, `pixelate` or `solid`; null for detect. */
            method?: string | null;
            /** @description The masked picture. */
            processed_url?: string | null;
            /** @description The request that asked. */
            request_id: string;
            /** @description `queued`, `processing`, `completed` or `failed`. */
            status: string;
            /**
             * Format: double
             * @description Time of everything.
             */
            total_ms?: number | null;
        };
        JobsByMethod: {
            /** Format: int64 */
            gaussian: number;
            /** Format: int64 */
            pixelate: number;
            /** Format: int64 */
            solid: number;
        };
        JobsByType: {
            /** Format: int64 */
            detect: number;
            /** Format: int64 */
            mask: number;
        };
        /** @description The form of mask. Parameters may be fields, too; those of the query win. */
        MaskForm: {
            /**
             * Format: binary
             * @description JPEG, PNG, WebP, BMP or TIFF.
             */
            image: string;
            /**
             * Format: binary
             * @description For `mode=all_except`: the person whose face stays, alone on a picture.
             */
            reference?: string | null;
        };
        /** @description What was done to a picture. */
        MaskResponse: {
            certificate?: components["schemas"]["Certificate"] | null;
            /** @description The surest first. */
            detections: components["schemas"]["Detection"][];
            /**
             * Format: int64
             * @description How many.
             */
            face_count: number;
            /** @description The file. */
            image: components["schemas"]["ImageInfo"];
            /**
             * Format: uuid
             * @description The kept picture; null where nothing is kept.
             */
            image_id?: string | null;
            /**
             * Format: uuid
             * @description The kept job; null where nothing is kept.
             */
            job_id?: string | null;
            /** @description The picture. */
            masked: components["schemas"]["MaskedPicture"];
            /** @description `gaussian`, `pixelate` or `solid`. */
            method: string;
            /** @description The model. */
            model: string;
            /**
             * Format: uuid
             * @description Equals the header `X-Request-Id`.
             */
            request_id: string;
            /** @description How long it took. */
            timing: components["schemas"]["Timing"];
        };
        /** @description A masked picture. */
        MaskedPicture: {
            /** @description Its media type. */
            content_type: string;
            /** @description In base64, where nothing is kept. */
            data?: string | null;
            /**
             * Format: int64
             * @description Its bytes.
             */
            size_bytes: number;
            /** @description Where it is kept. */
            url?: string | null;
        };
        /** @description A page of a list. */
        PaginatedResponse_ApiKeyResponse: {
            /** @description Newest first. */
            items: {
                /** Format: date-time */
                created_at: string;
                /** Format: uuid */
                id: string;
                /** @description Whether it works. */
                is_active: boolean;
                /** @description How it begins. */
                key_prefix: string;
                /** @description Both. */
                key_preview: string;
                /** @description How it ends. */
                key_suffix: string;
                /** Format: date-time */
                last_used_at?: string | null;
                name: string;
                /**
                 * Format: int64
                 * @description Requests it was shown with; a second or two behind.
                 */
                request_count: number;
            }[];
            /**
             * Format: int64
             * @description From 1.
             */
            page: number;
            /**
             * Format: int64
             * @description How many pages there are.
             */
            pages: number;
            /**
             * Format: int64
             * @description Most that a page has.
             */
            per_page: number;
            /**
             * Format: int64
             * @description How many there are.
             */
            total: number;
        };
        /** @description A page of a list. */
        PaginatedResponse_JobResponse: {
            /** @description Newest first. */
            items: {
                /** Format: date-time */
                completed_at?: string | null;
                /** Format: date-time */
                created_at: string;
                /** @description Why it failed. */
                error?: string | null;
                /**
                 * Format: int64
                 * @description 0 until it has ended.
                 */
                face_count: number;
                /** @description Name of the picture. */
                filename: string;
                /** Format: uuid */
                id: string;
                /**
                 * Format: uuid
                 * @description Its picture; null until one that was ordered from elsewhere has come.
                 */
                image_id?: string | null;
                /**
                 * Format: double
                 * @description Time of the model.
                 */
                inference_ms?: number | null;
                /** @description `detect` or `mask`. */
                job_type: string;
                /** @description `gaussian`, `pixelate` or `solid`; null for detect. */
                method?: string | null;
                /** @description The masked picture. */
                processed_url?: string | null;
                /** @description The request that asked. */
                request_id: string;
                /** @description `queued`, `processing`, `completed` or `failed`. */
                status: string;
                /**
                 * Format: double
                 * @description Time of everything.
                 */
                total_ms?: number | null;
            }[];
            /**
             * Format: int64
             * @description From 1.
             */
            page: number;
            /**
             * Format: int64
             * @description How many pages there are.
             */
            pages: number;
            /**
             * Format: int64
             * @description Most that a page has.
             */
            per_page: number;
            /**
             * Format: int64
             * @description How many there are.
             */
            total: number;
        };
        /** @description A page of a list. */
        PaginatedResponse_StoredImageResponse: {
            /** @description Newest first. */
            items: {
                content_type: string;
                /** Format: date-time */
                created_at: string;
                /** @description Name it came with. */
                filename: string;
                /** Format: int64 */
                height: number;
                /** Format: uuid */
                id: string;
                /**
                 * Format: int64
                 * @description Jobs on it.
                 */
                job_count: number;
                /** @description A signed link, good for an hour unless the operator says otherwise. */
                original_url: string;
                /** @description The newest finished masked picture. */
                processed_url?: string | null;
                /** Format: int64 */
                size_bytes: number;
                /** Format: int64 */
                width: number;
            }[];
            /**
             * Format: int64
             * @description From 1.
             */
            page: number;
            /**
             * Format: int64
             * @description How many pages there are.
             */
            pages: number;
            /**
             * Format: int64
             * @description Most that a page has.
             */
            per_page: number;
            /**
             * Format: int64
             * @description How many there are.
             */
            total: number;
        };
        /** @description Pixels from the left and from the top. */
        Point: {
            /**
             * Format: double
             * @description From the left.
             */
            x: number;
            /**
             * Format: double
             * @description From the top.
             */
            y: number;
        };
        /** @description What is wrong with one part of the input. */
        Problem: {
            /** @description Where: `query`, `path`, `body` or `header`, then the name. */
            loc: string[];
            /** @description What, for people. */
            msg: string;
            /** @description What, for programs. */
            type: string;
        };
        /** @description Shares of the picture, 0 to 1. */
        Relative: {
            /**
             * Format: double
             * @description Of the height.
             */
            height: number;
            /**
             * Format: double
             * @description Of the width.
             */
            width: number;
            /**
             * Format: double
             * @description Of the width.
             */
            x_center: number;
            /**
             * Format: double
             * @description Of the height.
             */
            y_center: number;
        };
        /** @description Sides, pixels. */
        Size: {
            /**
             * Format: double
             * @description Down.
             */
            height: number;
            /**
             * Format: double
             * @description Across.
             */
            width: number;
        };
        /** @description What everything that is kept comes to. */
        StatsResponse: {
            /**
             * Format: double
             * @description Of finished jobs; 0 where there is none.
             */
            avg_inference_ms: number;
            /** @description Masks only. */
            jobs_by_method: components["schemas"]["JobsByMethod"];
            jobs_by_type: components["schemas"]["JobsByType"];
            /**
             * Format: int64
             * @description Of pictures as they came and of masked ones.
             */
            storage_used_bytes: number;
            /**
             * Format: int64
             * @description Of finished jobs.
             */
            total_faces_detected: number;
            /** Format: int64 */
            total_images: number;
            /** Format: int64 */
            total_jobs: number;
        };
        /** @description A kept picture with its jobs. */
        StoredImageDetailResponse: components["schemas"]["StoredImageResponse"] & {
            /** @description Newest first. */
            jobs: components["schemas"]["JobResponse"][];
        };
        /** @description A kept picture. */
        StoredImageResponse: {
            content_type: string;
            /** Format: date-time */
            created_at: string;
            /** @description Name it came with. */
            filename: string;
            /** Format: int64 */
            height: number;
            /** Format: uuid */
            id: string;
            /**
             * Format: int64
             * @description Jobs on it.
             */
            job_count: number;
            /** @description A signed link, good for an hour unless the operator says otherwise. */
            original_url: string;
            /** @description The newest finished masked picture. */
            processed_url?: string | null;
            /** Format: int64 */
            size_bytes: number;
            /** Format: int64 */
            width: number;
        };
        /** @description Milliseconds. */
        Timing: {
            /**
             * Format: double
             * @description Of reading and decoding.
             */
            decode_ms: number;
            /**
             * Format: double
             * @description Of the model.
             */
            inference_ms: number;
            /**
             * Format: double
             * @description Of everything but the network.
             */
            total_ms: number;
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
    face_keys: {
        parameters: {
            query?: {
                /** @description From 1 */
                page?: number;
                /** @description 1 to 100; 20 unless said */
                per_page?: number;
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
                    "application/json": components["schemas"]["PaginatedResponse_ApiKeyResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaceError"];
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaceError"];
                };
            };
            501: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaceError"];
                };
            };
        };
    };
    face_key_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FaceKeyRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyCreatedResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaceError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaceError"];
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaceError"];
                };
            };
            501: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaceError"];
                };
            };
        };
    };
    face_key: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key_id: string;
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
                    "application/json": components["schemas"]["ApiKeyResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaceError"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaceError"];
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaceError"];
                };
            };
            501: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaceError"];
                };
            };
        };
    };
    face_key_delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key_id: string;
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
                    "application/json": components["schemas"]["FaceError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaceError"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaceError"];
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaceError"];
                };
            };
            501: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaceError"];
                };
            };
        };
    };
    face_key_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FaceKeyPatch"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaceError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaceError"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaceError"];
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaceError"];
                };
            };
            501: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaceError"];
                };
            };
        };
    };
    face_login: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FaceLoginRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaceSession"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaceError"];
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaceError"];
                };
            };
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaceError"];
                };
            };
        };
    };
    face_logout: {
        parameters: {
            query?: never;
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
                    "application/json": components["schemas"]["FaceLoggedOut"];
                };
            };
            /** @description From a page of another site */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaceError"];
                };
            };
        };
    };
    face_session: {
        parameters: {
            query?: never;
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
                    "application/json": components["schemas"]["FaceSession"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaceError"];
                };
            };
        };
    };
    face_images: {
        parameters: {
            query?: {
                /** @description From 1 */
                page?: number;
                /** @description 1 to 100; 20 unless said */
                per_page?: number;
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
                    "application/json": components["schemas"]["PaginatedResponse_StoredImageResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaceError"];
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaceError"];
                };
            };
            501: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaceError"];
                };
            };
        };
    };
    face_image: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                image_id: string;
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
                    "application/json": components["schemas"]["StoredImageDetailResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaceError"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaceError"];
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaceError"];
                };
            };
            501: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaceError"];
                };
            };
        };
    };
    face_image_delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                image_id: string;
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
                    "application/json": components["schemas"]["FaceError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaceError"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaceError"];
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaceError"];
                };
            };
            501: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaceError"];
                };
            };
        };
    };
    face_image_download: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                image_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description To a signed link, which needs no credential */
            302: {
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
                    "application/json": components["schemas"]["FaceError"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaceError"];
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaceError"];
                };
            };
            501: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaceError"];
                };
            };
        };
    };
    face_jobs: {
        parameters: {
            query?: {
                /** @description From 1 */
                page?: number;
                /** @description 1 to 100; 20 unless said */
                per_page?: number;
                /** @description `detect` or `mask` */
                job_type?: string;
                /** @description `gaussian`, `pixelate` or `solid` */
                method?: string;
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
                    "application/json": components["schemas"]["PaginatedResponse_JobResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaceError"];
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaceError"];
                };
            };
            501: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaceError"];
                };
            };
        };
    };
    face_job: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: string;
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
                    "application/json": components["schemas"]["JobDetailResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaceError"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaceError"];
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaceError"];
                };
            };
            501: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaceError"];
                };
            };
        };
    };
    face_job_download: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description To a link that needs no credential */
            302: {
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
                    "application/json": components["schemas"]["FaceError"];
                };
            };
            /** @description There is no such job, or it made no picture */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaceError"];
                };
            };
            /** @description It has not ended */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaceError"];
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaceError"];
                };
            };
            501: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaceError"];
                };
            };
        };
    };
    face_stats: {
        parameters: {
            query?: never;
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
                    "application/json": components["schemas"]["StatsResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaceError"];
                };
            };
            501: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaceError"];
                };
            };
        };
    };
    detect: {
        parameters: {
            query?: {
                /** @description How sure a face has to be, 0.01 to 1; 0.5 unless said */
                confidence?: number;
                /** @description Of two boxes that share more of their union, the surer stays, 0.01 to 1; 0.4 unless said */
                nms_threshold?: number;
                /** @description The surest so many; 0, as if left out: all */
                max_faces?: number;
            };
            header?: {
                /** @description `body` (as if left out), `url` or `file` */
                "x-source-type"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["DetectForm"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DetectResponse"];
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
            /** @description Empty or undecodable */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaceError"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaceError"];
                };
            };
            /** @description The key was revoked */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaceError"];
                };
            };
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaceError"];
                };
            };
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaceError"];
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaceError"];
                };
            };
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaceError"];
                };
            };
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaceError"];
                };
            };
        };
    };
    mask: {
        parameters: {
            query?: {
                /** @description How sure a face has to be, 0.01 to 1; 0.5 unless said */
                confidence?: number;
                /** @description As for detect; 0.4 unless said */
                nms_threshold?: number;
                /** @description The surest so many; 0, as if left out: all */
                max_faces?: number;
                /** @description `gaussian` (as if left out), `pixelate` or `solid` */
                method?: string;
                /** @description How much is blurred or how coarse squares are, 1 to 100; 50 unless said */
                strength?: number;
                /** @description Side of a square in place of what the strength says, 2 to 256 pixels */
                block_size?: number;
                /** @description Of a solid mask: 6 hexadecimal digits; `000000` unless said */
                color?: string;
                /** @description By so much of its side a box grows on each side, 0 to 2; 0.15 unless said */
                padding?: number;
                /** @description `rect` (as if left out) or `ellipse` */
                shape?: string;
                /** @description Masks only these: indexes as detect answers them with the same parameters, separated by commas */
                faces?: string;
                /** @description `auto` (as if left out), `jpeg`, `png` or `webp` */
                format?: string;
                /** @description Of JPEG and WebP, 1 to 100; 90 unless said */
                quality?: number;
                /** @description `image` (as if left out) or `json` */
                response?: string;
                /** @description `all` (as if left out) or `all_except` */
                mode?: string;
                /** @description Looks at the result again */
                verify?: boolean;
            };
            header?: {
                /** @description `body` (as if left out), `url` or `file` */
                "x-source-type"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["MaskForm"];
            };
        };
        responses: {
            /** @description The picture, or with `response=json` what was done */
            200: {
                headers: {
                    /** @description Faces that were found */
                    "X-Face-Count"?: number;
                    /** @description The kept picture */
                    "X-Image-Id"?: string | null;
                    /** @description Time of the model */
                    "X-Inference-Ms"?: number;
                    /** @description The kept job */
                    "X-Job-Id"?: string | null;
                    /** @description Whether nobody is found any more, with `verify=true` */
                    "X-Mask-Verified"?: boolean | null;
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": number[];
                    "image/png": number[];
                    "image/webp": number[];
                    "application/json": components["schemas"]["MaskResponse"];
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
                    "application/json": components["schemas"]["FaceError"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaceError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaceError"];
                };
            };
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaceError"];
                };
            };
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaceError"];
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaceError"];
                };
            };
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaceError"];
                };
            };
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaceError"];
                };
            };
        };
    };
    health: {
        parameters: {
            query?: never;
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
                    "application/json": components["schemas"]["FaceHealth"];
                };
            };
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaceHealth"];
                };
            };
        };
    };
}
