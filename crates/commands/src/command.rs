//! What a command is, what it asks for, and what it answers.

use calotype_media::craft::{Bounds, Finish, Recipe, Start, Step};
use calotype_media::pages::Block;
use serde_json::{Map, Value};

use crate::given::{Address, Given};
use crate::look::{Answer, Question};
use crate::parameters::Spec;
use crate::refusal::Refusal;

/// One command: a row of the [table](crate::TABLE).
#[derive(Debug, Clone, Copy)]
pub struct Command {
    /// In the path, in small letters.
    pub name: &'static str,
    /// Other names for the same.
    pub aliases: &'static [&'static str],
    /// Where the documentation lists it.
    pub group: Group,
    /// Which methods it takes.
    pub methods: Methods,
    /// What it does, in sentences.
    pub about: &'static str,
    /// What it takes beside the picture.
    pub parameters: &'static [Spec],
    /// What of a request its picture comes from.
    pub picture: Picture,
    /// What it answers.
    pub returns: Returns,
    /// Whether it is for key holders only.
    pub needs_key: bool,
    /// Parameters of an example, as a query; the picture and the key are added to it.
    pub example: &'static str,
    /// Reads the parameters and says what is to be done.
    pub plan: fn(&Given) -> Result<Plan, Refusal>,
}

impl Command {
    /// What most commands are: a picture in, a picture out.
    pub(crate) const PICTURE: Command = Command {
        name: "",
        aliases: &[],
        group: Group::Effect,
        methods: Methods::Any,
        about: "",
        parameters: &[],
        picture: Picture::In("img"),
        returns: Returns::Picture,
        needs_key: true,
        example: "",
        plan: |_| Err(Refusal::Failed("a command without a plan".to_owned())),
    };
}

/// Where the documentation lists a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)] // the documented groups
pub enum Group {
    Face,
    Moderation,
    ContentAnalysis,
    Metadata,
    Document,
    Storage,
    Format,
    Gif,
    Drawing,
    Generation,
    MlEdit,
    Crypto,
    Colorspace,
    Geometry,
    Effect,
    Llm,
    Utility,
}

impl Group {
    /// The name in the documentation.
    pub fn name(self) -> &'static str {
        match self {
            Group::Face => "face",
            Group::Moderation => "moderation",
            Group::ContentAnalysis => "content-analysis",
            Group::Metadata => "metadata",
            Group::Document => "document",
            Group::Storage => "storage",
            Group::Format => "format",
            Group::Gif => "gif",
            Group::Drawing => "drawing",
            Group::Generation => "generation",
            Group::MlEdit => "ml-edit",
            Group::Crypto => "crypto",
            Group::Colorspace => "colorspace",
            Group::Geometry => "geometry",
            Group::Effect => "effect",
            Group::Llm => "llm",
            Group::Utility => "utility",
        }
    }
}

/// Which methods a command takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Methods {
    /// GET and POST.
    Any,
    /// POST alone.
    Post,
}

/// What of a request the picture comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Picture {
    /// There is none, or it is among the parameters.
    None,
    /// This parameter, or the file of the request.
    In(&'static str),
    /// The file of the request alone.
    Upload,
}

/// What a command answers beside `status`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Returns {
    /// `link`, `ssl_link` and `id` of a stored picture; the picture itself with `blob=true`.
    Picture,
    /// As [`Returns::Picture`], with more fields: name and example.
    PictureAnd(&'static [(&'static str, &'static str)]),
    /// Fields: name and example, as JSON.
    Fields(&'static [(&'static str, &'static str)]),
    /// `imgData` (base64), `mimeType` and `extension`; the picture itself with `blob=true`. Nothing is stored.
    Inline,
}

impl Returns {
    /// Whether the answer can be the file itself.
    pub fn has_blob(self) -> bool {
        matches!(self, Returns::Picture | Returns::PictureAnd(_) | Returns::Inline)
    }
}

/// What is to be done: which pictures are needed, and for what.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// Which, in this order. Who carries the plan out fetches them.
    pub pictures: Vec<Address>,
    /// For what.
    pub work: Work,
}

/// What is done with the pictures of a plan.
#[derive(Debug, Clone, PartialEq)]
pub enum Work {
    /// A picture is made of them.
    Craft {
        /// How.
        recipe: Box<Recipe>,
        /// What is answered beside the picture.
        fields: Map<String, Value>,
    },
    /// A text is set on pages.
    Typeset(Vec<Block>),
    /// Models are asked about them.
    Ask(Question),
    /// The first is described.
    Describe,
    /// The first is stored as it is.
    Keep,
    /// What was stored under this id or link is removed.
    Forget(String),
    /// Nothing is needed to answer.
    Say(Map<String, Value>),
    /// Other commands are carried out, one after the other.
    Call(Vec<Call>),
}

/// One command that a language model asks for.
#[derive(Debug, Clone, PartialEq)]
pub struct Call {
    /// What the model calls this call.
    pub id: Value,
    /// Which command.
    pub name: String,
    /// Its parameters.
    pub arguments: Map<String, Value>,
}

impl Plan {
    /// Steps on the picture of the request.
    pub(crate) fn steps(given: &Given, steps: Vec<Step>) -> Result<Plan, Refusal> {
        Plan::finished(given, steps, Finish::default())
    }

    /// Steps on the picture of the request, and how it is written.
    pub(crate) fn finished(given: &Given, steps: Vec<Step>, finish: Finish) -> Result<Plan, Refusal> {
        Ok(Plan::recipe(vec![given.address("img", None)?], Start::Picture, steps, finish))
    }

    /// A question about the picture of the request.
    pub(crate) fn ask(given: &Given, longest: u32, terms: Value, answer: Answer) -> Result<Plan, Refusal> {
        Ok(Plan::question(vec![given.address("img", None)?], longest, terms, answer))
    }

    /// A question about several pictures.
    pub(crate) fn question(pictures: Vec<Address>, longest: u32, terms: Value, answer: Answer) -> Plan {
        Plan { pictures, work: Work::Ask(Question { longest, terms, answer }) }
    }

    /// An answer that needs no picture. What is no object has no fields.
    pub(crate) fn say(answer: Value) -> Plan {
        let fields = match answer {
            Value::Object(fields) => fields,
            _ => Map::new(),
        };
        Plan { pictures: Vec::new(), work: Work::Say(fields) }
    }

    /// Everything about a picture that is made.
    pub(crate) fn recipe(pictures: Vec<Address>, start: Start, steps: Vec<Step>, finish: Finish) -> Plan {
        let recipe = Box::new(Recipe { start, steps, finish, bounds: Bounds::default() });
        Plan { pictures, work: Work::Craft { recipe, fields: Map::new() } }
    }
}
