//! `page` and `perPage` of clients' lists: what is out of range is refused, as documented.

use calotype_core::Error;
use serde::Deserialize;
use utoipa::IntoParams;

use super::error::ApiResult;
use super::wire::List;

/// What was asked.
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

impl Paging {
    /// Understands it.
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
        let page = number("page", self.page.as_deref(), 1, 1_000_000)?;
        let limit = number("perPage", self.per_page.as_deref(), 20, 100)?;
        Ok(Page { page, limit, offset: (page - 1) * limit })
    }
}

impl Page {
    /// The page of a list.
    pub(crate) fn answer<T>(self, data: Vec<T>, total: i64) -> List<T> {
        List::new(data, self.page, self.limit, total)
    }
}
