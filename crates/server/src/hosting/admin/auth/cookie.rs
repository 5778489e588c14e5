//! The cookie `admin_rt`: the refresh token, out of reach of scripts and of other sites.

use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use calotype_core::App;

const NAME: &str = "admin_rt";

/// The refresh token a request brings.
pub(super) fn token(jar: &CookieJar) -> Option<&str> {
    jar.get(NAME).map(Cookie::value).filter(|value| !value.is_empty())
}

/// Keeps a refresh token for its life.
pub(super) fn keep(app: &App, token: String, seconds: u64) -> CookieJar {
    set(app, token, i64::try_from(seconds).unwrap_or(i64::MAX))
}

/// Makes the browser forget it.
pub(super) fn forget(app: &App) -> CookieJar {
    set(app, String::new(), 0)
}

fn set(app: &App, value: String, seconds: i64) -> CookieJar {
    let cookie = Cookie::build((NAME, value))
        .http_only(true)
        .same_site(SameSite::Strict)
        .path("/")
        .secure(app.config.environment != "development")
        .max_age(time::Duration::seconds(seconds));
    CookieJar::new().add(cookie)
}
