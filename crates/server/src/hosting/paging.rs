//! `page` and `perPage`. Clients' lists refuse what is out of range, the portal's forgive it, both as documented.

use calotype_core::Error;
use serde::Deserialize;
use utoipa::IntoParams;

use super::error::ApiResult;
use super::wire::List;

/// What was typed. Texts, because of what is done about junk.
#[derive(Debug, Default, Clone, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub(crate) struct Paging {
    /// From 1.
    #[param(value_type = Option<i64>, minimum = 1, default = 1)]
    page: Option<String>,
    /// 1 to 100.
    #[param(value_type = Option<i64>, minimum = 1, maximum = 100, default = 20)]
    per_page: Option<String>,
}

/// A page that was understood.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Page {
    page: i64,
    /// Most items.
    pub(crate) limit: i64,
    /// Items left out.
    pub(crate) offset: i64,
}

/// Pages further out than any list reaches.
const LAST_PAGE: i64 = 1_000_000;

/// Items of a page.
const USUAL: i64 = 20;
/// Most of them.
const MOST: i64 = 100;

impl Paging {
    /// Understands it, or says what is wrong.
    ///
    /// # Errors
    /// `invalid_page`.
    pub(crate) fn read(&self) -> ApiResult<Page> {
        let number = |name: &str, text: Option<&str>, usual: i64, most: i64| match text {
            None => Ok(usual),
            Some(text) => {
                let number = text.trim().parse::<i64>().ok().filter(|number| (1..=most).contains(number));
                number.ok_or_else(|| {
                    let problem = format!("is a whole number from 1 to {most}");
                    Error::invalid("invalid_page", format!("{name} {problem}.")).field(name, problem)
                })
            }
        };
        let page = number("page", self.page.as_deref(), 1, LAST_PAGE)?;
        let limit = number("perPage", self.per_page.as_deref(), USUAL, MOST)?;
        Ok(Page::new(page, limit))
    }

    /// Understands it somehow: junk is the default, too large is the maximum.
    pub(crate) fn forgive(&self) -> Page {
        let number = |text: Option<&str>| text?.trim().parse::<i64>().ok().filter(|number| *number >= 1);
        let page = number(self.page.as_deref()).unwrap_or(1).min(LAST_PAGE);
        Page::new(page, number(self.per_page.as_deref()).unwrap_or(USUAL).min(MOST))
    }
}

impl Page {
    const fn new(page: i64, limit: i64) -> Self {
        Self { page, limit, offset: (page - 1) * limit }
    }

    /// The page of a list.
    pub(crate) fn answer<T>(self, data: Vec<T>, total: i64) -> List<T> {
        List::new(data, self.page, self.limit, total)
    }
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
            let page = paging.forgive();
            assert_eq!((page.page, page.limit, page.offset), expected);
        }
    }

    #[test]
    fn clients_are_told_what_is_out_of_range() {
        let read = |page: &str, per_page: &str| {
            Paging { page: Some(page.to_owned()), per_page: Some(per_page.to_owned()) }.read()
        };
        assert!(read("3", "50").is_ok_and(|page| (page.limit, page.offset) == (50, 100)));
        for (page, per_page, field) in [("0", "1", "page"), ("x", "1", "page"), ("1", "101", "perPage")] {
            assert!(read(page, per_page).is_err_and(|error| error.0.fields[0].0 == field));
        }
    }
}
