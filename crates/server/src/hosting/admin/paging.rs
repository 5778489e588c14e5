//! `page` and `perPage` of the portal's lists: junk is the default, too large is the maximum, as documented.

use serde::Deserialize;
use utoipa::IntoParams;

use crate::hosting::wire::List;

/// What was typed. Texts, because junk is forgiven.
#[derive(Debug, Default, Clone, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub(crate) struct Paging {
    /// From 1.
    #[param(value_type = Option<i64>, minimum = 1, default = 1)]
    page: Option<String>,
    /// At most 100.
    #[param(value_type = Option<i64>, minimum = 1, maximum = 100, default = 20)]
    per_page: Option<String>,
}

/// Pages further out than any list reaches.
const LAST_PAGE: i64 = 1_000_000;

impl Paging {
    /// Which page, from 1.
    pub(crate) fn page(&self) -> i64 {
        number(self.page.as_deref()).unwrap_or(1).min(LAST_PAGE)
    }

    /// How many on a page.
    pub(crate) fn limit(&self) -> i64 {
        number(self.per_page.as_deref()).unwrap_or(20).min(100)
    }

    /// How many come before it.
    pub(crate) fn offset(&self) -> i64 {
        (self.page() - 1) * self.limit()
    }

    /// A page of a list.
    pub(crate) fn answer<T>(&self, data: Vec<T>, total: i64) -> List<T> {
        List::new(data, self.page(), self.limit(), total)
    }
}

fn number(text: Option<&str>) -> Option<i64> {
    text?.trim().parse().ok().filter(|number| *number >= 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn junk_is_the_default_and_too_much_the_maximum() {
        for (page, per_page, expected) in [
            (None, None, (1, 20, 0)),
            (Some("3"), Some("50"), (3, 50, 100)),
            (Some("0"), Some("101"), (1, 100, 0)),
            (Some("-2"), Some("many"), (1, 20, 0)),
            (Some("2"), Some("0"), (2, 20, 20)),
            (Some("99999999999999999999"), None, (1, 20, 0)),
        ] {
            let paging = Paging { page: page.map(str::to_owned), per_page: per_page.map(str::to_owned) };
            assert_eq!((paging.page(), paging.limit(), paging.offset()), expected);
        }
    }
}
