//! The documented commands that are not enabled, and why. The list shrinks; a test holds it and the table together against
//! the documented names.

use crate::command::Group;

/// A command that answers 501.
#[derive(Debug, Clone, Copy)]
pub struct Disabled {
    /// In the path.
    pub name: &'static str,
    /// Where the documentation lists it.
    pub group: Group,
    /// Why, for who calls it.
    pub reason: &'static str,
}

const MODEL: &str = "needs a model that cannot be had as a package";
const LANGUAGE: &str = "needs a language model, which this server does not run";
const VISION: &str =
    "needs a model that answers about pictures in words; none of a size this server can run is free";
const BROWSER: &str = "needs a browser that opens foreign pages, which is not run here for safety";

/// In the order of the documentation.
#[rustfmt::skip]
pub const DISABLED: &[Disabled] = &[
    Disabled { name: "facegenerate", group: Group::Face, reason: "needs a model that makes up faces; there is none to be had" },
    Disabled { name: "describe", group: Group::ContentAnalysis, reason: VISION },
    Disabled { name: "query", group: Group::ContentAnalysis, reason: VISION },
    Disabled { name: "setopt", group: Group::Format, reason: "sets raw options of ImageMagick, which this server does not use" },
    Disabled { name: "screencapture", group: Group::Generation, reason: BROWSER },
    Disabled { name: "urlcapture", group: Group::Generation, reason: BROWSER },
    Disabled { name: "txtremove", group: Group::MlEdit, reason: MODEL },
    Disabled { name: "colorize", group: Group::MlEdit, reason: MODEL },
    Disabled { name: "chat", group: Group::Llm, reason: LANGUAGE },
    Disabled { name: "answer", group: Group::Llm, reason: LANGUAGE },
    Disabled { name: "coder", group: Group::Llm, reason: LANGUAGE },
    Disabled { name: "embedding", group: Group::Llm, reason: LANGUAGE },
    Disabled { name: "summarize", group: Group::Llm, reason: LANGUAGE },
];
