//! `/settings`.

mod runtime_info;
mod system;
mod validate_llm;
