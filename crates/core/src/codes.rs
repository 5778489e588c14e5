//! Every stable error code: its kind and when it is answered. `docs/errors.md` shows this table.

use crate::error::Kind;

/// Code, kind, when. In the order of the alphabet.
pub const CODES: &[(&str, Kind, &str)] = &[
    (
        "address_not_allowed",
        Kind::Invalid,
        "an address this server does not call: out of reach, or where clouds keep credentials",
    ),
    ("admin_not_found", Kind::NotFound, "there is no such administrator of the hosting portal"),
    ("admin_required", Kind::Forbidden, "the route is for administrators"),
    ("album_id_taken", Kind::Conflict, "another album of the client has this id"),
    ("album_not_found", Kind::NotFound, "there is no such album"),
    ("already_initialized", Kind::Conflict, "the first-run set-up is over"),
    ("already_stacked", Kind::Conflict, "a photo or video is in a stack already"),
    ("app_not_initialized", Kind::Conflict, "the first-run set-up is not over"),
    ("asset_not_found", Kind::NotFound, "there is no such asset"),
    ("avatar_not_found", Kind::NotFound, "the user has no avatar"),
    ("bioclip_unavailable", Kind::Unavailable, "no model for species is installed"),
    ("body_too_large", Kind::TooLarge, "the body of a request that is not an upload passes its limit"),
    ("busy", Kind::Unavailable, "too many wait for the same work"),
    ("changed_meanwhile", Kind::Conflict, "somebody else changed it at the same time"),
    ("checksum_mismatch", Kind::Invalid, "the bytes of a piece do not add up to their checksum"),
    ("client_not_allowed", Kind::Forbidden, "the client is not among those of the administrator"),
    ("content_mismatch", Kind::Invalid, "a file is not what its name, or the request, says"),
    ("corrupt_file", Kind::Unprocessable, "a file that cannot be decoded"),
    ("cover_not_in_album", Kind::Invalid, "the cover of an album must be one of its images"),
    ("database_unavailable", Kind::Unavailable, "the database cannot be reached"),
    ("delivery_key_limit", Kind::Conflict, "a client has two delivery keys already"),
    ("delivery_key_not_found", Kind::NotFound, "the client has no such delivery key"),
    ("delivery_not_found", Kind::NotFound, "there is no such webhook delivery"),
    ("description_too_long", Kind::Invalid, "a description passes its limit"),
    ("duplicate", Kind::Conflict, "the content is stored already"),
    ("email_taken", Kind::Conflict, "another account has the e-mail address"),
    ("empty_file", Kind::Invalid, "a file without bytes"),
    ("face_database_off", Kind::Unsupported, "the tier that keeps keys of the face API is switched off"),
    ("face_image_not_found", Kind::NotFound, "the face API keeps no such image"),
    ("face_job_not_found", Kind::NotFound, "the face API keeps no such job"),
    ("face_job_unfinished", Kind::Conflict, "a job has not ended, so that there is no result yet"),
    ("face_not_found", Kind::Invalid, "an index under which no face was found"),
    ("face_result_missing", Kind::NotFound, "a job made no picture"),
    ("face_storage_off", Kind::Unsupported, "the face API keeps nothing on this server"),
    ("fetch_failed", Kind::BadGateway, "a foreign address did not answer as it should"),
    ("fetch_too_large", Kind::TooLarge, "the content of a foreign address passes the limit"),
    ("fetch_wrong_type", Kind::Invalid, "the content of a foreign address is not of a type that is taken"),
    ("fetching_disabled", Kind::Unsupported, "the operator has switched off fetching addresses"),
    ("field_too_long", Kind::Invalid, "a text field of a form passes its limit"),
    ("file_exists", Kind::Conflict, "a file is there already"),
    ("file_not_found", Kind::NotFound, "the original file is not there"),
    ("file_too_large", Kind::TooLarge, "a file passes the limit"),
    ("form_broken", Kind::Invalid, "a form is malformed or broke off"),
    ("hash_mismatch", Kind::Invalid, "the file does not match the claimed hash"),
    ("id_taken", Kind::Invalid, "a repository with that id is registered elsewhere"),
    ("idempotency_conflict", Kind::Conflict, "an idempotency key stands for a job that has no result"),
    ("image_not_found", Kind::NotFound, "there is no such image"),
    ("image_private", Kind::Forbidden, "the image is private, and nothing that was shown opens it"),
    ("input_too_large", Kind::TooLarge, "what is worked on is larger than is worked on here"),
    ("internal", Kind::Internal, "our fault; the log has the cause under the request id"),
    ("invalid_album_id", Kind::Invalid, "the id of an album in the client's system is too long or odd"),
    ("invalid_album_name", Kind::Invalid, "an album name is missing or passes its limit"),
    ("invalid_album_type", Kind::Invalid, "an album type that does not exist"),
    ("invalid_avatar", Kind::Invalid, "a profile picture is not a photo the caller may use"),
    ("invalid_body", Kind::Invalid, "the JSON body cannot be read or a field in it is wrong"),
    ("invalid_checksum", Kind::Invalid, "a checksum that cannot be read"),
    ("invalid_chunk", Kind::Invalid, "a piece does not fit its upload"),
    ("invalid_content_type", Kind::Invalid, "a JSON body comes under another content type"),
    ("invalid_cover", Kind::Invalid, "a cover that is not an asset of the album owner"),
    (
        "invalid_credentials",
        Kind::Unauthenticated,
        "a login with an unknown name, a wrong password or an inactive account",
    ),
    ("invalid_date", Kind::Invalid, "a date cannot be read"),
    ("invalid_days", Kind::Invalid, "a range of days that makes no sense"),
    ("invalid_description", Kind::Invalid, "a description of an image or album is too long"),
    ("invalid_display_name", Kind::Invalid, "a shown name does not fit the policy"),
    ("invalid_domain", Kind::Invalid, "a domain of a client is too long or has spaces"),
    ("invalid_email", Kind::Invalid, "an e-mail address that is none"),
    ("invalid_expiry", Kind::Invalid, "the end of a share does not lie in the future"),
    ("invalid_file", Kind::Invalid, "a name, path or place that cannot be"),
    (
        "invalid_filename",
        Kind::Invalid,
        "a file name with other characters than letters, digits, `_`, `-` and one dot, or too long",
    ),
    ("invalid_form", Kind::Invalid, "a body that is not the expected form"),
    ("invalid_format", Kind::Invalid, "an export format that does not exist"),
    ("invalid_grace", Kind::Invalid, "a time for which an old key works beside the new one is too long"),
    ("invalid_hash", Kind::Invalid, "a claimed hash that is none"),
    ("invalid_id", Kind::Invalid, "an id in the path is not of its kind"),
    ("invalid_idempotency_key", Kind::Invalid, "an idempotency key that is too long or has spaces"),
    (
        "invalid_image",
        Kind::Invalid,
        "a hosted file is no picture that can be read, or of a type that is not allowed",
    ),
    ("invalid_image_ids", Kind::Invalid, "a list of images is empty or too long"),
    ("invalid_json", Kind::Unprocessable, "the content is not JSON"),
    ("invalid_key_name", Kind::Invalid, "a name of a key is empty or too long"),
    ("invalid_key_origin", Kind::Invalid, "an origin a key is bound to is none"),
    ("invalid_metadata", Kind::Invalid, "metadata to be written are not of their shape"),
    ("invalid_month", Kind::Invalid, "a month cannot be read"),
    (
        "invalid_name",
        Kind::Invalid,
        "a repository name is missing, passes its limit or has control characters",
    ),
    (
        "invalid_network",
        Kind::Invalid,
        "an entry of a list of networks is neither network, address nor host name",
    ),
    ("invalid_page", Kind::Invalid, "a page of a list that cannot be"),
    ("invalid_part", Kind::Invalid, "a part of a form has an unknown name"),
    ("invalid_picture_format", Kind::Invalid, "a picture format that is not converted"),
    ("invalid_preset", Kind::Invalid, "a name of a preset that cannot be"),
    ("invalid_query", Kind::Invalid, "a parameter of the query cannot be read or is out of range"),
    ("invalid_rating", Kind::Invalid, "a rating is not 0 to 5"),
    (
        "invalid_refresh_token",
        Kind::Unauthenticated,
        "a refresh token is unknown, expired, revoked or was used before",
    ),
    ("invalid_repository_id", Kind::Invalid, "the id of a repository cannot be read"),
    ("invalid_role", Kind::Invalid, "a role is neither admin nor user"),
    (
        "invalid_root_secret",
        Kind::Invalid,
        "the configured root secret is not 64 hexadecimal digits (at start)",
    ),
    ("invalid_scope", Kind::Invalid, "a key is asked for without scopes or with unknown ones"),
    ("invalid_setting", Kind::Invalid, "a setting is out of range or not of its kind"),
    ("invalid_sidecar", Kind::Invalid, "an empty sidecar"),
    ("invalid_size", Kind::Invalid, "a thumbnail size that does not exist"),
    ("invalid_sort", Kind::Invalid, "an unknown order is asked for"),
    ("invalid_source_type", Kind::Invalid, "the input of a piece of work is neither body nor url nor file"),
    ("invalid_stack_mode", Kind::Invalid, "an unknown way of showing stacks is asked for"),
    ("invalid_status", Kind::Invalid, "a state of uploads that does not exist"),
    ("invalid_tab_space", Kind::Invalid, "an indentation that is not from 0 to 8"),
    ("invalid_tags", Kind::Invalid, "too many tags, or too long ones"),
    (
        "invalid_transform",
        Kind::Invalid,
        "the address asks for a picture that cannot be; `errors` names the parameter",
    ),
    ("invalid_type", Kind::Invalid, "an unknown kind of asset is asked for"),
    ("invalid_unit", Kind::Invalid, "statistics are asked for in an unknown unit"),
    ("invalid_upload_header", Kind::Invalid, "a header of a resumable upload is missing or cannot be read"),
    ("invalid_upload_size", Kind::Invalid, "a size of an upload that cannot be"),
    ("invalid_url", Kind::Invalid, "an address is not a plain http or https one"),
    ("invalid_user_id", Kind::Invalid, "the id of a user is too long or has control characters"),
    ("invalid_username", Kind::Invalid, "a user name does not fit the policy"),
    ("job_not_found", Kind::NotFound, "there is no such job of a program, or it is somebody else's"),
    ("key_ambiguous", Kind::Conflict, "several keys begin with the given prefix"),
    ("key_not_found", Kind::NotFound, "there is no such key"),
    ("key_revoked", Kind::Conflict, "a key is to be rotated that does not work any more"),
    ("key_switched_off", Kind::Forbidden, "a key that was taken back"),
    ("last_admin", Kind::Invalid, "the library would be left without an active administrator"),
    ("last_super_admin", Kind::Conflict, "the portal would be left without an active super administrator"),
    ("link_expired", Kind::Forbidden, "the time of a signed link is over"),
    ("link_not_found", Kind::NotFound, "a signed link is not ours, or leads to nothing any more"),
    ("llm_failed", Kind::Invalid, "the language model did not answer; the message says why"),
    (
        "llm_not_configured",
        Kind::Invalid,
        "no language model is chosen, or what is needed to reach it is missing",
    ),
    ("media_busy", Kind::Unavailable, "too many pictures wait for a decoder"),
    ("media_timeout", Kind::Unavailable, "decoding took too long"),
    ("missing_field", Kind::Invalid, "a form lacks a field it needs"),
    ("missing_file", Kind::Invalid, "a form without a file"),
    ("missing_filename", Kind::Invalid, "an upload without a file name"),
    ("missing_upload_id", Kind::Invalid, "the request does not say which upload"),
    ("model_unavailable", Kind::Unavailable, "a model is not installed on this server"),
    ("no_assets", Kind::Invalid, "no asset is named"),
    ("no_primary_repository", Kind::Invalid, "there is no primary repository"),
    ("no_thumbnail", Kind::NotFound, "there is no thumbnail yet, or never will be"),
    ("not_a_bio_album", Kind::Invalid, "the album is not one of species"),
    ("not_a_picture", Kind::Unprocessable, "the content is not a picture"),
    ("not_extracted", Kind::NotFound, "the metadata of the asset have not been read yet"),
    ("not_found", Kind::NotFound, "there is nothing at the address"),
    ("not_in_album", Kind::NotFound, "the asset is not in the album"),
    ("not_owner", Kind::Forbidden, "the thing belongs to another user"),
    ("not_retryable", Kind::Invalid, "the file was found corrupt"),
    ("not_stacked", Kind::NotFound, "a photo or video is in no stack"),
    ("not_text", Kind::Unprocessable, "the content is not the text it should be"),
    ("on_behalf_unknown", Kind::Invalid, "a key acts for a user who does not exist"),
    ("origin_not_allowed", Kind::Forbidden, "a page of another site asks with the cookie of this one"),
    ("output_not_found", Kind::NotFound, "there is no such output of a command, or its time is over"),
    ("passwords_differ", Kind::Invalid, "a new password and its repetition differ"),
    ("path_taken", Kind::Invalid, "a repository in that folder is registered already"),
    ("picture_too_large", Kind::Unprocessable, "a picture that would cost more than pictures may"),
    ("preset_limit", Kind::Conflict, "a client has as many presets as it may have"),
    ("preset_not_found", Kind::NotFound, "the client has no preset of this name"),
    (
        "preset_required",
        Kind::Forbidden,
        "the client's pictures come in its presets only, unless their addresses are signed",
    ),
    ("primary_exists", Kind::Conflict, "there is a primary repository already"),
    ("primary_first", Kind::Conflict, "the primary repository comes first"),
    ("primary_repository", Kind::Conflict, "the primary repository cannot be unregistered"),
    ("processing_failed", Kind::Unprocessable, "the work of a job failed, also when it was tried again"),
    ("quota_exceeded", Kind::TooLarge, "what a tenant may keep would be passed"),
    ("rate_limited", Kind::RateLimited, "a key, or an address without one, asks too often"),
    ("read_only", Kind::Forbidden, "the role of the administrator allows reading only"),
    ("reference_face", Kind::Invalid, "a reference picture shows no face, or more than one"),
    ("reference_missing", Kind::Invalid, "a mask of all but one person without that person's picture"),
    ("registration_closed", Kind::Forbidden, "strangers may not register on this server"),
    (
        "repository_detached",
        Kind::Unavailable,
        "the repository of an accepted upload is not registered any more",
    ),
    ("repository_not_found", Kind::NotFound, "there is no such repository"),
    ("result_too_large", Kind::Unprocessable, "the result of a piece of work would be too large"),
    ("scan_not_found", Kind::NotFound, "a repository was never scanned"),
    ("scope_missing", Kind::Forbidden, "the key lacks the scope the route needs"),
    ("semantic_unavailable", Kind::Unavailable, "there is no model for search by meaning"),
    ("session_completed", Kind::Conflict, "an upload in pieces is complete already"),
    ("session_expired", Kind::Conflict, "an upload in pieces was idle for too long"),
    ("share_expired", Kind::Gone, "the link was good, and its time is over"),
    ("share_not_found", Kind::NotFound, "there is no such share, or it was taken back"),
    ("sidecar_not_found", Kind::NotFound, "no sidecar was sent for this asset"),
    ("sidecar_too_large", Kind::TooLarge, "a sidecar passes its limit"),
    ("signature_required", Kind::Forbidden, "the client's pictures come to order only for signed addresses"),
    ("storage_full", Kind::InsufficientStorage, "database or disk cannot be written; nothing was accepted"),
    ("storage_limit_exceeded", Kind::Invalid, "the file does not fit into what is left of the user's space"),
    ("storage_read_only", Kind::InsufficientStorage, "the server may not write to its storage"),
    ("storage_unavailable", Kind::Unavailable, "the storage does not answer"),
    ("super_admin_required", Kind::Forbidden, "the route is for super administrators"),
    ("tenant_not_found", Kind::NotFound, "there is no such tenant"),
    ("too_many", Kind::Invalid, "too many assets or hashes are named"),
    ("too_many_attempts", Kind::RateLimited, "too many registrations, failed logins or failed refreshes"),
    ("too_many_pending_uploads", Kind::RateLimited, "too many forms of a user are out"),
    ("too_many_pixels", Kind::Invalid, "a picture is larger than the operator allows"),
    (
        "unauthenticated",
        Kind::Unauthenticated,
        "no credential, a bad one, an expired one, or an inactive account",
    ),
    ("unknown_owner", Kind::Invalid, "the default owner of a repository does not exist"),
    ("unknown_preset", Kind::Invalid, "an address names a preset that the client does not have"),
    ("unknown_repository", Kind::Invalid, "a scan is asked for in a repository that is not registered"),
    ("unknown_task", Kind::Invalid, "processing is asked for by a name that is no task"),
    ("unsupported_extension", Kind::Invalid, "a file name with an extension that is not taken"),
    ("unsupported_format", Kind::Unprocessable, "a picture of a format that is not worked on"),
    ("unsupported_type", Kind::Invalid, "a file of a type that is not supported"),
    (
        "upload_file_not_found",
        Kind::NotFound,
        "there is no such uploaded file to work on, or it is somebody else's",
    ),
    ("upload_in_use", Kind::Conflict, "a job works on the upload"),
    ("upload_interrupted", Kind::Invalid, "an upload broke off"),
    ("upload_not_found", Kind::NotFound, "there is no such upload, or it is somebody else's"),
    ("upload_not_ready", Kind::Invalid, "the file of an upload has not arrived yet"),
    ("upload_too_large", Kind::Invalid, "an upload passes the limit of the upload surface"),
    ("user_id_required", Kind::Invalid, "the request must name a user of the client"),
    ("user_not_found", Kind::NotFound, "there is no such user"),
    ("username_taken", Kind::Conflict, "another account has the user name"),
    ("weak_password", Kind::Invalid, "a password does not fit the policy"),
    ("webhook_not_configured", Kind::Conflict, "the client has no webhook address, or it is switched off"),
    ("wrong_current_password", Kind::Invalid, "the current password of an administrator is wrong"),
    ("wrong_password", Kind::Unauthenticated, "the current password is wrong"),
    ("wrong_position", Kind::Conflict, "a piece does not begin where the file ends"),
    ("wrong_type", Kind::Invalid, "the asset is of another kind than the version asked for"),
];

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::collections::BTreeMap;
    use std::path::{Path, PathBuf};

    use regex::Regex;

    use super::*;

    /// The name of a kind without its underscores, to compare `NotFound` with `not_found`.
    fn plain(name: &str) -> String {
        name.replace(['_', ' '], "").to_lowercase()
    }

    fn spaced(kind: Kind) -> String {
        let mut text = String::new();
        for c in format!("{kind:?}").chars() {
            if c.is_uppercase() && !text.is_empty() {
                text.push(' ');
            }
            text.push(c.to_ascii_lowercase());
        }
        text
    }

    fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                rust_files(&path, found);
            } else if path.extension().is_some_and(|e| e == "rs") {
                found.push(path);
            }
        }
    }

    fn crates() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
    }

    #[test]
    fn the_table_is_sorted_and_names_nothing_twice() {
        assert!(CODES.is_sorted_by(|a, b| a.0 < b.0));
    }

    #[test]
    fn every_code_in_core_and_server_is_in_the_table_under_its_kind() {
        let constructor =
            Regex::new(r#"(?:Error|Self)::(?:new\(\s*Kind::)?([A-Za-z_]+)(?:\(|,)\s*"([a-z_]+)""#).unwrap();
        let table: BTreeMap<&str, String> =
            CODES.iter().map(|(code, kind, _)| (*code, plain(&format!("{kind:?}")))).collect();
        let kinds: Vec<String> = table.values().cloned().collect();
        let (mut files, mut seen, mut problems) = (Vec::new(), 0, Vec::new());
        for room in ["core", "server"] {
            rust_files(&crates().join(room).join("src"), &mut files);
        }
        for file in files {
            let text = std::fs::read_to_string(&file).unwrap();
            for found in constructor.captures_iter(&text) {
                let (kind, code) = (plain(&found[1]), &found[2]);
                // Other constructors take a text, too.
                if !kinds.contains(&kind) {
                    continue;
                }
                seen += 1;
                if table.get(code) != Some(&kind) {
                    problems.push(format!("{}: {code} ({kind})", file.display()));
                }
            }
        }
        assert!(seen > 50, "the search finds the codes: {seen}");
        assert!(problems.is_empty(), "not in CODES, or under another kind:\n{}", problems.join("\n"));
    }

    /// `CALOTYPE_UPDATE_DOCS=1` writes the page instead of checking it.
    #[test]
    fn the_page_about_errors_shows_the_table() {
        let path = crates().parent().unwrap().join("docs").join("errors.md");
        let page = std::fs::read_to_string(&path).unwrap();
        let head = "| code | kind | when |\n|---|---|---|\n";
        let (before, _) = page.split_once(head).unwrap();
        let rows =
            CODES.iter().map(|(code, kind, when)| format!("| `{code}` | {} | {when} |\n", spaced(*kind)));
        let fresh = format!("{before}{head}{}", rows.collect::<String>());
        if std::env::var_os("CALOTYPE_UPDATE_DOCS").is_some() {
            std::fs::write(&path, fresh).unwrap();
        } else {
            assert_eq!(page, fresh, "run this test with CALOTYPE_UPDATE_DOCS=1");
        }
    }
}
