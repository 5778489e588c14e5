//! What a list may be narrowed by, as a WHERE clause.

use sea_query::Value;
use uuid::Uuid;

use super::row::{Kind, Shelf};
use crate::db::Engine;
use crate::{Micros, value};

/// Whose rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Everybody's, ownerless rows included.
    Everything,
    /// One owner's.
    Owner(Uuid),
}

/// Whose assets, and of which repository: what an aggregate counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct View {
    /// Whose rows.
    pub scope: Scope,
    /// Of this repository only.
    pub repository: Option<Uuid>,
}

impl View {
    /// The one owner, where there is one.
    pub(crate) fn owner(self) -> Option<Uuid> {
        match self.scope {
            Scope::Everything => None,
            Scope::Owner(owner) => Some(owner),
        }
    }
}

/// How a file name is compared. Always without regard to case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameMatch {
    /// The text occurs anywhere.
    Contains,
    /// The name equals the pattern; `%` and `_` are wildcards.
    Matches,
    /// The name begins with the text.
    StartsWith,
    /// The name ends with the text.
    EndsWith,
}

/// A condition on the file name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilenameFilter {
    /// Text or pattern.
    pub value: String,
    /// How it is compared.
    pub how: NameMatch,
}

/// A box on the map, in degrees. West greater than east crosses the date line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GeoBox {
    /// Lower latitude.
    pub south: f64,
    /// Upper latitude.
    pub north: f64,
    /// Western longitude.
    pub west: f64,
    /// Eastern longitude.
    pub east: f64,
}

/// A condition on tags.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TagFilter {
    /// Tag name.
    pub name: String,
    /// Who set it; absent: anybody.
    pub source: Option<String>,
}

/// All conditions together; each present one must hold.
#[derive(Debug, Clone, PartialEq)]
pub struct Filter {
    /// Tenant.
    pub tenant: Uuid,
    /// Whose rows.
    pub scope: Scope,
    /// Library or trash.
    pub shelf: Shelf,
    /// Repository.
    pub repository: Option<Uuid>,
    /// Album.
    pub album: Option<Uuid>,
    /// Any of these kinds; empty: all.
    pub kinds: Vec<Kind>,
    /// RAW or not.
    pub raw: Option<bool>,
    /// Rating; 0 includes unrated.
    pub rating: Option<i64>,
    /// Exactly this rating; unrated is not 0.
    pub exact_rating: Option<i64>,
    /// Favourite; false includes undecided.
    pub liked: Option<bool>,
    /// File name.
    pub filename: Option<FilenameFilter>,
    /// A second condition on the file name.
    pub also_named: Option<FilenameFilter>,
    /// Not before.
    pub from: Option<Micros>,
    /// Not after.
    pub to: Option<Micros>,
    /// Exact camera model.
    pub camera: Option<String>,
    /// Exact lens model.
    pub lens: Option<String>,
    /// Where.
    pub location: Option<GeoBox>,
    /// Tag.
    pub tag: Option<TagFilter>,
    /// Exactly this local month, as yyyymm.
    pub month: Option<i64>,
}

impl Filter {
    /// Everything of a scope on a shelf.
    #[must_use]
    pub fn new(tenant: Uuid, scope: Scope, shelf: Shelf) -> Self {
        Self {
            tenant,
            scope,
            shelf,
            repository: None,
            album: None,
            kinds: Vec::new(),
            raw: None,
            rating: None,
            exact_rating: None,
            liked: None,
            filename: None,
            also_named: None,
            from: None,
            to: None,
            camera: None,
            lens: None,
            location: None,
            tag: None,
            month: None,
        }
    }

    /// Whether anything but tenant, scope and shelf narrows the list.
    #[must_use]
    pub fn is_narrow(&self) -> bool {
        *self != Self::new(self.tenant, self.scope, self.shelf)
    }

    /// Whether the counters can answer for this filter: nothing narrows it but scope, shelf, repository and kind.
    #[must_use]
    pub fn is_counted(&self, collapsed: bool) -> bool {
        let narrow = Self { repository: None, kinds: Vec::new(), ..self.clone() };
        // In a collapsed list a stack shows when any member matches, but is counted under its cover's repository
        // and kind.
        let split_by_counters = self.repository.is_some() || !self.kinds.is_empty();
        !(narrow.is_narrow() || collapsed && split_by_counters)
    }
}

/// SQL text with its values, built piece by piece.
#[derive(Debug, Default)]
pub(crate) struct Clause {
    pub(crate) sql: String,
    pub(crate) values: Vec<Value>,
}

impl Clause {
    /// Appends text in which each `?` stands for the next value.
    pub(crate) fn push(&mut self, sql: &str, values: impl IntoIterator<Item = Value>) -> &mut Self {
        let mut values = values.into_iter();
        for c in sql.chars() {
            match (c, c == '?') {
                (_, true) => {
                    if let Some(v) = values.next() {
                        self.values.push(v);
                        self.sql.push('$');
                        self.sql.push_str(&self.values.len().to_string());
                    }
                }
                (other, false) => self.sql.push(other),
            }
        }
        self
    }

