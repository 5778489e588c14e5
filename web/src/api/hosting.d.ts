export interface paths {
    "/v2/admin/admins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All administrators, oldest first. */
        get: operations["admin_list_admins"];
        put?: never;
        /** Makes an administrator. */
        post: operations["admin_create_admin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/admin/admins/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Removes an administrator. */
        delete: operations["admin_delete_admin"];
        options?: never;
        head?: never;
        /** Changes an administrator. It works at once. */
        patch: operations["admin_update_admin"];
        trace?: never;
    };
    "/v2/admin/albums": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The albums of the caller's clients, newest first. */
        get: operations["admin_list_albums"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/admin/albums/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One album. */
        get: operations["admin_get_album"];
        put?: never;
        post?: never;
        /** Deletes an album with its tokens. Its images stay. */
        delete: operations["admin_delete_album"];
        options?: never;
        head?: never;
        /** Changes an album. */
        patch: operations["admin_update_album"];
        trace?: never;
    };
    "/v2/admin/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Logs in. An unknown address, a wrong password and an inactive account are one answer. */
        post: operations["admin_login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/admin/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends the session of the cookie, its access tokens included. Without a cookie there is nothing to do. */
        post: operations["admin_logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/admin/auth/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The caller's own account. */
        get: operations["admin_me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes the caller's own account. */
        patch: operations["admin_update_me"];
        trace?: never;
    };
    "/v2/admin/auth/me/change-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Changes the caller's password. All their other sessions end. */
        post: operations["admin_change_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/admin/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Exchanges the cookie for an access token and a new cookie. For a few seconds the old cookie is answered with the same
         *     successor, because tabs refresh at the same moment; after that, its reuse ends the session.
         */
        post: operations["admin_refresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/admin/avatars": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The avatars of the caller's clients, newest first. */
        get: operations["admin_list_avatars"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/admin/avatars/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One avatar, by the id of its picture. */
        get: operations["admin_get_avatar"];
        put?: never;
        post?: never;
        /** Deletes an avatar, by the id of its picture. */
        delete: operations["admin_delete_avatar"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/admin/clients": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The clients of the caller's set, newest first. */
        get: operations["admin_list_clients"];
        put?: never;
        /** Makes a client with a key. */
        post: operations["admin_create_client"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/admin/clients/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One client. */
        get: operations["admin_get_client"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes a client. It works at once. */
        patch: operations["admin_update_client"];
        trace?: never;
    };
    "/v2/admin/clients/{id}/access": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Adds a client to the set of an administrator. Repeating it is fine. */
        post: operations["admin_grant_access"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/admin/clients/{id}/access/{adminUserId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Takes a client from the set of an administrator. Repeating it is fine. */
        delete: operations["admin_revoke_access"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/admin/clients/{id}/delivery-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The delivery keys of a client, newest first. */
        get: operations["admin_list_delivery_keys"];
        put?: never;
        /** Gives a client another delivery key. Two work at a time, so that one can take the place of the other without a gap. */
        post: operations["admin_create_delivery_key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/admin/clients/{id}/delivery-keys/{keyId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revokes a delivery key. Every address it signed stops working at once. */
        delete: operations["admin_revoke_delivery_key"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/admin/clients/{id}/presets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The presets of a client, by name. */
        get: operations["admin_list_presets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/admin/clients/{id}/presets/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One preset. */
        get: operations["admin_get_preset"];
        /** Makes a preset, or puts another in the place of one that is there. It works at once. */
        put: operations["admin_put_preset"];
        post?: never;
        /** Removes a preset. Addresses with its name are refused from now on. */
        delete: operations["admin_delete_preset"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/admin/clients/{id}/quota": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Says how much a client keeps and may keep. */
        get: operations["admin_get_client_quota"];
        /** Sets how much a client may keep. What it keeps already stays. */
        put: operations["admin_set_client_quota"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/admin/clients/{id}/rotate-key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives a client another key. */
        post: operations["admin_rotate_key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/admin/clients/{id}/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the keys of a client did, by day, key and surface. Up to ten seconds behind. */
        get: operations["admin_get_client_usage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/admin/clients/{id}/webhook-deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Messages to a client's receiver, newest first. They are kept for some weeks. */
        get: operations["admin_list_webhook_deliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/admin/clients/{id}/webhook-deliveries/{deliveryId}/redeliver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends a message once more, to the client's address of now. The text is the same, its id included. */
        post: operations["admin_redeliver_webhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/admin/clients/{id}/webhook-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives a client another webhook secret. Messages that wait are signed with it, too. */
        post: operations["admin_rotate_webhook_secret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/admin/images": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The images of the caller's clients, newest first. */
        get: operations["admin_list_images"];
        put?: never;
        /** Keeps images for a user of a client. */
        post: operations["admin_upload_images"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/admin/images/tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The tags on the images of the caller's clients. Equal tags of several clients are one. */
        get: operations["admin_list_tags"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/admin/images/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One image. */
        get: operations["admin_get_image"];
        put?: never;
        post?: never;
        /** Deletes an image with everything that refers to it. */
        delete: operations["admin_delete_image"];
        options?: never;
        head?: never;
        /** Changes an image. */
        patch: operations["admin_update_image"];
        trace?: never;
    };
    "/v2/admin/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Statistics over the caller's clients, and nobody else's. */
        get: operations["admin_stats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/albums": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The user's own albums and the public ones of the client, newest first. */
        get: operations["list_hosted_albums"];
        put?: never;
        /** Makes an album of the user. */
        post: operations["create_hosted_album"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/albums/external/{externalAlbumId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An album by the client's own id. */
        get: operations["get_external_album"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes an album of the user, by the client's own id. */
        patch: operations["update_external_album"];
        trace?: never;
    };
    "/v2/albums/external/{externalAlbumId}/images": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Appends images of the user to their album, by the client's own id. */
        post: operations["add_external_album_images"];
        /** Takes images out of an album of the user, by the client's own id. */
        delete: operations["remove_external_album_images"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/albums/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An album and its first images, for its owner, for everybody when it is public, and for who has a token. */
        get: operations["get_hosted_album"];
        put?: never;
        post?: never;
        /** Deletes an album of the user with its tokens. Its images stay. */
        delete: operations["delete_hosted_album"];
        options?: never;
        head?: never;
        /** Changes an album of the user. */
        patch: operations["update_hosted_album"];
        trace?: never;
    };
    "/v2/albums/{id}/images": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The images of an album in their order, as far as the caller sees them. */
        get: operations["list_album_images"];
        put?: never;
        /** Appends images of the user to their album. */
        post: operations["add_album_images"];
        /** Takes images out of an album of the user; ids that are not in it do no harm. */
        delete: operations["remove_album_images"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/albums/{id}/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes a token of an album of the user. */
        post: operations["create_album_token"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/albums/{id}/tokens/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Takes a token of an album of the user back; it is dead at once. */
        delete: operations["revoke_album_token"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/avatars": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives a user an avatar in the place of an earlier one. */
        post: operations["upload_avatar"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/avatars/{externalUserId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Serves the avatar of a user to order, or describes it (`info=true`). */
        get: operations["get_avatar"];
        put?: never;
        post?: never;
        /** Deletes the avatar of a user. */
        delete: operations["delete_avatar"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/client/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the client keeps, in numbers. */
        get: operations["client_stats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/images": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The images of the client, newest first. For a user who is named, private images of others are left out. */
        get: operations["list_images"];
        put?: never;
        /** Keeps an image for a user of the client, or for the reserved user `system`: upright, without metadata, as WebP. */
        post: operations["upload_image"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/images/share/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows the image behind a link. A link that is no longer good is a picture that says so. */
        get: operations["get_shared_image"];
        put?: never;
        post?: never;
        /** Takes a link back; it is dead at once. */
        delete: operations["revoke_share"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/images/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Serves an image to order, or describes it (`info=true`). Nothing to see is a picture that says so, with the header
         *     `X-Image-Fallback`.
         */
        get: operations["get_image"];
        put?: never;
        post?: never;
        /** Deletes an image with everything that refers to it. A user who is named must be its owner. */
        delete: operations["delete_image"];
        options?: never;
        head?: never;
        /** Changes an image of the user. */
        patch: operations["update_image"];
        trace?: never;
    };
    "/v2/images/{id}/share": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes a link that shows an image of the user to whoever has it. */
        post: operations["share_image"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Is the server well, and is this key good? */
        get: operations["hosting_status"];
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
        /** @description How many images came or went. */
        Added: {
            /**
             * Format: int64
             * @description Images that were not in it before.
             */
            added: number;
            /** @description One sentence. */
            message: string;
            /** @description Always true. */
            success: boolean;
        };
        /** @description An album with its client and user. */
        AdminAlbum: components["schemas"]["HostingAlbum"] & {
            /**
             * Format: int64
             * @description Tokens of it that work.
             */
            activeTokens: number;
            client: components["schemas"]["HostingImageClient"];
            /** Format: uuid */
            clientId: string;
            /**
             * Format: int64
             * @description Images in it, private ones included.
             */
            totalItems: number;
            user: components["schemas"]["HostingUser"];
        };
        /** @description An avatar with its client and user. */
        AdminAvatar: components["schemas"]["HostingAvatar"] & components["schemas"]["AdminPreview"] & {
            client: components["schemas"]["HostingImageClient"];
            /** Format: uuid */
            clientId: string;
            /** @description Where its bytes lie in the object store. */
            storagePath: string;
            updatedAt: components["schemas"]["Time"];
            user: components["schemas"]["HostingUser"];
        };
        /** @description A client. Its key is shown when it is made, and never again. */
        AdminClient: components["schemas"]["ClientTotals"] & {
            active: boolean;
            createdAt: components["schemas"]["Time"];
            domain?: string | null;
            /** Format: uuid */
            id: string;
            /** @description How its newest key begins and ends. */
            keyPreview?: string | null;
            name: string;
            /** @description The request's `Accept` decides where no format is named. */
            negotiateFormat: boolean;
            /** @description Orders that are no preset only for signed addresses. */
            presetsOnly: boolean;
            /** @description Pictures to order only for signed addresses. */
            requireSigned: boolean;
            updatedAt: components["schemas"]["Time"];
            webhookEnabled: boolean;
            webhookUrl?: string | null;
        };
        /** @description An image with what its client is not told. */
        AdminImage: components["schemas"]["HostingImage"] & components["schemas"]["AdminPreview"] & {
            /**
             * Format: int64
             * @description Links to it that work.
             */
            activeShareLinks: number;
            /** @description The albums it is in. */
            albums: components["schemas"]["AdminImageAlbum"][];
            /** Format: uuid */
            clientId: string;
            optimizedAt?: components["schemas"]["Time"] | null;
            /** @description Where its bytes lie in the object store. */
            storagePath: string;
        };
        /** @description An album an image is in. */
        AdminImageAlbum: {
            /** @description Its id in the client's own system. */
            externalAlbumId?: string | null;
            /** Format: uuid */
            id: string;
            isPublic: boolean;
            name: string;
        };
        /** @description The parts of the form. */
        AdminImageForm: {
            /** @description Album of the user they go into: our id, or the client's. */
            albumId?: string | null;
            /**
             * Format: uuid
             * @description The client.
             */
            clientId: string;
            /** @description At most 1000 characters. */
            description?: string | null;
            /** @description The user, by the client's id; the reserved user `system` by default. */
            externalUserId?: string | null;
            /**
             * Format: binary
             * @description JPEG, PNG, WebP or GIF. The answer is an image.
             */
            file?: string | null;
            /** @description At most 50 such in place of `file`: all become images, or none does. The answer is a list. */
            files?: string[] | null;
            /** @description `true` or `false`. */
            isPrivate?: string | null;
            /** @description Repeated, or a list with commas, or a JSON array. */
            tags?: string | null;
        };
        /** @description A login. The refresh token is in the cookie `admin_rt`. */
        AdminLogin: {
            /** @description For `Authorization: Bearer`. */
            accessToken: string;
            admin: components["schemas"]["AdminProfile"];
            /**
             * Format: int64
             * @description Seconds until the access token ends.
             */
            expiresIn: number;
            /** @description The same under its other name. */
            user: components["schemas"]["AdminProfile"];
        };
        /** @description Who logs in. */
        AdminLoginRequest: {
            /** @description Case and surrounding spaces do not matter. */
            email: string;
            password: string;
        };
        /** @description An answer of an operation that has nothing to return. */
        AdminMessage: {
            /** @description One sentence. */
            message: string;
        };
        /**
         * @description Addresses that show a picture for ten minutes and no longer than the login lasts; null where the public address shows
         *     it.
         */
        AdminPreview: {
            /** @description Its thumbnail. */
            previewThumbnailUrl?: string | null;
            /** @description The stored picture. */
            previewUrl?: string | null;
        };
        /** @description An administrator. */
        AdminProfile: {
            active: boolean;
            /** @description Whether the set is all clients; always so for `SUPER_ADMIN`. */
            allClientsAccess: boolean;
            /** @description The clients given one by one. */
            allowedClientIds: string[];
            createdAt: components["schemas"]["Time"];
            email: string;
            /** Format: uuid */
            id: string;
            lastLoginAt?: components["schemas"]["Time"] | null;
            name?: string | null;
            /** @description `SUPER_ADMIN`, `ADMIN` or `VIEWER`. */
            role: string;
        };
        /** @description A fresh access token; the cookie is fresh, too. */
        AdminRefresh: {
            accessToken: string;
            /** Format: int64 */
            expiresIn: number;
        };
        /** @description Statistics over the caller's clients. */
        AdminStats: components["schemas"]["ClientTotals"] & {
            clients: components["schemas"]["ClientStats"][];
            /** @description The last seven days, oldest first, days without anything included. */
            dailyChart: components["schemas"]["ChartDay"][];
            last7Days: components["schemas"]["LastDays"];
            totalClients: number;
        };
        /** @description A tag. */
        AdminTag: {
            /**
             * Format: int64
             * @description Images that have it.
             */
            imageCount: number;
            name: string;
        };
        /** @description Tags of images. */
        AdminTags: {
            /** @description The most used first, then by name. */
            tags: components["schemas"]["AdminTag"][];
            /**
             * Format: int64
             * @description How many there are in all.
             */
            total: number;
        };
        /** @description What changes; what is absent stays. */
        AdminUpdateImageRequest: {
            /** @description At most 1000 characters; null clears. */
            description?: string | null;
            isPrivate?: boolean | null;
            /** @description 1 to 255 characters. */
            originalName?: string | null;
            /** @description In place of all tags. */
            tags?: string[] | null;
        };
        /** @description One image for `file`, a list for `files`. */
        AdminUploaded: components["schemas"]["HostingImage"] | components["schemas"]["HostingImage"][];
        /** @description The parts of the form. */
        AvatarForm: {
            /** @description The user; the header `X-User-Id` serves as well. */
            externalUserId: string;
            /**
             * Format: binary
             * @description JPEG, PNG, WebP or GIF.
             */
            file: string;
        };
        /** @description The old password and the new one, twice. */
        ChangePasswordRequest: {
            confirmPassword: string;
            currentPassword: string;
            /** @description 8 to 128 characters. */
            newPassword: string;
        };
        /** @description One day, UTC. */
        ChartDay: {
            /** Format: int64 */
            albums: number;
            /** Format: int64 */
            avatars: number;
            /** @description `YYYY-MM-DD`. */
            date: string;
            /** Format: int64 */
            images: number;
        };
        /** @description The space of a client. */
        ClientQuota: {
            /**
             * Format: int64
             * @description How much it may keep, bytes; null: as much as there is.
             */
            quotaBytes?: number | null;
            /**
             * Format: int64
             * @description How much it keeps, bytes.
             */
            usedBytes: number;
        };
        /** @description What one client keeps. */
        ClientStats: components["schemas"]["ClientTotals"] & {
            /** Format: uuid */
            id: string;
            name: string;
        };
        /** @description What a client keeps, or several together. */
        ClientTotals: {
            /** Format: int64 */
            totalAlbums: number;
            /** Format: int64 */
            totalAvatars: number;
            /** Format: int64 */
            totalImages: number;
            /**
             * Format: int64
             * @description Bytes.
             */
            totalStorage: number;
            /** Format: int64 */
            totalUsers: number;
        };
        /** @description What a key did on a day, on one surface. */
        ClientUsage: {
            /** Format: int64 */
            bytesIn: number;
            /** Format: int64 */
            bytesOut: number;
            /** @description `YYYY-MM-DD`, UTC. */
            date: string;
            /**
             * Format: int64
             * @description Of them, answered 5xx.
             */
            failed: number;
            /** Format: uuid */
            keyId: string;
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
            /**
             * Format: int64
             * @description Pictures computed for an answer.
             */
            transforms: number;
        };
        /** @description An administrator to be. */
        CreateAdminRequest: {
            /** @description Default: true. */
            active?: boolean | null;
            /** @description Whether the set is all clients. */
            allClientsAccess?: boolean | null;
            /** @description The clients given one by one. */
            clientIds?: string[] | null;
            email: string;
            /** @description At most 100 characters. */
            name?: string | null;
            /** @description 8 to 128 characters. */
            password: string;
            /** @description `SUPER_ADMIN`, `ADMIN` or `VIEWER`, which is the default. */
            role?: string | null;
        };
        /** @description A client to be. */
        CreateClientRequest: {
            domain?: string | null;
            /** @description 1 to 255 characters. */
            name: string;
        };
        /** @description A client that was just made. */
        CreatedClient: components["schemas"]["AdminClient"] & {
            /** @description For `X-API-Key`. Shown only here. */
            apiKey: string;
        };
        /** @description A delivery key that was just made. */
        CreatedDeliveryKey: components["schemas"]["DeliveryKey"] & {
            /** @description What addresses are signed with. Shown only here. */
            secret: string;
        };
        /** @description A delivery key. Its secret is shown when it is made, and never again. */
        DeliveryKey: {
            createdAt: components["schemas"]["Time"];
            /**
             * Format: uuid
             * @description For the parameter `kid` of a signed address.
             */
            id: string;
        };
        /** @description Who shall reach a client. */
        GrantAccessRequest: {
            /** Format: uuid */
            adminUserId: string;
        };
        /** @description An album. */
        HostingAlbum: {
            /** Format: uuid */
            coverImageId?: string | null;
            /** @description The cover, else the first image that may be seen. */
            coverUrl?: string | null;
            createdAt: components["schemas"]["Time"];
            description?: string | null;
            /** @description Its id in the client's own system. */
            externalAlbumId?: string | null;
            /** Format: uuid */
            id: string;
            /**
             * Format: int64
             * @description How many images may be seen.
             */
            imageCount: number;
            isPublic: boolean;
            name: string;
            updatedAt: components["schemas"]["Time"];
            /** @description The owner's id in the client's own system. */
            userId: string;
        };
        /** @description A token that was just made. */
        HostingAlbumToken: {
            /** Format: uuid */
            albumId: string;
            expiresAt?: components["schemas"]["Time"] | null;
            /** @description Shown only here. */
            token: string;
            url: string;
        };
        /** @description How long a token shall work; nothing: for ever. */
        HostingAlbumTokenRequest: {
            /**
             * Format: int64
             * @description Seconds from now.
             * @default null
             */
            expiresIn: number | null;
            /**
             * Format: int64
             * @description Days from now.
             * @default null
             */
            expiresInDays: number | null;
        };
        /** @description An album with what is in it. */
        HostingAlbumWithImages: components["schemas"]["HostingAlbum"] & {
            /** @description The first hundred. */
            images: components["schemas"]["HostingImage"][];
        };
        /** @description What is known of the key of the request. */
        HostingApiKeyStatus: {
            /** Format: uuid */
            clientId?: string | null;
            clientName?: string | null;
            /** @description How it begins and ends. */
            keyPreview?: string | null;
            provided: boolean;
            valid: boolean;
        };
        /** @description An avatar. */
        HostingAvatar: {
            createdAt: components["schemas"]["Time"];
            format: string;
            fullPath: string;
            /** Format: int64 */
            height: number;
            /** Format: uuid */
            id: string;
            isOptimized: boolean;
            mimeType: string;
            /**
             * Format: int64
             * @description Bytes of the stored picture.
             */
            size: number;
            thumbnailUrl: string;
            url: string;
            /** @description The user's id in the client's own system. */
            userId: string;
            /** Format: int64 */
            width: number;
        };
        /** @description An album to be. */
        HostingCreateAlbum: {
            /** @description Its id in the client's own system, one of a kind there. */
            albumId?: string | null;
            /** @description At most 1000 characters. */
            description?: string | null;
            /** @description Another name of `albumId`. */
            externalAlbumId?: string | null;
            isPublic?: boolean;
            /** @description 1 to 255 characters. */
            name: string;
        };
        /** @description What a deletion answers. */
        HostingDone: {
            /** @description One sentence. */
            message: string;
            /** @description Always true. */
            success: boolean;
        };
        /** @description The error body of every hosting route. */
        HostingError: {
            /** @description What is wrong with the input, when that is known. */
            errors?: string[] | null;
            message: components["schemas"]["Message"];
            path: string;
            /** @description Equals the header `X-Request-Id`. */
            requestId: string;
            /**
             * Format: int32
             * @description Equals the HTTP status.
             */
            statusCode: number;
            timestamp: components["schemas"]["Time"];
        };
        /** @description An image. */
        HostingImage: {
            albumIds: string[];
            client: components["schemas"]["HostingImageClient"];
            createdAt: components["schemas"]["Time"];
            description?: string | null;
            /** Format: int64 */
            downloads: number;
            format: string;
            fullPath: string;
            /** Format: int64 */
            height: number;
            /** Format: uuid */
            id: string;
            isOptimized: boolean;
            isPrivate: boolean;
            mimeType: string;
            originalName: string;
            /**
             * Format: int64
             * @description Bytes of the stored picture.
             */
            size: number;
            tags: string[];
            thumbnailUrl: string;
            updatedAt: components["schemas"]["Time"];
            url: string;
            user: components["schemas"]["HostingUser"];
            /** @description The user's id in the client's own system. */
            userId: string;
            /** Format: int64 */
            views: number;
            /** Format: int64 */
            width: number;
        };
        /** @description The client an image belongs to. */
        HostingImageClient: {
            domain?: string | null;
            /** Format: uuid */
            id: string;
            name: string;
        };
        /** @description Which images. */
        HostingImageIds: {
            /** @description 1 to 500. */
            imageIds: string[];
        };
        /** @description A page of a list. */
        HostingList_AdminAlbum: {
            data: (components["schemas"]["HostingAlbum"] & {
                /**
                 * Format: int64
                 * @description Tokens of it that work.
                 */
                activeTokens: number;
                client: components["schemas"]["HostingImageClient"];
                /** Format: uuid */
                clientId: string;
                /**
                 * Format: int64
                 * @description Images in it, private ones included.
                 */
                totalItems: number;
                user: components["schemas"]["HostingUser"];
            })[];
            pagination: components["schemas"]["Pagination"];
        };
        /** @description A page of a list. */
        HostingList_AdminAvatar: {
            data: (components["schemas"]["HostingAvatar"] & components["schemas"]["AdminPreview"] & {
                client: components["schemas"]["HostingImageClient"];
                /** Format: uuid */
                clientId: string;
                /** @description Where its bytes lie in the object store. */
                storagePath: string;
                updatedAt: components["schemas"]["Time"];
                user: components["schemas"]["HostingUser"];
            })[];
            pagination: components["schemas"]["Pagination"];
        };
        /** @description A page of a list. */
        HostingList_AdminImage: {
            data: (components["schemas"]["HostingImage"] & components["schemas"]["AdminPreview"] & {
                /**
                 * Format: int64
                 * @description Links to it that work.
                 */
                activeShareLinks: number;
                /** @description The albums it is in. */
                albums: components["schemas"]["AdminImageAlbum"][];
                /** Format: uuid */
                clientId: string;
                optimizedAt?: components["schemas"]["Time"] | null;
                /** @description Where its bytes lie in the object store. */
                storagePath: string;
            })[];
            pagination: components["schemas"]["Pagination"];
        };
        /** @description A page of a list. */
        HostingList_HostingAlbum: {
            data: {
                /** Format: uuid */
                coverImageId?: string | null;
                /** @description The cover, else the first image that may be seen. */
                coverUrl?: string | null;
                createdAt: components["schemas"]["Time"];
                description?: string | null;
                /** @description Its id in the client's own system. */
                externalAlbumId?: string | null;
                /** Format: uuid */
                id: string;
                /**
                 * Format: int64
                 * @description How many images may be seen.
                 */
                imageCount: number;
                isPublic: boolean;
                name: string;
                updatedAt: components["schemas"]["Time"];
                /** @description The owner's id in the client's own system. */
                userId: string;
            }[];
            pagination: components["schemas"]["Pagination"];
        };
        /** @description A page of a list. */
        HostingList_HostingImage: {
            data: {
                albumIds: string[];
                client: components["schemas"]["HostingImageClient"];
                createdAt: components["schemas"]["Time"];
                description?: string | null;
                /** Format: int64 */
                downloads: number;
                format: string;
                fullPath: string;
                /** Format: int64 */
                height: number;
                /** Format: uuid */
                id: string;
                isOptimized: boolean;
                isPrivate: boolean;
                mimeType: string;
                originalName: string;
                /**
                 * Format: int64
                 * @description Bytes of the stored picture.
                 */
                size: number;
                tags: string[];
                thumbnailUrl: string;
                updatedAt: components["schemas"]["Time"];
                url: string;
                user: components["schemas"]["HostingUser"];
                /** @description The user's id in the client's own system. */
                userId: string;
                /** Format: int64 */
                views: number;
                /** Format: int64 */
                width: number;
            }[];
            pagination: components["schemas"]["Pagination"];
        };
        /** @description A page of a list. */
        HostingList_WebhookDelivery: {
            data: {
                attemptedAt?: components["schemas"]["Time"] | null;
                /** Format: int64 */
                attempts: number;
                /** @description The message. */
                body: Record<string, never>;
                createdAt: components["schemas"]["Time"];
                /** @description Why the last attempt failed. */
                error?: string | null;
                /** @description `IMAGE_UPLOADED`, `IMAGE_DELETED`, `AVATAR_UPLOADED`, `AVATAR_DELETED`, `ALBUM_CREATED`. */
                event: string;
                finishedAt?: components["schemas"]["Time"] | null;
                /** Format: uuid */
                id: string;
                /**
                 * Format: uuid
                 * @description The delivery it repeats.
                 */
                redeliveryOf?: string | null;
                /**
                 * Format: int64
                 * @description HTTP status of the last answer.
                 */
                responseStatus?: number | null;
                /** @description `pending`, `delivered` or `failed`. */
                state: string;
                url: string;
            }[];
            pagination: components["schemas"]["Pagination"];
        };
        /** @description What the client keeps. */
        HostingOwnStats: {
            topImages: components["schemas"]["HostingTopImage"][];
            /** Format: int64 */
            totalAlbums: number;
            /** Format: int64 */
            totalAvatars: number;
            /** Format: int64 */
            totalDownloads: number;
            /** Format: int64 */
            totalImages: number;
            /**
             * Format: int64
             * @description Bytes of images and avatars.
             */
            totalStorage: number;
            /** Format: int64 */
            totalUsers: number;
            /** Format: int64 */
            totalViews: number;
            /**
             * Format: int64
             * @description Images of the last seven days.
             */
            uploadedLast7Days: number;
        };
        /** @description How the server is. */
        HostingStatus: {
            apiKey: components["schemas"]["HostingApiKeyStatus"];
            /** @description `ok`, or `degraded` while the database or the store cannot be reached. */
            status: string;
            timestamp: components["schemas"]["Time"];
            version: string;
        };
        /** @description One of the images that were saved most often. */
        HostingTopImage: {
            /** Format: int64 */
            downloads: number;
            /** Format: uuid */
            id: string;
            originalName: string;
            /**
             * Format: int64
             * @description Bytes.
             */
            size: number;
        };
        /** @description What changes; what is absent stays. */
        HostingUpdateAlbum: {
            /**
             * Format: uuid
             * @description One of its images; null: its first one.
             */
            coverImageId?: string | null;
            /** @description Null clears. */
            description?: string | null;
            /** @description Its id in the client's own system; null: none. */
            externalAlbumId?: string | null;
            isPublic?: boolean | null;
            /** @description 1 to 255 characters. */
            name?: string | null;
        };
        /** @description A user of a client. */
        HostingUser: {
            /** @description The id in the client's own system. */
            externalUserId: string;
            /** Format: uuid */
            id?: string | null;
            username?: string | null;
        };
        /** @description The parts of the form. */
        ImageForm: {
            /** @description Album it goes into: our id, or the client's. */
            albumId?: string | null;
            /** @description At most 1000 characters. */
            description?: string | null;
            /**
             * Format: binary
             * @description JPEG, PNG, WebP or GIF.
             */
            file: string;
            /** @description `true` or `false`. */
            isPrivate?: string | null;
            /** @description Repeated, or a list with commas, or a JSON array. */
            tags?: string | null;
            /** @description What the client calls its user. */
            username?: string | null;
        };
        /** @description What came in the last seven days. */
        LastDays: {
            /** Format: int64 */
            newAlbums: number;
            /** Format: int64 */
            newAvatars: number;
            /** Format: int64 */
            newImages: number;
            /**
             * Format: int64
             * @description Bytes.
             */
            newStorage: number;
            /** Format: int64 */
            newUsers: number;
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
        /** @description One sentence, or what is wrong with each field. */
        Message: string | string[];
        /** @description Where a page stands. */
        Pagination: {
            /** Format: int64 */
            page: number;
            /** Format: int64 */
            perPage: number;
            /** Format: int64 */
            total: number;
            /**
             * Format: int64
             * @description 0 when there is nothing.
             */
            totalPages: number;
        };
        /** @description What changes; what is absent stays. */
        PatchProfileRequest: {
            email?: string | null;
            /** @description At most 100 characters; null or empty clears. */
            name?: string | null;
        };
        /** @description A preset of a client. */
        Preset: {
            createdAt: components["schemas"]["Time"];
            /** @description For the parameter `preset` of an address. */
            name: string;
            parameters: components["schemas"]["PresetParameters"];
            updatedAt: components["schemas"]["Time"];
        };
        /** @description What a picture shall be like. What is absent is as without a preset; what an address says itself goes before it. */
        PresetParameters: {
            /** @description Colour behind a contained or transparent picture, `rrggbb`. */
            bg?: string | null;
            /**
             * Format: double
             * @description Device pixels a pixel of the box.
             */
            dpr?: number | null;
            /** @description `inside`, `cover`, `contain` or `fill`. */
            fit?: string | null;
            /** @description `jpeg`, `png`, `webp`, `avif`, or `auto` for the best that `Accept` names. */
            format?: string | null;
            /** @description What stays of a covering picture: `center`, a side, a corner, `smart`, `face`, or `x,y` in percent. */
            gravity?: string | null;
            /**
             * Format: int32
             * @description Height of the box, pixels.
             */
            h?: number | null;
            /**
             * Format: int32
             * @description Quality.
             */
            q?: number | null;
            /**
             * Format: int32
             * @description Width of the box, pixels.
             */
            w?: number | null;
        };
        /** @description How many images went. */
        Removed: {
            /** @description One sentence. */
            message: string;
            /**
             * Format: int64
             * @description Images that were in it.
             */
            removed: number;
            /** @description Always true. */
            success: boolean;
        };
        /** @description How long the old key works beside the new one. */
        RotateKeyRequest: {
            /**
             * Format: int64
             * @description Seconds, at most 30 days; 0 or absent: the old key dies at once.
             */
            graceSeconds?: number | null;
        };
        /** @description The new key of a client. */
        RotatedKey: {
            /** @description Shown only here. */
            apiKey: string;
        };
        /** @description How much a client may keep. */
        SetQuotaRequest: {
            /**
             * Format: int64
             * @description Bytes; null or absent: as much as there is.
             */
            quotaBytes?: number | null;
        };
        /** @description A link that was just made. */
        ShareLink: {
            createdAt: components["schemas"]["Time"];
            expiresAt?: components["schemas"]["Time"] | null;
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            imageId: string;
            /** @description Shown only here. */
            readToken: string;
            shareUrl: string;
        };
        /** @description How long a link shall work; nothing: for ever. */
        ShareRequest: {
            /**
             * Format: date-time
             * @description ISO 8601.
             * @default null
             */
            expiresAt: string | null;
            /**
             * Format: int64
             * @description Seconds from now.
             * @default null
             */
            expiresIn: number | null;
        };
        /** Format: date-time */
        Time: string;
        /** @description What changes; what is absent stays. */
        UpdateAdminRequest: {
            /** @description `false` ends the sessions of this administrator. */
            active?: boolean | null;
            /** @description Whether the set is all clients. */
            allClientsAccess?: boolean | null;
            /** @description The clients given one by one, all of them. */
            clientIds?: string[] | null;
            email?: string | null;
            /** @description At most 100 characters; null or empty clears. */
            name?: string | null;
            /** @description A new password; ends the sessions of this administrator. */
            password?: string | null;
            /** @description `SUPER_ADMIN`, `ADMIN` or `VIEWER`. */
            role?: string | null;
        };
        /** @description What changes; what is absent stays. */
        UpdateClientRequest: {
            /** @description `false`: its key, its public images and its tokens do not work until it is `true` again. */
            active?: boolean | null;
            /** @description Null clears. */
            domain?: string | null;
            /** @description 1 to 255 characters. */
            name?: string | null;
            /** @description `true`: where an address names no format, `Accept` decides between AVIF, WebP and JPEG. */
            negotiateFormat?: boolean | null;
            /** @description `true`: without a signature pictures come in presets only, and as they are stored. */
            presetsOnly?: boolean | null;
            /** @description `true`: pictures come to order only for signed addresses; as they are stored, for everybody. */
            requireSigned?: boolean | null;
            webhookEnabled?: boolean | null;
            /** @description Null clears. */
            webhookUrl?: string | null;
        };
        /** @description What changes; what is absent stays. */
        UpdateImageRequest: {
            /** @description Null clears. */
            description?: string | null;
            isPrivate?: boolean | null;
            /** @description In place of all tags. */
            tags?: string[] | null;
        };
        /** @description A message to a client's receiver with what became of it. */
        WebhookDelivery: {
            attemptedAt?: components["schemas"]["Time"] | null;
            /** Format: int64 */
            attempts: number;
            /** @description The message. */
            body: Record<string, never>;
            createdAt: components["schemas"]["Time"];
            /** @description Why the last attempt failed. */
            error?: string | null;
            /** @description `IMAGE_UPLOADED`, `IMAGE_DELETED`, `AVATAR_UPLOADED`, `AVATAR_DELETED`, `ALBUM_CREATED`. */
            event: string;
            finishedAt?: components["schemas"]["Time"] | null;
            /** Format: uuid */
            id: string;
            /**
             * Format: uuid
             * @description The delivery it repeats.
             */
            redeliveryOf?: string | null;
            /**
             * Format: int64
             * @description HTTP status of the last answer.
             */
            responseStatus?: number | null;
            /** @description `pending`, `delivered` or `failed`. */
            state: string;
            url: string;
        };
        /** @description What the messages of a client are signed with. */
        WebhookSecret: {
            /** @description Shown only here. */
            webhookSecret: string;
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
    admin_list_admins: {
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
                    "application/json": components["schemas"]["AdminProfile"][];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
        };
    };
    admin_create_admin: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateAdminRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminProfile"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            /** @description A client does not exist */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            /** @description The address is taken */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
        };
    };
    admin_delete_admin: {
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
                    "application/json": components["schemas"]["HostingDone"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            /** @description Nobody would be left who may do everything */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
        };
    };
    admin_update_admin: {
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
                "application/json": components["schemas"]["UpdateAdminRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminProfile"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            /** @description The address is taken, or nobody would be left who may do everything */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
        };
    };
    admin_list_albums: {
        parameters: {
            query?: {
                /** @description Of this client; without: of all of the caller's set. */
                clientId?: string;
                /** @description Of this user, by the client's id or ours. */
                userId?: string;
                /** @description In the name. */
                search?: string;
                /** @description `true` or `false`. */
                public?: string;
                /** @description From 1. */
                page?: number;
                /** @description 1 to 100. */
                perPage?: number;
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
                    "application/json": components["schemas"]["HostingList_AdminAlbum"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
        };
    };
    admin_get_album: {
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
                    "application/json": components["schemas"]["AdminAlbum"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
        };
    };
    admin_delete_album: {
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
                    "application/json": components["schemas"]["HostingDone"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
        };
    };
    admin_update_album: {
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
                "application/json": components["schemas"]["HostingUpdateAlbum"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminAlbum"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            /** @description Another album of the client has the id */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
        };
    };
    admin_login: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AdminLoginRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminLogin"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
        };
    };
    admin_logout: {
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
                    "application/json": components["schemas"]["AdminMessage"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
        };
    };
    admin_me: {
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
                    "application/json": components["schemas"]["AdminProfile"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
        };
    };
    admin_update_me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PatchProfileRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminProfile"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            /** @description The address is taken */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
        };
    };
    admin_change_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangePasswordRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminMessage"];
                };
            };
            /** @description The current password is wrong, the repetition differs or the new one is too short */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
        };
    };
    admin_refresh: {
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
                    "application/json": components["schemas"]["AdminRefresh"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
        };
    };
    admin_list_avatars: {
        parameters: {
            query?: {
                /** @description Of this client; without: of all of the caller's set. */
                clientId?: string;
                /** @description Of this user, by the client's id or ours. */
                userId?: string;
                /** @description From 1. */
                page?: number;
                /** @description 1 to 100. */
                perPage?: number;
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
                    "application/json": components["schemas"]["HostingList_AdminAvatar"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
        };
    };
    admin_get_avatar: {
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
                    "application/json": components["schemas"]["AdminAvatar"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
        };
    };
    admin_delete_avatar: {
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
                    "application/json": components["schemas"]["HostingDone"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
        };
    };
    admin_list_clients: {
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
                    "application/json": components["schemas"]["AdminClient"][];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
        };
    };
    admin_create_client: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateClientRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedClient"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
        };
    };
    admin_get_client: {
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
                    "application/json": components["schemas"]["AdminClient"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
        };
    };
    admin_update_client: {
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
                "application/json": components["schemas"]["UpdateClientRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminClient"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
        };
    };
    admin_grant_access: {
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
                "application/json": components["schemas"]["GrantAccessRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminProfile"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
        };
    };
    admin_revoke_access: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                adminUserId: string;
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
                    "application/json": components["schemas"]["AdminProfile"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
        };
    };
    admin_list_delivery_keys: {
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
                    "application/json": components["schemas"]["DeliveryKey"][];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
        };
    };
    admin_create_delivery_key: {
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
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedDeliveryKey"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            /** @description The client has two already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
        };
    };
    admin_revoke_delivery_key: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                keyId: string;
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
                    "application/json": components["schemas"]["HostingDone"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
        };
    };
    admin_list_presets: {
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
                    "application/json": components["schemas"]["Preset"][];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
        };
    };
    admin_get_preset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                name: string;
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
                    "application/json": components["schemas"]["Preset"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
        };
    };
    admin_put_preset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                /** @description 1 to 64 of `a-z`, `0-9`, `-` and `_` */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PresetParameters"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preset"];
                };
            };
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preset"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            /** @description The client has as many as it may have */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
        };
    };
    admin_delete_preset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                name: string;
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
                    "application/json": components["schemas"]["HostingDone"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
        };
    };
    admin_get_client_quota: {
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
                    "application/json": components["schemas"]["ClientQuota"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
        };
    };
    admin_set_client_quota: {
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
                "application/json": components["schemas"]["SetQuotaRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClientQuota"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
        };
    };
    admin_rotate_key: {
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
                "application/json": components["schemas"]["RotateKeyRequest"] | null;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RotatedKey"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
        };
    };
    admin_get_client_usage: {
        parameters: {
            query?: {
                /** @description First day, `YYYY-MM-DD`; left out: 29 days before the last. */
                from?: string;
                /** @description Last day, `YYYY-MM-DD`; left out: today. */
                to?: string;
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
                    "application/json": components["schemas"]["ClientUsage"][];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
        };
    };
    admin_list_webhook_deliveries: {
        parameters: {
            query?: {
                /** @description From 1. */
                page?: number;
                /** @description 1 to 100. */
                perPage?: number;
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
                    "application/json": components["schemas"]["HostingList_WebhookDelivery"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
        };
    };
    admin_redeliver_webhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                deliveryId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDelivery"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            /** @description The client has no webhook address, or it is switched off */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
        };
    };
    admin_rotate_webhook_secret: {
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
                    "application/json": components["schemas"]["WebhookSecret"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
        };
    };
    admin_list_images: {
        parameters: {
            query?: {
                /** @description Of this client; without: of all of the caller's set. */
                clientId?: string;
                /** @description Of this user, by the client's id or ours. */
                userId?: string;
                albumId?: string;
                /** @description In the name. */
                name?: string;
                /** @description With any of these, separated by commas. */
                tags?: string;
                /** @description `createdAt`, `size`, `originalName`, `views` or `downloads`. */
                sortBy?: string;
                /** @description `asc` or `desc`. */
                sortOrder?: string;
                /** @description From 1. */
                page?: number;
                /** @description 1 to 100. */
                perPage?: number;
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
                    "application/json": components["schemas"]["HostingList_AdminImage"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
        };
    };
    admin_upload_images: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["AdminImageForm"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminUploaded"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
        };
    };
    admin_list_tags: {
        parameters: {
            query?: {
                /** @description Of this client; without: of all of the caller's set. */
                clientId?: string;
                /** @description In the tag. */
                search?: string;
                /** @description 1 to 500. */
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
                    "application/json": components["schemas"]["AdminTags"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
        };
    };
    admin_get_image: {
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
                    "application/json": components["schemas"]["AdminImage"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
        };
    };
    admin_delete_image: {
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
                    "application/json": components["schemas"]["HostingDone"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
        };
    };
    admin_update_image: {
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
                "application/json": components["schemas"]["AdminUpdateImageRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminImage"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
        };
    };
    admin_stats: {
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
                    "application/json": components["schemas"]["AdminStats"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
        };
    };
    list_hosted_albums: {
        parameters: {
            query?: {
                /** @description Of this user, by the client's id. */
                userId?: string;
                /** @description `true` or `false`. */
                public?: string;
                /** @description In the name. */
                search?: string;
                /** @description From 1. */
                page?: number;
                /** @description 1 to 100. */
                perPage?: number;
            };
            header: {
                /** @description The user in the client's own system */
                "X-User-Id": string;
            };
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
                    "application/json": components["schemas"]["HostingList_HostingAlbum"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
        };
    };
    create_hosted_album: {
        parameters: {
            query?: never;
            header: {
                /** @description The user in the client's own system */
                "X-User-Id": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HostingCreateAlbum"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingAlbum"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
        };
    };
    get_external_album: {
        parameters: {
            query?: never;
            header?: {
                /** @description The user in the client's own system */
                "X-User-Id"?: string | null;
            };
            path: {
                externalAlbumId: string;
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
                    "application/json": components["schemas"]["HostingAlbumWithImages"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
        };
    };
    update_external_album: {
        parameters: {
            query?: never;
            header: {
                /** @description The user, who must be its owner */
                "X-User-Id": string;
            };
            path: {
                externalAlbumId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HostingUpdateAlbum"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingAlbum"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
        };
    };
    add_external_album_images: {
        parameters: {
            query?: never;
            header: {
                /** @description The user, who must be its owner */
                "X-User-Id": string;
            };
            path: {
                externalAlbumId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HostingImageIds"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Added"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
        };
    };
    remove_external_album_images: {
        parameters: {
            query?: {
                /** @description Separated by commas. */
                imageIds?: string;
            };
            header: {
                /** @description The user, who must be its owner */
                "X-User-Id": string;
            };
            path: {
                externalAlbumId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HostingImageIds"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Removed"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
        };
    };
    get_hosted_album: {
        parameters: {
            query?: {
                /** @description A token of the album */
                token?: string;
            };
            header?: {
                /** @description The user in the client's own system */
                "X-User-Id"?: string | null;
            };
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
                    "application/json": components["schemas"]["HostingAlbumWithImages"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
        };
    };
    delete_hosted_album: {
        parameters: {
            query?: never;
            header: {
                /** @description The user, who must be its owner */
                "X-User-Id": string;
            };
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
                    "application/json": components["schemas"]["HostingDone"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
        };
    };
    update_hosted_album: {
        parameters: {
            query?: never;
            header: {
                /** @description The user, who must be its owner */
                "X-User-Id": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HostingUpdateAlbum"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingAlbum"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
        };
    };
    list_album_images: {
        parameters: {
            query?: {
                /** @description From 1. */
                page?: number;
                /** @description 1 to 100. */
                perPage?: number;
                /** @description A token of the album */
                token?: string;
            };
            header?: {
                /** @description The user in the client's own system */
                "X-User-Id"?: string | null;
            };
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
                    "application/json": components["schemas"]["HostingList_HostingImage"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
        };
    };
    add_album_images: {
        parameters: {
            query?: never;
            header: {
                /** @description The user, who must be its owner */
                "X-User-Id": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HostingImageIds"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Added"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
        };
    };
    remove_album_images: {
        parameters: {
            query?: {
                /** @description Separated by commas. */
                imageIds?: string;
            };
            header: {
                /** @description The user, who must be its owner */
                "X-User-Id": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HostingImageIds"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Removed"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
        };
    };
    create_album_token: {
        parameters: {
            query?: never;
            header: {
                /** @description The user, who must be its owner */
                "X-User-Id": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HostingAlbumTokenRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingAlbumToken"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
        };
    };
    revoke_album_token: {
        parameters: {
            query?: never;
            header: {
                /** @description The user, who must be its owner */
                "X-User-Id": string;
            };
            path: {
                id: string;
                token: string;
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
                    "application/json": components["schemas"]["HostingDone"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
        };
    };
    upload_avatar: {
        parameters: {
            query?: never;
            header?: {
                /** @description The user in the client's own system */
                "X-User-Id"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["AvatarForm"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingAvatar"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
        };
    };
    get_avatar: {
        parameters: {
            query?: {
                /** @description Width of the box, 1 to 8192 pixels; also `width`. */
                w?: number;
                /** @description Height of the box, 1 to 8192 pixels; also `height`. */
                h?: number;
                /** @description Quality, 1 to 100; also `quality`. */
                q?: number;
                /** @description `jpeg`, `png`, `webp`, `avif`, or `auto` for the best that `Accept` names. */
                format?: string;
                /** @description The thumbnail. */
                thumb?: string;
                /** @description `inside`, `cover`, `contain` or `fill`. */
                fit?: string;
                /**
                 * @description What stays of a covering picture: `center`, a side, a corner, `x,y` in percent, `smart` for what people look at, or
                 *     `face`, which is as `smart` when no face is known.
                 */
                gravity?: string;
                /** @description Colour behind a contained or transparent picture, `rrggbb`. */
                bg?: string;
                /** @description Device pixels a pixel of the box, 1 to 4. */
                dpr?: string;
                /** @description A preset of the client: an order with a name. What the address says itself goes before it. */
                preset?: string;
                /** @description Makes the address unique for browsers. */
                t?: string;
                /** @description The token of a share link or of an album. */
                token?: string;
                /** @description The delivery key an address is signed with. */
                kid?: string;
                /** @description When a signed address stops working, seconds since 1970. */
                exp?: number;
                /** @description The signature of an address. */
                sig?: string;
                /** @description As a file to be saved. */
                download?: string;
                /** @description What is known of the image, as JSON. */
                info?: string;
                /** @description The client, when no key is sent: for `<img>`. */
                clientId?: string;
            };
            header?: never;
            path: {
                externalUserId: string;
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
                    "application/json": components["schemas"]["HostingAvatar"];
                    "image/*": number[];
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
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
        };
    };
    delete_avatar: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                externalUserId: string;
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
                    "application/json": components["schemas"]["HostingDone"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
        };
    };
    client_stats: {
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
                    "application/json": components["schemas"]["HostingOwnStats"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
        };
    };
    list_images: {
        parameters: {
            query?: {
                /** @description Of this user, by the client's id. */
                userId?: string;
                albumId?: string;
                /** @description With any of these, separated by commas. */
                tags?: string;
                /** @description In name and description. */
                search?: string;
                /** @description `true` or `false`. */
                isPrivate?: string;
                /** @description `createdAt`, `size`, `originalName`, `views` or `downloads`. */
                sortBy?: string;
                /** @description `asc` or `desc`. */
                sortOrder?: string;
                /** @description From 1. */
                page?: number;
                /** @description 1 to 100. */
                perPage?: number;
            };
            header?: {
                /** @description The user in the client's own system */
                "X-User-Id"?: string | null;
            };
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
                    "application/json": components["schemas"]["HostingList_HostingImage"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
        };
    };
    upload_image: {
        parameters: {
            query?: never;
            header?: {
                /** @description The user in the client's own system */
                "X-User-Id"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["ImageForm"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingImage"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
        };
    };
    get_shared_image: {
        parameters: {
            query?: {
                /** @description Width of the box, 1 to 8192 pixels; also `width`. */
                w?: number;
                /** @description Height of the box, 1 to 8192 pixels; also `height`. */
                h?: number;
                /** @description Quality, 1 to 100; also `quality`. */
                q?: number;
                /** @description `jpeg`, `png`, `webp`, `avif`, or `auto` for the best that `Accept` names. */
                format?: string;
                /** @description The thumbnail. */
                thumb?: string;
                /** @description `inside`, `cover`, `contain` or `fill`. */
                fit?: string;
                /**
                 * @description What stays of a covering picture: `center`, a side, a corner, `x,y` in percent, `smart` for what people look at, or
                 *     `face`, which is as `smart` when no face is known.
                 */
                gravity?: string;
                /** @description Colour behind a contained or transparent picture, `rrggbb`. */
                bg?: string;
                /** @description Device pixels a pixel of the box, 1 to 4. */
                dpr?: string;
                /** @description A preset of the client: an order with a name. What the address says itself goes before it. */
                preset?: string;
                /** @description Makes the address unique for browsers. */
                t?: string;
                /** @description The token of a share link or of an album. */
                token?: string;
                /** @description The delivery key an address is signed with. */
                kid?: string;
                /** @description When a signed address stops working, seconds since 1970. */
                exp?: number;
                /** @description The signature of an address. */
                sig?: string;
                /** @description As a file to be saved. */
                download?: string;
                /** @description What is known of the image, as JSON. */
                info?: string;
            };
            header?: never;
            path: {
                token: string;
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
                    "application/json": components["schemas"]["HostingImage"];
                    "image/*": number[];
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
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
        };
    };
    revoke_share: {
        parameters: {
            query?: never;
            header?: {
                /** @description The user, who must be the owner of the image */
                "X-User-Id"?: string | null;
            };
            path: {
                /** @description The id of the link, as its making answered */
                token: string;
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
                    "application/json": components["schemas"]["HostingDone"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
        };
    };
    get_image: {
        parameters: {
            query?: {
                /** @description Width of the box, 1 to 8192 pixels; also `width`. */
                w?: number;
                /** @description Height of the box, 1 to 8192 pixels; also `height`. */
                h?: number;
                /** @description Quality, 1 to 100; also `quality`. */
                q?: number;
                /** @description `jpeg`, `png`, `webp`, `avif`, or `auto` for the best that `Accept` names. */
                format?: string;
                /** @description The thumbnail. */
                thumb?: string;
                /** @description `inside`, `cover`, `contain` or `fill`. */
                fit?: string;
                /**
                 * @description What stays of a covering picture: `center`, a side, a corner, `x,y` in percent, `smart` for what people look at, or
                 *     `face`, which is as `smart` when no face is known.
                 */
                gravity?: string;
                /** @description Colour behind a contained or transparent picture, `rrggbb`. */
                bg?: string;
                /** @description Device pixels a pixel of the box, 1 to 4. */
                dpr?: string;
                /** @description A preset of the client: an order with a name. What the address says itself goes before it. */
                preset?: string;
                /** @description Makes the address unique for browsers. */
                t?: string;
                /** @description The token of a share link or of an album. */
                token?: string;
                /** @description The delivery key an address is signed with. */
                kid?: string;
                /** @description When a signed address stops working, seconds since 1970. */
                exp?: number;
                /** @description The signature of an address. */
                sig?: string;
                /** @description As a file to be saved. */
                download?: string;
                /** @description What is known of the image, as JSON. */
                info?: string;
            };
            header?: {
                /** @description The user in the client's own system */
                "X-User-Id"?: string | null;
            };
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
                    "application/json": components["schemas"]["HostingImage"];
                    "image/*": number[];
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
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
        };
    };
    delete_image: {
        parameters: {
            query?: never;
            header?: {
                /** @description The user, who must be its owner */
                "X-User-Id"?: string | null;
            };
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
                    "application/json": components["schemas"]["HostingDone"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
        };
    };
    update_image: {
        parameters: {
            query?: never;
            header?: {
                /** @description The user, who must be its owner */
                "X-User-Id"?: string | null;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateImageRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingImage"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
        };
    };
    share_image: {
        parameters: {
            query?: never;
            header?: {
                /** @description The user, who must be its owner */
                "X-User-Id"?: string | null;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ShareRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShareLink"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingError"];
                };
            };
        };
    };
    hosting_status: {
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
                    "application/json": components["schemas"]["HostingStatus"];
                };
            };
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostingStatus"];
                };
            };
        };
    };
}
