//! What a caller may ask of a list, as they said it, and what it means.

use calotype_store::assets::{
    FilenameFilter, Filter, GeoBox, Kind, NameMatch, Scope, Shelf, Sort, TagFilter, View,
};
use calotype_store::{Conn, Micros};
use chrono::{DateTime, NaiveDate, NaiveTime, TimeZone as _};
use chrono_tz::Tz;
use uuid::Uuid;

use crate::access;
use crate::actor::Actor;
use crate::albums;
use crate::error::{Error, Result};

/// The filter as the caller said it. Absent means: not narrowed.
#[derive(Debug, Clone, Default)]
pub struct FilterInput {
    /// Repository id.
    pub repository_id: Option<String>,
    /// Album by its integer.
    pub album_id: Option<i64>,
    /// One kind.
    pub kind: Option<String>,
    /// Any of these kinds.
    pub kinds: Vec<String>,
    /// Owner by their integer; honoured for administrators only.
    pub owner_id: Option<i64>,
    /// RAW or not.
    pub raw: Option<bool>,
    /// Rating; 0 includes unrated.
    pub rating: Option<i64>,
    /// Favourite; false includes undecided.
    pub liked: Option<bool>,
    /// Text or pattern and operator.
    pub filename: Option<(String, Option<String>)>,
    /// First moment: day or RFC 3339.
    pub from: Option<String>,
    /// Last moment: day or RFC 3339.
    pub to: Option<String>,
    /// The trash instead of the library.
    pub is_deleted: bool,
    /// Exact camera model.
    pub camera_model: Option<String>,
    /// Exact lens.
    pub lens: Option<String>,
    /// North, south, east, west.
    pub location: Option<[f64; 4]>,
    /// Tag name.
    pub tag_name: Option<String>,
    /// Who set the tag.
    pub tag_source: Option<String>,
}

/// The order a word asks for.
///
/// # Errors
/// `invalid_sort` for any other word.
pub fn sort(word: Option<&str>) -> Result<Sort> {
    match word {
        None | Some("" | "date_captured") => Ok(Sort::Captured),
        Some("recently_added") => Ok(Sort::Added),
        Some(_) => Err(Error::invalid("invalid_sort", "sort_by must be date_captured or recently_added.")),
    }
}

/// Whether stacks become one item each.
///
/// # Errors
/// `invalid_stack_mode` for any other word.
pub fn collapsed(word: Option<&str>) -> Result<bool> {
    match word {
        None | Some("" | "collapsed") => Ok(true),
        Some("expanded") => Ok(false),
        Some(_) => Err(Error::invalid("invalid_stack_mode", "stack_mode must be collapsed or expanded.")),
    }
}

/// What a filter means for this actor.
///
/// # Errors
/// `unauthenticated` for nobody; `invalid_*` for words and numbers that make no sense; `album_not_found` and the owner
/// rule's refusals for albums.
pub async fn filter(
    conn: &mut Conn,
    actor: &Actor,
    input: &FilterInput,
    timezone: Option<&str>,
) -> Result<Filter> {
    let scope = match access::scope(actor)? {
        access::Scope::Owner(me) => Scope::Owner(me),
        access::Scope::Everything => match input.owner_id {
            Some(number) => {
                let owner = calotype_store::users::get_by_number(conn, actor.tenant, number).await?;
                // An unknown owner owns nothing.
                Scope::Owner(owner.map_or(Uuid::nil(), |o| o.id))
            }
            None => Scope::Everything,
        },
    };
    let shelf = if input.is_deleted { Shelf::Trash } else { Shelf::Listed };
    let mut filter = Filter::new(actor.tenant, scope, shelf);
    filter.repository = repository(input.repository_id.as_deref())?;
    if let Some(number) = input.album_id {
        filter.album = Some(albums::open(conn, actor, number).await?.id);
    }
    for word in input.kind.iter().chain(&input.kinds).filter(|w| !w.is_empty()) {
        let kind = Kind::parse(word)
            .ok_or_else(|| Error::invalid("invalid_type", "type must be PHOTO, VIDEO, AUDIO or DOCUMENT."))?;
        if !filter.kinds.contains(&kind) {
            filter.kinds.push(kind);
        }
    }
    // Both given: an asset must satisfy both.
    if let (Some(one), false) = (input.kind.as_deref().and_then(Kind::parse), input.kinds.is_empty()) {
        if !input.kinds.iter().any(|k| Kind::parse(k) == Some(one)) {
            filter.scope = Scope::Owner(Uuid::nil());
        }
        filter.kinds = vec![one];
    }
    filter.raw = input.raw;
    filter.rating = match input.rating {
        Some(rating) if !(0..=5).contains(&rating) => {
            return Err(Error::invalid("invalid_rating", "rating must be 0 to 5."));
        }
        other => other,
    };
    filter.liked = input.liked;
    filter.filename =
        input.filename.as_ref().filter(|(value, _)| !value.is_empty()).map(|(value, operator)| {
            let how = match operator.as_deref() {
                Some("matches") => NameMatch::Matches,
                Some("starts_with" | "startswith") => NameMatch::StartsWith,
                Some("ends_with" | "endswith") => NameMatch::EndsWith,
                _ => NameMatch::Contains,
            };
            FilenameFilter { value: value.clone(), how }
        });
    (filter.from, filter.to) = dates(input.from.as_deref(), input.to.as_deref(), timezone)?;
    filter.camera = input.camera_model.clone().filter(|t| !t.is_empty());
    filter.lens = input.lens.clone().filter(|t| !t.is_empty());
    filter.location = input.location.map(|[north, south, east, west]| GeoBox { south, north, west, east });
    filter.tag = input
        .tag_name
        .clone()
        .filter(|t| !t.is_empty())
        .map(|name| TagFilter { name, source: input.tag_source.clone().filter(|t| !t.is_empty()) });
    Ok(filter)
}