    /// Appends the conditions of a filter on the table alias `t`, without `WHERE`.
    pub(crate) fn filter(&mut self, f: &Filter, t: &str, engine: Engine) -> &mut Self {
        self.push(&format!("{t}.shelf = ?"), [f.shelf.number().into()]);
        match f.scope {
            Scope::Everything => self.push(&format!(" AND {t}.tenant_id = ?"), [value(f.tenant)]),
            // A user belongs to one tenant, and the indexes of owners, which answer counts alone, have no other column for it.
            Scope::Owner(owner) => self.push(&format!(" AND {t}.owner_id = ?"), [value(owner)]),
        };
        if let Some(repository) = f.repository {
            self.push(&format!(" AND {t}.repository_id = ?"), [value(repository)]);
        }
        if let Some(album) = f.album {
            self.push(
                &format!(" AND {t}.id IN (SELECT asset_id FROM album_assets WHERE album_id = ?)"),
                [value(album)],
            );
        }
        if !f.kinds.is_empty() {
            let marks = vec!["?"; f.kinds.len()].join(", ");
            self.push(&format!(" AND {t}.kind IN ({marks})"), f.kinds.iter().map(|k| value(k.as_str())));
        }
        if let Some(raw) = f.raw {
            self.push(&format!(" AND {t}.is_raw = ?"), [value(raw)]);
        }
        match f.rating {
            Some(0) => {
                self.push(&format!(" AND ({t}.rating IS NULL OR {t}.rating = 0)"), []);
            }
            Some(rating) => {
                self.push(&format!(" AND {t}.rating = ?"), [value(rating)]);
            }
            None => {}
        }
        if let Some(rating) = f.exact_rating {
            self.push(&format!(" AND {t}.rating = ?"), [value(rating)]);
        }
        match f.liked {
            // Written like the partial index, so that SQLite may use it.
            Some(true) => {
                self.push(&format!(" AND {t}.liked"), []);
            }
            Some(false) => {
                self.push(&format!(" AND ({t}.liked IS NULL OR NOT {t}.liked)"), []);
            }
            None => {}
        }
        for name in f.filename.iter().chain(&f.also_named) {
            self.filename(name, t, engine);
        }
        if let Some(from) = f.from {
            self.push(&format!(" AND {t}.sort_time >= ?"), [value(from)]);
        }
        if let Some(to) = f.to {
            self.push(&format!(" AND {t}.sort_time <= ?"), [value(to)]);
        }
        if let Some(camera) = &f.camera {
            self.push(&format!(" AND {t}.camera_model = ?"), [value(camera.as_str())]);
        }
        if let Some(lens) = &f.lens {
            self.push(&format!(" AND {t}.lens_model = ?"), [value(lens.as_str())]);
        }
        if let Some(b) = &f.location {
            let (south, north) = (b.south.min(b.north), b.south.max(b.north));
            self.push(&format!(" AND {t}.gps_latitude BETWEEN ? AND ?"), [value(south), value(north)]);
            let join = if b.west > b.east { "OR" } else { "AND" };
            self.push(
                &format!(" AND ({t}.gps_longitude >= ? {join} {t}.gps_longitude <= ?)"),
                [value(b.west), value(b.east)],
            );
        }
        if let Some(tag) = &f.tag {
            self.push(
                &format!(
                    " AND {t}.id IN (SELECT at.asset_id FROM asset_tags at JOIN tags tg ON tg.number = at.tag_number
                     WHERE tg.tenant_id = ? AND tg.name = ?"
                ),
                [value(f.tenant), value(tag.name.as_str())],
            );
            if let Some(source) = &tag.source {
                self.push(" AND at.source = ?", [value(source.as_str())]);
            }
            self.push(")", []);
        }
        if let Some(month) = f.month {
            self.push(
                &format!(" AND {t}.day_key BETWEEN ? AND ?"),
                [value(month * 100), value(month * 100 + 99)],
            );
        }
        self
    }

    fn filename(&mut self, name: &FilenameFilter, t: &str, engine: Engine) {
        let text = name.value.to_lowercase();
        if name.how == NameMatch::Matches {
            self.push(&format!(" AND {t}.filename_key LIKE ?"), [value(text)]);
            return;
        }
        if engine == Engine::Postgres {
            let escaped = text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
            let pattern = match name.how {
                NameMatch::StartsWith => format!("{escaped}%"),
                NameMatch::EndsWith => format!("%{escaped}"),
                NameMatch::Contains | NameMatch::Matches => format!("%{escaped}%"),
            };
            self.push(&format!(" AND {t}.filename_key LIKE ?"), [value(pattern)]);
            return;
        }
        // The trigram index serves plain LIKE patterns of three characters and more; escapes would turn it off.
        if text.chars().count() >= 3 && !text.contains(['%', '_']) {
            self.push(
                &format!(" AND {t}.rowid IN (SELECT rowid FROM assets_filename WHERE filename_key LIKE ?)"),
                [value(format!("%{text}%"))],
            );
        }
        match name.how {
            NameMatch::StartsWith => {
                self.push(
                    &format!(" AND substr({t}.filename_key, 1, length(?)) = ?"),
                    [value(text.clone()), value(text)],
                );
            }
            NameMatch::EndsWith => {
                self.push(
                    &format!(" AND (? = '' OR substr({t}.filename_key, -length(?)) = ?)"),
                    [value(text.clone()), value(text.clone()), value(text)],
                );
            }
            NameMatch::Contains | NameMatch::Matches => {
                self.push(&format!(" AND instr({t}.filename_key, ?) > 0"), [value(text)]);
            }
        }
    }
}
