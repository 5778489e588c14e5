export interface paths {
    "/api/v1/admin/audit-events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What people, programs and calotype itself did, newest first. */
        get: operations["list_audit_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/river/queue-summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Sums up every queue. */
        get: operations["sum_up_queues"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/river/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Counts jobs by state. */
        get: operations["count_jobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What programs used, by day, key and surface. Up to ten seconds behind. */
        get: operations["list_usage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/albums": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the caller's albums, newest first. */
        get: operations["list_albums"];
        put?: never;
        /** Makes an album. */
        post: operations["create_album"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/albums/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One album. */
        get: operations["get_album"];
        /** Changes an album. */
        put: operations["update_album"];
        post?: never;
        /** Deletes an album; its photos stay in the library. */
        delete: operations["delete_album"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/albums/{id}/assets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the assets of an album. */
        get: operations["list_album_assets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/albums/{id}/assets/{assetId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Puts an asset into an album. One that is there keeps its place. */
        post: operations["add_asset_to_album"];
        /** Takes an asset out of an album; harmless for one that is not in it. */
        delete: operations["remove_asset_from_album"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/albums/{id}/assets/{assetId}/position": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Gives an asset of an album its place. */
        put: operations["place_asset_in_album"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/albums/{id}/bioclip/rebuild": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Names the species in the photos of a `bio` album that have none yet. */
        post: operations["rebuild_album_species"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Uploads one file; acknowledged when it is durable. */
        post: operations["post_assets"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assets/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Uploads files and pieces of files. A file that is refused does not stop the others. */
        post: operations["post_assets_batch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assets/batch/config": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Recommends sizes and numbers that suit this machine. */
        get: operations["config"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assets/batch/progress": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reports how far uploads in pieces are. */
        get: operations["progress"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assets/download": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Packs originals into a zip. Everything is checked before the first byte is sent. */
        post: operations["download"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assets/exist": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tells which contents the caller has in a repository already, so that a client need not send them. Others' are not told. */
        post: operations["assets_exist"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assets/featured": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Chooses photos, the same all day. */
        get: operations["featured"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assets/filter-options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists camera models and lenses. */
        get: operations["filter_options"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assets/liked": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Favourites, newest upload first. */
        get: operations["liked"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assets/list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lists assets by filter, newest first. */
        post: operations["query"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assets/map-points": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists photos with a position, newest upload first. */
        get: operations["map_points"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assets/rating/{rating}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Assets with exactly this rating, newest upload first. */
        get: operations["rated"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assets/stacks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stacks assets by hand. */
        post: operations["post_assets_stacks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assets/types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the kinds of assets. */
        get: operations["types"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everything about one asset, in the library or in the trash. */
        get: operations["get_assets_id"];
        /** Replaces the metadata; time taken and position follow from it. */
        put: operations["put"];
        post?: never;
        /** Moves an asset to the trash. Its file is removed after the retention the administrator set. */
        delete: operations["delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assets/{id}/albums": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the caller's albums an asset is in; for an administrator all of them. */
        get: operations["list_asset_albums"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assets/{id}/albums/{albumId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Puts an asset into an album, without a place. One that is there keeps its place. */
        post: operations["add_album_to_asset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assets/{id}/audio/web": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A sound as browsers play it; the original until that version is made. */
        get: operations["get_assets_id_audio_web"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        /** A sound as browsers play it; the original until that version is made. */
        head: operations["head_assets_id_audio_web"];
        patch?: never;
        trace?: never;
    };
    "/api/v1/assets/{id}/description": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Sets the description. */
        put: operations["description"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assets/{id}/exif": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The complete tag dump of a file. */
        get: operations["exif"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assets/{id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Makes a picture from the original: upright, never enlarged, with metadata and colour profile. */
        get: operations["export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assets/{id}/like": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Sets or clears the favourite mark. */
        put: operations["like"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assets/{id}/original": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The file as it came in. */
        get: operations["get_assets_id_original"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        /** The file as it came in. */
        head: operations["head_assets_id_original"];
        patch?: never;
        trace?: never;
    };
    "/api/v1/assets/{id}/rating": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Sets the rating. */
        put: operations["rating"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assets/{id}/rating-and-like": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Sets rating and favourite mark together. */
        put: operations["rating_and_like"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assets/{id}/reprocess": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Processes an asset again. */
        post: operations["reprocess"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assets/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes an asset out of the trash. */
        post: operations["restore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assets/{id}/sidecar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The XMP sidecar that was sent for an asset, byte for byte. */
        get: operations["get_sidecar"];
        /** Keeps an XMP sidecar of an asset and has its metadata read again. The body is the sidecar as it is, at most 512 KiB. */
        put: operations["put_sidecar"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assets/{id}/stack": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The stack an asset is in, with all its members, those in the trash as well. */
        get: operations["get_assets_id_stack"];
        put?: never;
        post?: never;
        /** Takes an asset out of its stack. The others stay. */
        delete: operations["leave"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assets/{id}/thumbnail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A thumbnail as WebP. */
        get: operations["get_assets_id_thumbnail"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        /** A thumbnail as WebP. */
        head: operations["head_assets_id_thumbnail"];
        patch?: never;
        trace?: never;
    };
    "/api/v1/assets/{id}/video/web": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A film as browsers play it; the original until that version is made. */
        get: operations["get_assets_id_video_web"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        /** A film as browsers play it; the original until that version is made. */
        head: operations["head_assets_id_video_web"];
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Logs in. An unknown name, a wrong password and an inactive account are one answer. */
        post: operations["login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends the login a refresh token belongs to. Repeating it is fine; the access token lives on until it expires. */
        post: operations["logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The caller's own account. */
        get: operations["me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/media-token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Makes a media token. It stands for the caller wherever media are served, and nowhere else. */
        get: operations["media_token"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Exchanges a refresh token for a new pair of tokens. For a few seconds after the exchange the old one may come again,
         *     because clients send several refreshes at once; after that, its reuse ends the login.
         */
        post: operations["refresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/register/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Creates an account and logs it in; there is no second step. The first account becomes the administrator. */
        post: operations["start"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/capabilities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What clients ask before they show a feature. */
        get: operations["get_capabilities"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells that the server answers. */
        get: operations["get_health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/repositories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the registered repositories. */
        get: operations["get_repositories"];
        put?: never;
        /**
         * Makes a folder a repository, or registers the repository that is in it. Works before the library is set up: the first
         *     primary repository ends the set-up.
         */
        post: operations["post_repositories"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/repositories/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One repository. */
        get: operations["get_repositories_id"];
        put?: never;
        post?: never;
        /** Unregisters a repository; its files stay, its assets wait for it to come back. */
        delete: operations["unregister"];
        options?: never;
        head?: never;
        /** Changes a repository. */
        patch: operations["patch_repositories_id"];
        trace?: never;
    };
    "/api/v1/repositories/{id}/scan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Queues a scan of a repository. */
        post: operations["scan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/repositories/{id}/scans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the scan runs of a repository. */
        get: operations["get_repositories_id_scans"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/repositories/{id}/scans/latest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The newest scan run of a repository. */
        get: operations["latest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/repositories/{id}/stacks/detect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stacks the photos of a repository that are one shot in several files, and waits for it. */
        post: operations["detect"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/settings/runtime-info": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How this server is configured. Changes need the configuration file and a restart. */
        get: operations["get_settings_runtime_info"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/settings/system": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The settings. */
        get: operations["get_settings_system"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes settings; they work at once, on every node. */
        patch: operations["patch_settings_system"];
        trace?: never;
    };
    "/api/v1/settings/system/validate-llm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends one tiny prompt to the language model of the settings. It has 15 seconds to answer. */
        post: operations["validate_llm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The first step of the documented wizard. There is no database password to change here, so nothing is changed. */
        post: operations["begin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/setup/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a wizard asks before its first page. */
        get: operations["status"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stats/available-years": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the years that have something. */
        get: operations["available_years"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stats/camera-lens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Counts pairs of camera and lens. */
        get: operations["camera_lens"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stats/daily-activity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Counts by day. */
        get: operations["daily_activity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stats/focal-length": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Counts focal lengths. */
        get: operations["focal_length"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stats/time-distribution": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Counts by hour of the day or by month. */
        get: operations["time_distribution"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/timeline/buckets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the months that have something. */
        get: operations["buckets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/timeline/buckets/{month}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One month. */
        get: operations["bucket"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists all accounts in order of registration. `limit` is 20 by default and 100 at most. */
        get: operations["get_users"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes the caller's password and ends all their logins: the access tokens live on until they expire. */
        patch: operations["patch_users_me_password"];
        trace?: never;
    };
    "/api/v1/users/me/profile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes the caller's own profile. */
        patch: operations["patch_users_me_profile"];
        trace?: never;
    };
    "/api/v1/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes an account. The last active administrator can be neither demoted nor deactivated. */
        patch: operations["patch_users_id"];
        trace?: never;
    };
    "/api/v1/users/{id}/reset-access": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives an account a temporary password, takes its second factors and ends its logins. */
        post: operations["reset_access"];
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
        /** @description A place in an album. */
        AddAssetToAlbumRequestDTO: {
            /**
             * Format: int64
             * @description Absent or null: after those that have one.
             */
            position?: number | null;
        };
        /** @description What to change; what is left out stays. */
        AdminUpdateUserRequestDTO: {
            /** @description Id of a photo; empty clears. */
            avatar_asset_id?: string | null;
            /** @description Empty: the user name is shown. */
            display_name?: string | null;
            /** @description An inactive account cannot log in, and its tokens stop working. */
            is_active?: boolean | null;
            /** @description `admin` or `user`. */
            role?: string | null;
            username?: string | null;
        };
        /** @description An asset with its place in an album. */
        AlbumAssetDTO: components["schemas"]["AssetDTO"] & {
            added_time?: components["schemas"]["Time"];
            /** Format: int64 */
            position?: number;
        };
        /** @description All assets of an album. */
        AlbumAssetsResponseDTO: {
            /** Format: int64 */
            album_id: number;
            /** @description By place, those without one last, then in the order they were added. */
            assets: components["schemas"]["AlbumAssetDTO"][];
            count: number;
        };
        /** @description An album with the place of an asset in it. */
        AssetAlbumDTO: components["schemas"]["GetAlbumResponseDTO"] & {
            added_time?: components["schemas"]["Time"];
            /** Format: int64 */
            position?: number;
        };
        /** @description An album the asset is in. */
        AssetAlbumRefDTO: {
            added_time?: components["schemas"]["Time"];
            /** Format: int64 */
            album_id: number;
            album_name: string;
            /** Format: int64 */
            position?: number;
        };
        /** @description The albums an asset is in. */
        AssetAlbumsResponseDTO: {
            albums: components["schemas"]["AssetAlbumDTO"][];
            asset_id: string;
            count: number;
        };
        /** @description An asset as every list shows it. */
        AssetDTO: {
            /** @description Id. */
            asset_id: string;
            /**
             * Format: int64
             * @description Minutes the capture clock was ahead of UTC.
             */
            capture_offset_minutes?: number;
            /** @description Since when. */
            deleted_at?: components["schemas"]["Time"];
            /**
             * Format: double
             * @description Seconds.
             */
            duration?: number | null;
            /**
             * Format: int64
             * @description Bytes.
             */
            file_size: number;
            /** @description BLAKE3, 64 hexadecimal digits. */
            hash?: string | null;
            /**
             * Format: int64
             * @description Upright height in pixels.
             */
            height?: number | null;
            /** @description In the trash. */
            is_deleted?: boolean | null;
            /** @description Favourite. */
            liked?: boolean;
            /** @description Type by content. */
            mime_type: string;
            /** @description Name the file came with. */
            original_filename: string;
            /**
             * Format: int64
             * @description The owner's integer; null: nobody's.
             */
            owner_id?: number | null;
            /**
             * Format: int64
             * @description 0 to 5.
             */
            rating?: number;
            /** @description Repository of the original. */
            repository_id?: string;
            specific_metadata?: components["schemas"]["SpecificMetadata"] | null;
            /** @description Set on the cover of a stack in collapsed lists. */
            stack?: components["schemas"]["StackPreviewDTO"];
            /** @description Standard base64 of the JSON of the status object. */
            status: string;
            /** @description Path in the repository; empty until committed. */
            storage_path: string;
            /** @description When it was taken. */
            taken_time?: components["schemas"]["Time"];
            /** @description Placeholder picture: base64 of a ThumbHash. */
            thumbhash?: string;
            /** @description PHOTO, VIDEO, AUDIO or DOCUMENT. */
            type: string;
            /** @description When it came in. */
            upload_time: components["schemas"]["Time"];
            /**
             * Format: int64
             * @description Upright width in pixels.
             */
            width?: number | null;
        };
        /** @description An asset with what belongs to it. Empty lists are omitted. */
        AssetDetailDTO: components["schemas"]["AssetDTO"] & {
            albums?: components["schemas"]["AssetAlbumRefDTO"][];
            tags?: components["schemas"]["AssetTagDTO"][];
            thumbnails?: components["schemas"]["AssetThumbnailDTO"][];
        };
        /** @description All tags of a file. */
        AssetExifResponseDTO: {
            asset_id: string;
            /** @description Tag names and printed values. */
            exif_raw: Record<string, never>;
        };
        /** @description What narrows a list. Every optional field also tolerates null. */
        AssetFilterDTO: {
            /** Format: int64 */
            album_id?: number | null;
            camera_model?: string | null;
            date?: components["schemas"]["DateRangeDTO"] | null;
            filename?: components["schemas"]["FilenameFilterDTO"] | null;
            is_deleted?: boolean | null;
            lens?: string | null;
            liked?: boolean | null;
            location?: components["schemas"]["LocationBBoxDTO"] | null;
            /** Format: int64 */
            owner_id?: number | null;
            /** Format: int64 */
            rating?: number | null;
            raw?: boolean | null;
            repository_id?: string | null;
            tag_name?: string | null;
            tag_source?: string | null;
            type?: string | null;
            types?: string[] | null;
        };
        /** @description Several assets without totals. */
        AssetListResponseDTO: {
            /** @description Assets in order. */
            assets: components["schemas"]["AssetDTO"][];
            /**
             * Format: int64
             * @description Limit in force.
             */
            limit: number;
            /**
             * Format: int64
             * @description Offset in force.
             */
            offset: number;
        };
        /** @description A photo on the map. */
        AssetMapPointDTO: {
            asset_id: string;
            /** Format: double */
            gps_latitude: number;
            /** Format: double */
            gps_longitude: number;
            original_filename: string;
            taken_time?: components["schemas"]["Time"];
            upload_time: components["schemas"]["Time"];
        };
        /** @description A page of them. */
        AssetMapPointListResponseDTO: {
            /** Format: int64 */
            limit: number;
            /** Format: int64 */
            offset: number;
            points: components["schemas"]["AssetMapPointDTO"][];
            /** Format: int64 */
            total: number;
        };
        /** @description What to list. */
        AssetQueryRequestDTO: {
            filter?: components["schemas"]["AssetFilterDTO"] | null;
            pagination?: components["schemas"]["PaginationDTO"] | null;
            /** @description Text the file name must contain. */
            query?: string | null;
            /** @description `filename` (default) or `semantic`. */
            search_type?: string | null;
            /** @description `date_captured` (default) or `recently_added`. */
            sort_by?: string | null;
            /** @description `collapsed` (default) or `expanded`. */
            stack_mode?: string | null;
            /** @description IANA name; unknown: UTC. */
            viewer_timezone?: string | null;
        };
        /** @description A tag of the asset. */
        AssetTagDTO: {
            /** Format: double */
            confidence?: number;
            /** Format: int64 */
            tag_id: number;
            tag_name: string;
        };
        /** @description A thumbnail that exists. */
        AssetThumbnailDTO: {
            mime_type: string;
            /** @description small, medium or large. */
            size: string;
            storage_path: string;
            thumbnail_id: string;
        };
        /** @description The kinds of assets. */
        AssetTypesResponseDTO: {
            types: string[];
        };
        /** @description Of a sound. */
        AudioSpecificMetadata: {
            album?: string;
            artist?: string;
            /**
             * Format: int64
             * @description Bits a second.
             */
            bitrate?: number;
            /** Format: int64 */
            channels?: number;
            codec?: string;
            description?: string;
            genre?: string;
            /**
             * Format: int64
             * @description Hertz.
             */
            sample_rate?: number;
            title?: string;
            /** Format: int64 */
            year?: number;
        };
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
        /** @description A login, or what is still missing for one. */
        AuthResponseDTO: {
            /** @description Present and true when this registration made the first administrator. */
            bootstrap_admin?: boolean;
            /** @description When the access token ends. */
            expiresAt?: components["schemas"]["Time"];
            /** @description Second factors the user has, in the order passkey, totp, recovery_code. */
            mfa_methods?: string[];
            /** @description Names this login when the second factor is brought. */
            mfa_token?: string;
            /** @description Refresh token, opaque; absent while a second factor is missing. */
            refreshToken?: string;
            /** @description Whether a second factor is missing. */
            requires_mfa: boolean;
            /** @description Access token; absent while a second factor is missing. */
            token?: string;
            user: components["schemas"]["UserDTO"];
        };
        /** @description What was found. */
        AutoDetectStacksResponseDTO: {
            repository_id: string;
            stacks_created: number;
        };
        /** @description The years that have something. */
        AvailableYearsResponse: {
            /** @description Newest first. */
            years: number[];
        };
        /** @description The parts of the form. */
        BatchForm: {
            /**
             * Format: binary
             * @description `single_<session>`: a whole file. `chunk_<session>_<index>_<total>`: a piece of one.
             */
            part: string;
            /** @description Repository; must precede the files. */
            repository_id?: string | null;
        };
        /** @description What became of each file, in no particular order. */
        BatchUploadResponseDTO: {
            results: components["schemas"]["BatchUploadResultDTO"][];
        };
        /** @description What became of one file. */
        BatchUploadResultDTO: {
            /** @description The new asset. */
            asset_id?: string;
            /** @description Empty while pieces are missing. */
            content_hash: string;
            error?: string;
            file_name?: string;
            message?: string;
            /** Format: int64 */
            size?: number;
            /** @description `processing` or `uploading`. */
            status?: string;
            success: boolean;
            /** Format: int64 */
            task_id?: number;
        };
        /** @description One item of a list: an asset or a stack. */
        BrowseItemDTO: {
            /** @description Present when the item is an asset. */
            asset?: components["schemas"]["AssetDTO"];
            /** @description `asset:<id>` or `stack:<id>`. */
            id: string;
            /** @description Present when the item is a stack. */
            stack?: components["schemas"]["BrowseStackDTO"];
            /** @description `asset` or `stack`. */
            type: string;
        };
        /** @description A stack as an item of a list. */
        BrowseStackDTO: {
            cover_asset: components["schemas"]["AssetDTO"];
            cover_asset_id: string;
            matched_member_ids?: string[];
            member_asset_ids: string[];
            stack_id: string;
            stack_kind: string;
            stack_size: number;
        };
        /** @description A camera with a lens. */
        CameraLensCombination: {
            camera_model: string;
            /** Format: int64 */
            count: number;
            lens_model: string;
        };
        /** @description The most used pairs of camera and lens. */
        CameraLensStatsResponse: {
            /** @description Most used first. */
            data: components["schemas"]["CameraLensCombination"][];
            /**
             * Format: int64
             * @description Assets in `data`.
             */
            total: number;
        };
        /** @description What is possible. */
        CapabilitiesResponseDTO: {
            /** @description Not in the documented answer: our web app has to find the portal. */
            hosting: components["schemas"]["HostingCapabilitiesDTO"];
            llm: components["schemas"]["LLMCapabilitiesDTO"];
            ml: components["schemas"]["MLCapabilitiesDTO"];
        };
        /** @description The old password and the new one. */
        ChangePasswordRequestDTO: {
            current_password: string;
            /** @description 10 to 72 bytes with a lower-case letter, an upper-case letter and a digit. */
            new_password: string;
        };
        /** @description A new album. */
        CreateAlbumRequestDTO: {
            /** @description 1 to 100 characters. */
            album_name: string;
            /** @description `default` or `bio`. */
            album_type?: string | null;
            /** @description Id of a photo in the library. */
            cover_asset_id?: string | null;
            /** @description At most 10,000 characters. */
            description?: string | null;
        };
        /** @description What to stack, the top one first. */
        CreateManualStackRequestDTO: {
            /** @description 2 to 500 different assets. */
            asset_ids?: string[];
        };
        /** @description A repository to be. */
        CreateRepositoryRequestDTO: {
            /** @description `rename` (default), `uuid` or `overwrite`. */
            duplicate_handling?: string | null;
            /** @description Name people give it. */
            name?: string;
            /** @description `primary` or `regular` (default). */
            role?: string | null;
            /** @description Folder it is made in; default: the library root. */
            root?: string | null;
            /** @description `date` (default), `cas` or `flat`. */
            storage_strategy?: string | null;
        };
        /** @description The new repository. */
        CreateRepositoryResponseDTO: {
            repository: components["schemas"]["RepositoryDTO"];
        };
        /** @description Days (YYYY-MM-DD, in the viewer's zone) or instants (RFC 3339), inclusive. */
        DateRangeDTO: {
            from?: string | null;
            to?: string | null;
        };
        /** @description What to pack. */
        DownloadAssetsRequestDTO: {
            /** @default [] */
            asset_ids: string[];
        };
        /** @description The error body of every library route. */
        ErrorResponse: {
            /**
             * Format: int32
             * @description Equals the HTTP status.
             */
            code: number;
            /** @description A stable machine-readable word and details, when there are any. */
            error?: string;
            /** @description A short sentence for people; `app_not_initialized` for the first-run gate. */
            message: string;
        };
        /** @description A page of the record, newest first. */
        EventPage: {
            events: components["schemas"]["AuditEvent"][];
            /** @description For the next page; null on the last. */
            next_cursor?: string | null;
            /** @description Names this request. */
            request_id: string;
        };
        /** @description Contents a client would send. */
        ExistRequestDTO: {
            /** @description BLAKE3 of whole files, 64 hexadecimal digits each; at most 1000. */
            hashes: string[];
            /** @description Repository; default: the primary one. */
            repository_id?: string | null;
        };
        /** @description What need not be sent. */
        ExistResponseDTO: {
            known: components["schemas"]["KnownContentDTO"][];
        };
        /** @description The choice. */
        FeaturedAssetsResponseDTO: {
            assets: components["schemas"]["AssetDTO"][];
            candidate_count: number;
            count: number;
            generated_at_time: components["schemas"]["Time"];
            seed: string;
            strategy: string;
        };
        /** @description A condition on the file name. */
        FilenameFilterDTO: {
            /** @description Older name of `operator`. */
            mode?: string | null;
            /** @description contains (default), matches, starts_with, ends_with. */
            operator?: string | null;
            value?: string | null;
        };
        /** @description A focal length. */
        FocalLengthBucket: {
            /** Format: int64 */
            count: number;
            /**
             * Format: double
             * @description Millimetres.
             */
            focal_length: number;
        };
        /** @description The most used focal lengths. */
        FocalLengthDistributionResponse: {
            /** @description At most fifty, most used first. */
            data: components["schemas"]["FocalLengthBucket"][];
            /**
             * Format: int64
             * @description Assets in `data`.
             */
            total: number;
        };
        /** @description An album with what the caller sees of it at a glance. */
        GetAlbumResponseDTO: {
            /** Format: int64 */
            album_id: number;
            album_name: string;
            /** @description `default` or `bio`. */
            album_type: string;
            /**
             * Format: int64
             * @description Assets the caller sees in it; always 0 in the list of an asset's albums.
             */
            asset_count: number;
            /** @description The chosen cover. */
            cover_asset_id?: string | null;
            created_at: components["schemas"]["Time"];
            description?: string | null;
            /** @description The chosen cover where the caller sees it, else the first asset they see. */
            display_cover_asset_id?: string;
            updated_at: components["schemas"]["Time"];
            /**
             * Format: int64
             * @description The owner's integer.
             */
            user_id: number;
        };
        /** @description The answer. */
        HealthResponse: {
            /** @description Always `ok`. */
            status: string;
        };
        /** @description The days that have something, in order. */
        HeatmapResponse: {
            data: components["schemas"]["HeatmapValue"][];
        };
        /** @description A day. */
        HeatmapValue: {
            /** Format: int64 */
            count: number;
            /** @description YYYY-MM-DD in UTC. */
            date: string;
        };
        /** @description The hosting API. */
        HostingCapabilitiesDTO: {
            /** @description The first part of its paths, without slashes at its ends; empty where they begin at the root. */
            prefix: string;
        };
        /** @description How many jobs are in each state. */
        JobStatsResponse: {
            /**
             * Format: int64
             * @description Waiting for a worker.
             */
            available: number;
            /** Format: int64 */
            cancelled: number;
            /** Format: int64 */
            completed: number;
            /**
             * Format: int64
             * @description Given up.
             */
            discarded: number;
            /**
             * Format: int64
             * @description Waiting after a failed attempt.
             */
            retryable: number;
            /** Format: int64 */
            running: number;
            /**
             * Format: int64
             * @description Waiting for a given time.
             */
            scheduled: number;
        };
        /** @description A content the caller has in the repository, outside the trash. */
        KnownContentDTO: {
            /** @description The oldest asset with this content. */
            asset_id: string;
            hash: string;
        };
        /** @description The language model of the agent. */
        LLMCapabilitiesDTO: {
            agent_enabled: boolean;
            /** @description A model is chosen, and what is needed to reach it is stored. */
            configured: boolean;
            model_name?: string;
            provider?: string;
        };
        /** @description The language model of the agent. */
        LLMSettingsDTO: {
            agent_enabled: boolean;
            /** @description Whether a key is stored. The key itself is never shown. */
            api_key_configured: boolean;
            base_url?: string;
            model_name: string;
            /** @description `ark`, `openai`, `deepseek` or `ollama`. */
            provider: string;
        };
        /** @description How many answers began within a time, and not within the one before. */
        Latency: {
            /** Format: int64 */
            longer: number;
            /** Format: int64 */
            under_10ms: number;
            /** Format: int64 */
            under_1s: number;
            /** Format: int64 */
            under_200ms: number;
            /** Format: int64 */
            under_50ms: number;
            /** Format: int64 */
            under_5s: number;
        };
        /** @description The library itself. */
        LibrarySettingsDTO: {
            /**
             * Format: int32
             * @description Days a deleted asset stays in the trash before its file is removed.
             */
            trash_retention_days: number;
        };
        /** @description A page of albums. */
        ListAlbumsResponseDTO: {
            albums: components["schemas"]["GetAlbumResponseDTO"][];
            /** Format: int64 */
            limit: number;
            /** Format: int64 */
            offset: number;
            /** Format: int64 */
            total: number;
        };
        /** @description All repositories. */
        ListRepositoriesResponseDTO: {
            /** @description The primary one first. */
            repositories: components["schemas"]["RepositoryDTO"][];
        };
        /** @description A page of people. */
        ListUsersResponseDTO: {
            /** Format: int64 */
            limit: number;
            /** Format: int64 */
            offset: number;
            /** Format: int64 */
            total: number;
            users: components["schemas"]["ManagedUserDTO"][];
        };
        /** @description A box in degrees; west greater than east crosses the date line. Needs all four sides. */
        LocationBBoxDTO: {
            /** Format: double */
            east?: number | null;
            /** Format: double */
            north?: number | null;
            /** Format: double */
            south?: number | null;
            /** Format: double */
            west?: number | null;
        };
        /** @description Who logs in. */
        LoginRequestDTO: {
            password: string;
            /** @description Case and surrounding spaces do not matter. */
            username: string;
        };
        /** @description Models that look at photos. */
        MLCapabilitiesDTO: {
            active_node_count: number;
            /** @description Processes that run models. */
            discovered_node_count: number;
            tasks: components["schemas"]["MLTaskSetDTO"];
        };
        /** @description Which models may look at photos. */
        MLSettingsDTO: {
            bioclip_enabled: boolean;
            face_enabled: boolean;
            ocr_enabled: boolean;
            semantic_enabled: boolean;
        };
        /** @description One task. */
        MLTaskCapabilityDTO: {
            /** @description There is a model for it that works. */
            available: boolean;
            /** @description An administrator allows it. */
            enabled: boolean;
        };
        /** @description The tasks. */
        MLTaskSetDTO: {
            bioclip_classify: components["schemas"]["MLTaskCapabilityDTO"];
            face_recognition: components["schemas"]["MLTaskCapabilityDTO"];
            ocr: components["schemas"]["MLTaskCapabilityDTO"];
            semantic_image_embed: components["schemas"]["MLTaskCapabilityDTO"];
            semantic_text_embed: components["schemas"]["MLTaskCapabilityDTO"];
        };
        /** @description A person and the numbers of their things. */
        ManagedUserDTO: components["schemas"]["UserDTO"] & {
            /** Format: int64 */
            album_count: number;
            /**
             * Format: int64
             * @description Assets that are not in the trash.
             */
            asset_count: number;
        };
        /** @description A short-lived token for addresses of media (`?mt=`), where no header can be sent. */
        MediaTokenDTO: {
            expires_at: components["schemas"]["Time"];
            token: string;
        };
        /** @description An answer of an operation that has nothing to return. Clients must not depend on the text. */
        MessageResponseDTO: {
            /** @description One sentence. */
            message: string;
        };
        /** @description Cameras and lenses of the assets the caller may list. */
        OptionsResponseDTO: {
            camera_models: string[];
            lenses: string[];
        };
        /** @description A part of a list. */
        PaginationDTO: {
            /**
             * Format: int64
             * @description Outside 1 to 100: 20.
             */
            limit?: number | null;
            /**
             * Format: int64
             * @description Negative: 0.
             */
            offset?: number | null;
        };
        /** @description Of a photo. */
        PhotoSpecificMetadata: {
            camera_model?: string;
            /** Format: int64 */
            capture_offset_minutes?: number;
            /** @description The same in both halves of a live photo. */
            content_identifier?: string;
            description?: string;
            /** @description `4032x3024`. */
            dimensions?: string;
            /**
             * Format: double
             * @description Exposure compensation, EV.
             */
            exposure: number;
            /** @description Seconds, as a fraction: `1/125`. */
            exposure_time?: string;
            /** Format: double */
            f_number?: number;
            /**
             * Format: double
             * @description Millimetres.
             */
            focal_length?: number;
            /**
             * Format: double
             * @description Degrees, north positive.
             */
            gps_latitude?: number;
            /**
             * Format: double
             * @description Degrees, east positive.
             */
            gps_longitude?: number;
            is_raw?: boolean;
            /** Format: int64 */
            iso_speed?: number;
            lens_model?: string;
            resolution?: string;
            /** @description RFC 3339. */
            taken_time?: string;
        };
        /** @description All of them together. */
        ProgressSummaryDTO: {
            /**
             * Format: int64
             * @description Of everybody.
             */
            active_sessions: number;
            completed_files: number;
            failed_sessions: number;
            /**
             * Format: double
             * @description 0 to 1, by bytes.
             */
            overall_progress: number;
            total_sessions: number;
        };
        /** @description A page. */
        QueryAssetsResponseDTO: {
            /** @description Omitted when empty. */
            items?: components["schemas"]["BrowseItemDTO"][];
            /** Format: int64 */
            limit: number;
            /** Format: int64 */
            offset: number;
            stack_mode: string;
            /** Format: int64 */
            total_assets: number;
            /** Format: int64 */
            total_visible: number;
        };
        /** @description A job that asks for attention. */
        QueueErrorSampleDTO: {
            /** Format: int64 */
            attempt: number;
            attempted_at?: components["schemas"]["Time"];
            created_at: components["schemas"]["Time"];
            finalized_at?: components["schemas"]["Time"];
            /** Format: int64 */
            job_id: number;
            kind: string;
            /** @description Why the last attempt failed; empty when none did. */
            last_error: string;
            /** Format: int64 */
            max_attempts: number;
            scheduled_at: components["schemas"]["Time"];
            /** @description `retryable`, `cancelled` or `discarded`. */
            state: string;
        };
        /** @description A queue in figures. */
        QueueSummaryDTO: {
            /**
             * Format: int64
             * @description Waiting after a failed attempt, cancelled or given up.
             */
            attention_jobs: number;
            /**
             * Format: int64
             * @description From enqueueing to the end.
             */
            average_latency_ms?: number;
            /**
             * Format: int64
             * @description From the start of the last attempt to the end.
             */
            average_runtime_ms?: number;
            /** @description Newest first. */
            error_samples?: components["schemas"]["QueueErrorSampleDTO"][];
            latest_activity_at?: components["schemas"]["Time"];
            name: string;
            oldest_remaining_at?: components["schemas"]["Time"];
            /** Format: int64 */
            processed_jobs: number;
            /**
             * Format: int64
             * @description Waiting or running.
             */
            remaining_jobs: number;
            /** Format: int64 */
            running_jobs: number;
            /** Format: int64 */
            total_jobs: number;
        };
        /** @description All queues in figures. */
        QueueSummaryResponse: {
            generated_at: components["schemas"]["Time"];
            /** @description What asks for most attention comes first. */
            queues: components["schemas"]["QueueSummaryDTO"][];
        };
        /** @description What was asked for. */
        RebuildAlbumBioClipResponseDTO: {
            message: string;
            /** Format: int64 */
            queued_assets: number;
            /** @description Always `queued`. */
            status: string;
        };
        /** @description A refresh token. */
        RefreshTokenRequestDTO: {
            refreshToken: string;
        };
        /** @description An account to be. */
        RegistrationStartRequestDTO: {
            /** @description 10 to 72 bytes with a lower-case letter, an upper-case letter and a digit. */
            password: string;
            /** @description 3 to 32 characters: a letter, then letters, digits and single `.`, `_`, `-`; case does not matter. */
            username: string;
        };
        /** @description A registered repository. */
        RepositoryDTO: {
            /**
             * Format: int64
             * @description Owner of what appears without an uploader.
             */
            default_owner_id?: number;
            id: string;
            is_primary: boolean;
            local_settings: components["schemas"]["RepositoryLocalSettings"];
            name: string;
            path: string;
            /** @description `primary` or `regular`. */
            role: string;
            /** @description `date`, `cas` or `flat`. */
            storage_strategy: string;
        };
        /** @description What a new repository starts with. */
        RepositoryDefaultsDTO: {
            /** @description Folder below which repositories are created. */
            default_root: string;
            duplicate_handling: string;
            strategy: string;
        };
        /** @description What may differ between places where a folder is used. */
        RepositoryLocalSettings: {
            /** @description `rename`, `uuid` or `overwrite`. */
            handle_duplicate_filenames?: string | null;
        };
        /** @description A scan that will run. */
        RepositoryScanQueuedDTO: {
            /**
             * Format: int64
             * @description The same number when asked again within a minute.
             */
            job_id: number;
            /** @description `manual`. */
            mode: string;
            repository_id: string;
            /** @description `queued`. */
            status: string;
        };
        /** @description How to scan. */
        RepositoryScanRequestDTO: {
            /** @description Read every file again, also what has not changed. */
            force?: boolean | null;
        };
        /** @description One look through a repository. */
        RepositoryScanRunDTO: {
            /**
             * Format: int64
             * @description Assets whose file is gone.
             */
            deleted_count: number;
            /**
             * Format: int64
             * @description New files.
             */
            discovered_count: number;
            /** @description Why it failed, or why nothing was taken for deleted. */
            error?: string;
            finished_at?: components["schemas"]["Time"];
            /** @description `manual` or `periodic`. */
            mode: string;
            repository_id: string;
            /** @description User name of who asked. */
            requested_by?: string;
            scan_id: string;
            /**
             * Format: int64
             * @description Files passed over: not supported, still being written, unreadable.
             */
            skipped_count: number;
            started_at: components["schemas"]["Time"];
            /** @description `running`, `completed` or `failed`. */
            status: string;
            /**
             * Format: int64
             * @description Changed, moved and returned files.
             */
            updated_count: number;
        };
        /** @description Scan runs. */
        RepositoryScanRunListDTO: {
            /** @description Newest first. */
            scans: components["schemas"]["RepositoryScanRunDTO"][];
        };
        /** @description What to try again. */
        ReprocessAssetRequestDTO: {
            /** @description Everything, whatever `tasks` says. */
            force_full_retry?: boolean | null;
            /** @description Empty: everything. */
            tasks?: string[] | null;
        };
        /** @description What was queued. */
        ReprocessAssetResponseDTO: {
            asset_id: string;
            failed_tasks?: string[];
            message: string;
            retry_tasks?: string[];
            /** @description Always `queued`. */
            status: string;
        };
        /** @description The way back in. */
        ResetAccessResponseDTO: {
            /** @description The account has no passkeys any more. */
            cleared_passkeys: boolean;
            /** @description The account has no one-time codes any more. */
            cleared_totp: boolean;
            /** @description Shown this once. */
            temporary_password: string;
        };
        /** @description Read-only facts. */
        RuntimeInfoDTO: {
            environment: string;
            geocoding_provider: string;
            hardware_accel: string;
            log_level: string;
            /** @description Whether models on other machines are looked for. */
            lumen_discovery_enabled: boolean;
            repository_scan_enabled: boolean;
            /** Format: int64 */
            repository_scan_interval_seconds: number;
            server_port: string;
            /** @description Folder below which repositories are created. */
            storage_root: string;
        };
        /** @description How far one is. */
        SessionProgressDTO: {
            /** Format: int64 */
            bytes_done: number;
            /**
             * Format: int64
             * @description Estimated from the pieces that have arrived until all have.
             */
            bytes_total: number;
            filename: string;
            last_activity: components["schemas"]["Time"];
            /**
             * Format: double
             * @description 0 to 1.
             */
            progress: number;
            /** Format: int64 */
            received_chunks: number;
            session_id: string;
            /** @description pending, uploading, merging, completed or failed. */
            status: string;
            /** Format: int64 */
            total_chunks: number;
        };
        /** @description No fields; the body may be left out. */
        SetupRequestDTO: Record<string, never>;
        /** @description The documented answer. */
        SetupResultDTO: {
            database_user: string;
            /** @description Length of the server's own secret, in bytes. */
            password_length: number;
        };
        /** @description How far the set-up has come. */
        SetupStatusDTO: {
            /** @description There is an administrator. */
            admin_initialized: boolean;
            /** @description The database needs nothing; always true here. */
            database_initialized: boolean;
            /** @description Everything is done. */
            initialized: boolean;
            /** @description The role the next registration gets: `admin` or `user`. */
            next_registration_role: string;
            /** @description There is a primary repository. */
            primary_repository_initialized: boolean;
            repository_defaults: components["schemas"]["RepositoryDefaultsDTO"];
        };
        /** @description By the type of the asset; `null` until the file was read. Fields that are not known are absent. */
        SpecificMetadata: components["schemas"]["PhotoSpecificMetadata"] | components["schemas"]["VideoSpecificMetadata"] | components["schemas"]["AudioSpecificMetadata"];
        /** @description The stack of an asset. */
        StackByAssetResponseDTO: {
            asset_id: string;
            stack: components["schemas"]["StackDTO"];
        };
        /** @description A stack. */
        StackDTO: {
            member_count: number;
            members: components["schemas"]["StackMemberDTO"][];
            stack_id: string;
            /** @description `raw_jpeg`, `live_photo` or `manual`. */
            stack_kind: string;
        };
        /** @description A member of a stack. */
        StackMemberDTO: {
            asset_id: string;
            /** Format: int64 */
            position: number;
            /** @description `raw_original`, `jpeg_original`, `edited_version`, `alternative`, `live_photo_still` or `live_photo_video`. */
            relation: string;
        };
        /** @description A stack, as its cover mentions it. */
        StackPreviewDTO: {
            /** @description Always true where this appears. */
            stack_cover: boolean;
            /** @description Stack. */
            stack_id: string;
            /** @description `raw_jpeg`, `live_photo` or `manual`. */
            stack_kind: string;
            /** @description Members. */
            stack_size: number;
        };
        /** @description As [`MessageResponse`], under the other name documented clients have for it. */
        SuccessResponse: {
            /** @description One sentence. */
            message: string;
        };
        /** @description All settings. */
        SystemSettingsDTO: {
            library: components["schemas"]["LibrarySettingsDTO"];
            llm: components["schemas"]["LLMSettingsDTO"];
            ml: components["schemas"]["MLSettingsDTO"];
            updated_at: components["schemas"]["Time"];
            /**
             * Format: int64
             * @description Who changed them last.
             */
            updated_by?: number;
        };
        /** Format: date-time */
        Time: string;
        /** @description An hour of the day or a month. */
        TimeBucket: {
            /** Format: int64 */
            count: number;
            /** @description `7:00` or `2024-05`. */
            label: string;
            /**
             * Format: int64
             * @description The hour, or seconds from 1970 to the start of the month.
             */
            value: number;
        };
        /** @description Hours in order, or the newest 24 months that have something, newest first. All in UTC. */
        TimeDistributionResponse: {
            data: components["schemas"]["TimeBucket"][];
            type: string;
        };
        /** @description A month with something in it. */
        TimelineBucketDTO: {
            /**
             * Format: int64
             * @description Items; a stack is one.
             */
            count: number;
            /** @description YYYY-MM, where the pictures were taken. */
            month: string;
        };
        /** @description All months. */
        TimelineBucketsDTO: {
            /** @description Newest first. */
            buckets: components["schemas"]["TimelineBucketDTO"][];
            /**
             * Format: int64
             * @description Items in all months.
             */
            total: number;
        };
        /** @description One month as columns, newest first. Every column has one entry an asset. */
        TimelineMonthDTO: {
            /** @description Runs of days: day of the month, then how many assets in a row it has. */
            days: [
                number,
                number
            ][];
            /** @description Seconds of films and sounds, by place. */
            durations: {
                [key: string]: number;
            };
            /** @description Assets with flags, by place: 1 liked, 2 live photo, 4 processing, 8 failed, 16 another stack. */
            flags: {
                [key: string]: number;
            };
            /** @description Base64url of the ids, 16 bytes each. */
            ids: string;
            /** @description First letters of the kinds. */
            kinds: string;
            /** @description YYYY-MM. */
            month: string;
            /** @description Width over height in hundredths; 0: unknown. */
            ratios: number[];
            /** @description Base64url of the ThumbHashes, each preceded by its length in one byte. */
            thumbhashes: string;
        };
        /** @description What changes of an album; what is absent or null stays. */
        UpdateAlbumRequestDTO: {
            /** @description 1 to 100 characters. */
            album_name?: string | null;
            /** @description `default` or `bio`. */
            album_type?: string | null;
            /** @description Id of a photo in the library; it can be replaced but not taken away. */
            cover_asset_id?: string | null;
            /** @description At most 10,000 characters; empty is a description, too. */
            description?: string | null;
        };
        /** @description A new place in an album. */
        UpdateAssetPositionRequestDTO: {
            /**
             * Format: int64
             * @description Null: after those that have one. Must be there.
             */
            position: number | null;
        };
        /** @description New metadata. */
        UpdateAssetRequestDTO: {
            /** @description Replaces the stored object. */
            specific_metadata?: components["schemas"]["SpecificMetadata"];
        };
        /** @description A description. */
        UpdateDescriptionRequestDTO: {
            /**
             * @description Empty is allowed.
             * @default
             */
            description: string;
        };
        /** @description Changes of the language model. */
        UpdateLLMSettingsDTO: {
            agent_enabled?: boolean | null;
            /** @description Stored encrypted and never shown again; empty removes it. */
            api_key?: string | null;
            /** @description Empty: the provider's own address. */
            base_url?: string | null;
            model_name?: string | null;
            /** @description `ark`, `openai`, `deepseek` or `ollama`. */
            provider?: string | null;
        };
        /** @description Changes of the library. */
        UpdateLibrarySettingsDTO: {
            /** Format: int32 */
            trash_retention_days?: number | null;
        };
        /** @description A favourite mark. */
        UpdateLikeRequestDTO: {
            /**
             * @description Favourite or not.
             * @default false
             */
            liked: boolean;
        };
        /** @description Changes of the models that look at photos. */
        UpdateMLSettingsDTO: {
            bioclip_enabled?: boolean | null;
            face_enabled?: boolean | null;
            ocr_enabled?: boolean | null;
            semantic_enabled?: boolean | null;
        };
        /** @description What to change; what is left out stays. */
        UpdateOwnProfileRequestDTO: {
            /** @description Id of one of the caller's photos; empty clears. */
            avatar_asset_id?: string | null;
            /** @description Empty: the user name is shown. */
            display_name?: string | null;
        };
        /** @description A rating and a favourite mark. */
        UpdateRatingAndLikeRequestDTO: {
            /**
             * @description Favourite or not.
             * @default false
             */
            liked: boolean;
            /**
             * Format: int64
             * @description 0 to 5.
             * @default 0
             */
            rating: number;
        };
        /** @description A rating. */
        UpdateRatingRequestDTO: {
            /**
             * Format: int64
             * @description 0 to 5.
             * @default 0
             */
            rating: number;
        };
        /** @description What may change; absent keeps. */
        UpdateRepositoryRequestDTO: {
            /** Format: int64 */
            default_owner_id?: number | null;
            local_settings?: components["schemas"]["RepositoryLocalSettings"] | null;
            name?: string | null;
            storage_strategy?: string | null;
        };
        /** @description What to change; what is left out stays, at every depth. */
        UpdateSystemSettingsDTO: {
            library?: components["schemas"]["UpdateLibrarySettingsDTO"] | null;
            llm?: components["schemas"]["UpdateLLMSettingsDTO"] | null;
            ml?: components["schemas"]["UpdateMLSettingsDTO"] | null;
        };
        /** @description Recommendations for clients. */
        UploadConfigResponseDTO: {
            /**
             * Format: int64
             * @description Size of a piece, bytes.
             */
            chunk_size: number;
            /**
             * Format: int32
             * @description Pieces on the way at the same time.
             */
            max_concurrent: number;
            /**
             * Format: int32
             * @description Requests on the way at the same time.
             */
            max_in_flight_requests: number;
            /**
             * Format: int64
             * @description Memory set aside, bytes.
             */
            memory_buffer: number;
            /**
             * Format: int32
             * @description Files made whole at the same time.
             */
            merge_concurrency: number;
        };
        /** @description The form. */
        UploadForm: {
            /**
             * Format: binary
             * @description The file.
             */
            file: string;
            /** @description Repository; default: the primary one. Must precede the file. */
            repository_id?: string | null;
        };
        /** @description How far uploads in pieces are. */
        UploadProgressResponseDTO: {
            sessions: components["schemas"]["SessionProgressDTO"][];
            summary: components["schemas"]["ProgressSummaryDTO"];
        };
        /** @description An accepted file. */
        UploadResponseDTO: {
            /** @description The new asset. */
            asset_id: string;
            /** @description BLAKE3, 64 hexadecimal digits. */
            content_hash: string;
            file_name: string;
            message: string;
            /** Format: int64 */
            size: number;
            /** @description Always `processing`. */
            status: string;
            /**
             * Format: int64
             * @description Job that ingests it.
             */
            task_id: number;
        };
        /** @description What a key did on a day, on one surface. */
        UsageDay: {
            /** Format: int64 */
            bytes_in: number;
            /** Format: int64 */
            bytes_out: number;
            /** @description `YYYY-MM-DD`, UTC. */
            date: string;
            /**
             * Format: int64
             * @description Of them, answered 5xx.
             */
            failed: number;
            /** Format: uuid */
            key_id: string;
            /** @description How many answers began in which time; the last is for those beyond five seconds. */
            latency: components["schemas"]["Latency"];
            /**
             * Format: int64
             * @description Of them, answered 4xx.
             */
            refused: number;
            /** Format: int64 */
            requests: number;
            /** @description `hosting`, `upload` … */
            surface: string;
            /** Format: uuid */
            tenant_id: string;
            /**
             * Format: int64
             * @description Pictures computed for an answer.
             */
            transforms: number;
        };
        /** @description Usage. */
        UsageReport: {
            /** @description In order of days. */
            days: components["schemas"]["UsageDay"][];
        };
        /** @description A person. */
        UserDTO: {
            /** Format: uuid */
            avatar_asset_id?: string;
            created_at: components["schemas"]["Time"];
            /** @description The user name where no other was chosen. */
            display_name: string;
            is_active: boolean;
            last_login?: components["schemas"]["Time"];
            /** @description What the role stands for; informational. */
            permissions: string[];
            /** @description `admin` or `user`. */
            role: string;
            updated_at: components["schemas"]["Time"];
            /** Format: int64 */
            user_id: number;
            username: string;
        };
        /** @description The model answers. */
        ValidateLLMSettingsResponseDTO: {
            valid: boolean;
        };
        /** @description Of a film. */
        VideoSpecificMetadata: {
            /**
             * Format: int64
             * @description Bits a second.
             */
            bitrate?: number;
            camera_model?: string;
            /** Format: int64 */
            capture_offset_minutes?: number;
            codec?: string;
            /** @description The same in both halves of a live photo. */
            content_identifier?: string;
            description?: string;
            /**
             * Format: double
             * @description Pictures a second.
             */
            frame_rate?: number;
            /**
             * Format: double
             * @description Degrees, north positive.
             */
            gps_latitude?: number;
            /**
             * Format: double
             * @description Degrees, east positive.
             */
            gps_longitude?: number;
            /** @description RFC 3339. */
            recorded_time?: string;
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
    list_audit_events: {
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
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    sum_up_queues: {
        parameters: {
            query?: {
                /** @description Jobs shown of each queue, 0 to 20; anything else is 5. */
                error_limit?: number;
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
                    "application/json": components["schemas"]["QueueSummaryResponse"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    count_jobs: {
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
                    "application/json": components["schemas"]["JobStatsResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    list_usage: {
        parameters: {
            query?: {
                /** @description One tenant. */
                tenant_id?: string;
                /** @description One key. */
                key_id?: string;
                /** @description First day, `YYYY-MM-DD`; left out: 29 days before the last. */
                from?: string;
                /** @description Last day, `YYYY-MM-DD`; left out: today. */
                to?: string;
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
                    "application/json": components["schemas"]["UsageReport"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    list_albums: {
        parameters: {
            query?: {
                /** @description 1 to 100, default 20; more is 100. */
                limit?: number;
                /** @description Default 0. */
                offset?: number;
                /** @description Only albums that show something of this repository, counted there. */
                repository_id?: string;
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
                    "application/json": components["schemas"]["ListAlbumsResponseDTO"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    create_album: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateAlbumRequestDTO"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetAlbumResponseDTO"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    get_album: {
        parameters: {
            query?: {
                /** @description Repository. */
                repository_id?: string;
            };
            header?: never;
            path: {
                id: number;
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
                    "application/json": components["schemas"]["GetAlbumResponseDTO"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    update_album: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateAlbumRequestDTO"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetAlbumResponseDTO"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    delete_album: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
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
                    "application/json": components["schemas"]["MessageResponseDTO"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    list_album_assets: {
        parameters: {
            query?: {
                /** @description Repository. */
                repository_id?: string;
            };
            header?: never;
            path: {
                id: number;
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
                    "application/json": components["schemas"]["AlbumAssetsResponseDTO"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    add_asset_to_album: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                assetId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddAssetToAlbumRequestDTO"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageResponseDTO"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    remove_asset_from_album: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                assetId: string;
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
                    "application/json": components["schemas"]["MessageResponseDTO"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    place_asset_in_album: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                assetId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateAssetPositionRequestDTO"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageResponseDTO"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    rebuild_album_species: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
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
                    "application/json": components["schemas"]["RebuildAlbumBioClipResponseDTO"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description No model that names species */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    post_assets: {
        parameters: {
            query?: never;
            header?: {
                /** @description BLAKE3 of the file, full or quick form */
                "X-Content-Hash"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["UploadForm"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadResponseDTO"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    post_assets_batch: {
        parameters: {
            query?: {
                /** @description Repository; default: the primary one. */
                repository_id?: string;
            };
            header?: {
                /** @description BLAKE3 of every file of the request, full or quick form */
                "X-Content-Hash"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["BatchForm"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchUploadResponseDTO"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    config: {
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
                    "application/json": components["schemas"]["UploadConfigResponseDTO"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    progress: {
        parameters: {
            query?: {
                /** @description Names with commas between them; absent: all of the caller. */
                session_ids?: string;
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
                    "application/json": components["schemas"]["UploadProgressResponseDTO"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    download: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DownloadAssetsRequestDTO"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": number[];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    assets_exist: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExistRequestDTO"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExistResponseDTO"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    featured: {
        parameters: {
            query?: {
                /** @description 1 to 24, default 8. */
                count?: number;
                /** @description 16 to 1000, default 240. */
                candidate_limit?: number;
                /** @description 0 to 36500, default 3650; 0: any age. */
                days?: number;
                /** @description Makes the choice repeatable; default: the UTC date. */
                seed?: string;
                /** @description Repository. */
                repository_id?: string;
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
                    "application/json": components["schemas"]["FeaturedAssetsResponseDTO"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    filter_options: {
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
                    "application/json": components["schemas"]["OptionsResponseDTO"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    liked: {
        parameters: {
            query?: {
                /** @description 1 to 100, default 20. */
                limit?: number;
                /** @description Default 0. */
                offset?: number;
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
                    "application/json": components["schemas"]["AssetListResponseDTO"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    query: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AssetQueryRequestDTO"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueryAssetsResponseDTO"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description No model for semantic search */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    map_points: {
        parameters: {
            query?: {
                /** @description 1 to 5000, default 1000. */
                limit?: number;
                /** @description 0 to 10,000,000, default 0. */
                offset?: number;
                /** @description Repository. */
                repository_id?: string;
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
                    "application/json": components["schemas"]["AssetMapPointListResponseDTO"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    rated: {
        parameters: {
            query?: {
                /** @description 1 to 100, default 20. */
                limit?: number;
                /** @description Default 0. */
                offset?: number;
            };
            header?: never;
            path: {
                rating: number;
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
                    "application/json": components["schemas"]["AssetListResponseDTO"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    post_assets_stacks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateManualStackRequestDTO"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StackDTO"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    types: {
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
                    "application/json": components["schemas"]["AssetTypesResponseDTO"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    get_assets_id: {
        parameters: {
            query?: {
                /** @description Default true. */
                include_thumbnails?: boolean;
                /** @description Default true. */
                include_tags?: boolean;
                /** @description Default true. */
                include_albums?: boolean;
            };
            header?: never;
            path: {
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
                    "application/json": components["schemas"]["AssetDetailDTO"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateAssetRequestDTO"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageResponseDTO"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
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
                    "application/json": components["schemas"]["MessageResponseDTO"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    list_asset_albums: {
        parameters: {
            query?: never;
            header?: never;
            path: {
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
                    "application/json": components["schemas"]["AssetAlbumsResponseDTO"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    add_album_to_asset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                albumId: number;
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
                    "application/json": components["schemas"]["MessageResponseDTO"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    get_assets_id_audio_web: {
        parameters: {
            query?: never;
            header?: never;
            path: {
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
                    "audio/mpeg": number[];
                };
            };
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            304: {
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
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    head_assets_id_audio_web: {
        parameters: {
            query?: never;
            header?: never;
            path: {
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
                    "audio/mpeg": number[];
                };
            };
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            304: {
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
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    description: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateDescriptionRequestDTO"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageResponseDTO"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    exif: {
        parameters: {
            query?: never;
            header?: never;
            path: {
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
                    "application/json": components["schemas"]["AssetExifResponseDTO"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    export: {
        parameters: {
            query?: {
                /** @description jpeg, jpg, png, webp or avif. */
                format?: string;
                /** @description 1 to 100; default: the encoder's own. */
                quality?: number;
                /** @description 0 to 60000; 0: unbounded. */
                max_width?: number;
                /** @description 0 to 60000; 0: unbounded. */
                max_height?: number;
                /** @description Name of the file; default: the original's. */
                filename?: string;
            };
            header?: never;
            path: {
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
                    "image/*": number[];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    like: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateLikeRequestDTO"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageResponseDTO"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    get_assets_id_original: {
        parameters: {
            query?: never;
            header?: never;
            path: {
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
                    "*/*": number[];
                };
            };
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            304: {
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
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    head_assets_id_original: {
        parameters: {
            query?: never;
            header?: never;
            path: {
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
                    "*/*": number[];
                };
            };
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            304: {
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
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    rating: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateRatingRequestDTO"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageResponseDTO"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    rating_and_like: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateRatingAndLikeRequestDTO"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageResponseDTO"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    reprocess: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ReprocessAssetRequestDTO"] | null;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReprocessAssetResponseDTO"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    restore: {
        parameters: {
            query?: never;
            header?: never;
            path: {
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
                    "application/json": components["schemas"]["MessageResponseDTO"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    get_sidecar: {
        parameters: {
            query?: never;
            header?: never;
            path: {
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
                    "application/rdf+xml": string;
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    put_sidecar: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/rdf+xml": string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageResponseDTO"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    get_assets_id_stack: {
        parameters: {
            query?: never;
            header?: never;
            path: {
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
                    "application/json": components["schemas"]["StackByAssetResponseDTO"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    leave: {
        parameters: {
            query?: never;
            header?: never;
            path: {
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
                    "application/json": components["schemas"]["MessageResponseDTO"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    get_assets_id_thumbnail: {
        parameters: {
            query?: {
                /** @description small, medium (default) or large. */
                size?: string;
                /** @description Media token, in place of a bearer. */
                mt?: string;
            };
            header?: never;
            path: {
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
                    "image/webp": number[];
                };
            };
            304: {
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
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    head_assets_id_thumbnail: {
        parameters: {
            query?: {
                /** @description small, medium (default) or large. */
                size?: string;
                /** @description Media token, in place of a bearer. */
                mt?: string;
            };
            header?: never;
            path: {
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
                    "image/webp": number[];
                };
            };
            304: {
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
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    get_assets_id_video_web: {
        parameters: {
            query?: never;
            header?: never;
            path: {
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
                    "video/mp4": number[];
                };
            };
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            304: {
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
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    head_assets_id_video_web: {
        parameters: {
            query?: never;
            header?: never;
            path: {
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
                    "video/mp4": number[];
                };
            };
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            304: {
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
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    login: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LoginRequestDTO"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthResponseDTO"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    logout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefreshTokenRequestDTO"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuccessResponse"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    me: {
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
                    "application/json": components["schemas"]["UserDTO"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    media_token: {
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
                    "application/json": components["schemas"]["MediaTokenDTO"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    refresh: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefreshTokenRequestDTO"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthResponseDTO"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    start: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RegistrationStartRequestDTO"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthResponseDTO"];
                };
            };
            /** @description The name or the password does not fit the policy, which `message` states */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description Registration is closed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The name is taken */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    get_capabilities: {
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
                    "application/json": components["schemas"]["CapabilitiesResponseDTO"];
                };
            };
        };
    };
    get_health: {
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
                    "application/json": components["schemas"]["HealthResponse"];
                };
            };
        };
    };
    get_repositories: {
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
                    "application/json": components["schemas"]["ListRepositoriesResponseDTO"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    post_repositories: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateRepositoryRequestDTO"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreateRepositoryResponseDTO"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    get_repositories_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
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
                    "application/json": components["schemas"]["RepositoryDTO"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    unregister: {
        parameters: {
            query?: never;
            header?: never;
            path: {
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
                    "application/json": components["schemas"]["MessageResponseDTO"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    patch_repositories_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateRepositoryRequestDTO"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RepositoryDTO"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    scan: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RepositoryScanRequestDTO"] | null;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RepositoryScanQueuedDTO"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    get_repositories_id_scans: {
        parameters: {
            query?: {
                /** @description How many. */
                limit?: number;
                /** @description How many to pass over. */
                offset?: number;
            };
            header?: never;
            path: {
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
                    "application/json": components["schemas"]["RepositoryScanRunListDTO"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    latest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
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
                    "application/json": components["schemas"]["RepositoryScanRunDTO"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    detect: {
        parameters: {
            query?: never;
            header?: never;
            path: {
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
                    "application/json": components["schemas"]["AutoDetectStacksResponseDTO"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    get_settings_runtime_info: {
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
                    "application/json": components["schemas"]["RuntimeInfoDTO"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    get_settings_system: {
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
                    "application/json": components["schemas"]["SystemSettingsDTO"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    patch_settings_system: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateSystemSettingsDTO"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SystemSettingsDTO"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    validate_llm: {
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
                    "application/json": components["schemas"]["ValidateLLMSettingsResponseDTO"];
                };
            };
            /** @description It does not work, and `message` says why */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    begin: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SetupRequestDTO"] | null;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SetupResultDTO"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The library is set up already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    status: {
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
                    "application/json": components["schemas"]["SetupStatusDTO"];
                };
            };
        };
    };
    available_years: {
        parameters: {
            query?: {
                /** @description Repository. */
                repository_id?: string;
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
                    "application/json": components["schemas"]["AvailableYearsResponse"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    camera_lens: {
        parameters: {
            query?: {
                /** @description From 1, default 20. */
                limit?: number;
                /** @description Repository. */
                repository_id?: string;
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
                    "application/json": components["schemas"]["CameraLensStatsResponse"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    daily_activity: {
        parameters: {
            query?: {
                /** @description 1900 to 2200. */
                year?: number;
                /** @description First day, YYYY-MM-DD; needs `end_date`. */
                start_date?: string;
                /** @description Last day, YYYY-MM-DD. */
                end_date?: string;
                /** @description So many days up to today, 1 to 36500. */
                days?: number;
                /** @description Repository. */
                repository_id?: string;
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
                    "application/json": components["schemas"]["HeatmapResponse"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    focal_length: {
        parameters: {
            query?: {
                /** @description Repository. */
                repository_id?: string;
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
                    "application/json": components["schemas"]["FocalLengthDistributionResponse"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    time_distribution: {
        parameters: {
            query?: {
                /** @description `hourly` (default) or `monthly`. */
                type?: string;
                /** @description Repository. */
                repository_id?: string;
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
                    "application/json": components["schemas"]["TimeDistributionResponse"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    buckets: {
        parameters: {
            query?: {
                /** @description Repository. */
                repository_id?: string;
                /** @description Album by its integer. */
                album_id?: number;
                /** @description PHOTO, VIDEO, AUDIO or DOCUMENT. */
                type?: string;
                /** @description Favourites only. */
                liked?: boolean;
                /** @description The trash instead of the library. */
                is_deleted?: boolean;
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
                    "application/json": components["schemas"]["TimelineBucketsDTO"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    bucket: {
        parameters: {
            query?: {
                /** @description Repository. */
                repository_id?: string;
                /** @description Album by its integer. */
                album_id?: number;
                /** @description PHOTO, VIDEO, AUDIO or DOCUMENT. */
                type?: string;
                /** @description Favourites only. */
                liked?: boolean;
                /** @description The trash instead of the library. */
                is_deleted?: boolean;
            };
            header?: never;
            path: {
                month: string;
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
                    "application/json": components["schemas"]["TimelineMonthDTO"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    get_users: {
        parameters: {
            query?: {
                /** @description How many. */
                limit?: number;
                /** @description How many to pass over. */
                offset?: number;
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
                    "application/json": components["schemas"]["ListUsersResponseDTO"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    patch_users_me_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangePasswordRequestDTO"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuccessResponse"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description No login, or the current password is wrong */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    patch_users_me_profile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateOwnProfileRequestDTO"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserDTO"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    patch_users_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AdminUpdateUserRequestDTO"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserDTO"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    reset_access: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
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
                    "application/json": components["schemas"]["ResetAccessResponseDTO"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
}
