//! Commands as tools of language models.

pub(crate) mod llm_tools;
pub(crate) mod toolcall;