/// What the actor's aggregates count, in one repository or in all.
///
/// # Errors
/// `unauthenticated`, `invalid_repository_id`.
pub fn view(actor: &Actor, repository_id: Option<&str>) -> Result<View> {
    Ok(View { scope: access::scope(actor)?.into(), repository: repository(repository_id)? })
}

/// The repository of a query, if it names one; an empty text names none.
fn repository(text: Option<&str>) -> Result<Option<Uuid>> {
    text.filter(|t| !t.is_empty()).map(repository_id).transpose()
}

/// A repository id in a query or filter.
///
/// # Errors
/// `invalid_repository_id`.
pub fn repository_id(text: &str) -> Result<Uuid> {
    Uuid::parse_str(text)
        .map_err(|_| Error::invalid("invalid_repository_id", "repository_id must be a UUID."))
}

/// The first and last moment of a date range. Days are days of the viewer's time zone; a lone first day is that day.
fn dates(
    from: Option<&str>,
    to: Option<&str>,
    timezone: Option<&str>,
) -> Result<(Option<Micros>, Option<Micros>)> {
    let zone: Tz = timezone.and_then(|name| name.parse().ok()).unwrap_or(Tz::UTC);
    let from = from.filter(|t| !t.is_empty()).map(|t| moment(t, zone)).transpose()?;
    let to = to.filter(|t| !t.is_empty()).map(|t| moment(t, zone)).transpose()?;
    let last = match (from, to) {
        (Some(Moment::Day { end, .. }), None) => Some(end),
        (_, Some(Moment::Day { end, .. })) => Some(end),
        (_, Some(Moment::Instant(at))) => Some(at),
        (_, None) => None,
    };
    let first = from.map(|m| match m {
        Moment::Day { start, .. } => start,
        Moment::Instant(at) => at,
    });
    Ok((first, last))
}

#[derive(Debug, Clone, Copy)]
enum Moment {
    Day { start: Micros, end: Micros },
    Instant(Micros),
}

fn moment(text: &str, zone: Tz) -> Result<Moment> {
    if let Ok(day) = NaiveDate::parse_from_str(text, "%Y-%m-%d") {
        let start = midnight(day, zone);
        let end = day.succ_opt().map_or(Micros::MAX, |next| midnight(next, zone) - 1);
        return Ok(Moment::Day { start, end });
    }
    DateTime::parse_from_rfc3339(text)
        .map(|t| Moment::Instant(t.timestamp_micros()))
        .map_err(|_| Error::invalid("invalid_date", "Dates must be YYYY-MM-DD or RFC 3339."))
}

/// The first moment of a day in a zone. Where clocks skip midnight, the day begins at the first hour that exists.
fn midnight(day: NaiveDate, zone: Tz) -> Micros {
    (0..4)
        .find_map(|hour| {
            let wall = day.and_time(NaiveTime::from_hms_opt(hour, 0, 0)?);
            zone.from_local_datetime(&wall).earliest()
        })
        .map_or_else(|| day.and_time(NaiveTime::MIN).and_utc().timestamp_micros(), |t| t.timestamp_micros())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn utc(text: &str) -> Micros {
        DateTime::parse_from_rfc3339(text).unwrap().timestamp_micros()
    }

    #[test]
    fn a_lone_first_day_is_that_day_where_the_viewer_is() {
        let range = dates(Some("2024-07-01"), None, Some("Europe/Berlin")).unwrap();
        assert_eq!(range, (Some(utc("2024-06-30T22:00:00Z")), Some(utc("2024-07-01T22:00:00Z") - 1)));
    }

    #[test]
    fn an_unknown_zone_is_utc_and_an_instant_is_itself() {
        let range = dates(Some("2024-07-01T10:00:00+02:00"), Some("2024-07-02"), Some("Mars/Base")).unwrap();
        assert_eq!(range, (Some(utc("2024-07-01T08:00:00Z")), Some(utc("2024-07-03T00:00:00Z") - 1)));
    }

    #[test]
    fn other_texts_are_refused() {
        assert_eq!(dates(Some("yesterday"), None, None).unwrap_err().code, "invalid_date");
        assert!(dates(Some(""), None, None).unwrap().0.is_none());
    }
}
