//! SVG: entities, references, filters and files.

use super::compress::gzip_spaces;
use super::{HostileFile, Verdict};

const HEAD: &str = "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' width='100' height='100'>";

pub(super) fn files() -> Vec<HostileFile> {
    let svg =
        |name: &str, verdict, text: String| HostileFile::new(name, "drawing.svg", verdict, text.into_bytes());
    let drawing = |body: &str| format!("{HEAD}{body}</svg>");
    vec![
        svg("svg entity bomb", Verdict::Refused, entity_bomb()),
        svg("svg external entity", Verdict::Either, {
            format!("<!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>{}", drawing("<text y='20'>&x;</text>"))
        }),
        svg("svg use bomb", Verdict::Either, use_bomb()),
        svg("svg that uses itself", Verdict::Either, drawing("<g id='a'><use xlink:href='#a'/><use xlink:href='#b'/></g><g id='b'><use xlink:href='#a'/></g>")),
        svg("svg pattern that fills itself", Verdict::Either, drawing(
            "<pattern id='p' width='9' height='9'><rect width='9' height='9' fill='url(#p)'/></pattern><rect width='99' height='99' fill='url(#p)'/>",
        )),
        svg("svg mask and clip in circles", Verdict::Either, drawing(
            "<mask id='m'><rect width='9' height='9' mask='url(#m)'/></mask><clipPath id='c' clip-path='url(#c)'><rect width='9' height='9'/></clipPath>\
             <rect width='99' height='99' mask='url(#m)' clip-path='url(#c)'/>",
        )),
        svg("svg picture from a file", Verdict::Either, drawing("<image width='9' height='9' xlink:href='/etc/passwd'/><image width='9' height='9' href='file:///etc/passwd'/>")),
        svg("svg picture from the network", Verdict::Either, drawing("<image width='9' height='9' xlink:href='http://127.0.0.1:1/x.png'/>")),
        svg("svg style from a file", Verdict::Either, format!("<?xml-stylesheet href='/etc/passwd'?>{}", drawing("<style>@import url(/etc/passwd);</style><rect width='9' height='9'/>"))),
        svg("svg within svg within svg", Verdict::Either, nested_pictures()),
        svg("svg of a blur over a million pixels", Verdict::Either, drawing(
            "<filter id='f'><feGaussianBlur stdDeviation='1000000'/></filter><rect width='99' height='99' filter='url(#f)'/>",
        )),
        svg("svg of a thousand filters on a large canvas", Verdict::Either, {
            let steps = "<feTurbulence baseFrequency='0.01' numOctaves='999'/><feMorphology radius='500'/>".repeat(500);
            format!(
                "<svg xmlns='http://www.w3.org/2000/svg' width='2000' height='2000'><filter id='f' x='-9' y='-9' width='99' height='99'>{steps}</filter>\
                 <rect width='2000' height='2000' filter='url(#f)'/></svg>"
            )
        }),
        svg("svg of 10⁹ pixels a side", Verdict::Either, "<svg xmlns='http://www.w3.org/2000/svg' width='1000000000' height='1000000000'><rect width='9' height='9'/></svg>".to_owned()),
        svg("svg of 10³⁰⁰ pixels a side", Verdict::Either, "<svg xmlns='http://www.w3.org/2000/svg' width='1e300' height='1e300' viewBox='0 0 1e-300 1e-300'><rect width='9' height='9'/></svg>".to_owned()),
        svg("svg without a size", Verdict::Either, "<svg xmlns='http://www.w3.org/2000/svg' width='0' height='-5'><rect width='9' height='9'/></svg>".to_owned()),
        svg("svg of not-a-numbers", Verdict::Either, drawing("<path d='M NaN inf L 1e999 -1e999 Z' stroke='red' stroke-width='NaN' transform='matrix(1e99 1e99 1e99 1e99 1e99 1e99)'/>")),
        svg("svg nested a hundred thousand deep", Verdict::Either, format!("{HEAD}{}", "<g>".repeat(100_000))),
        svg("svg nested a thousand deep and closed", Verdict::Either, drawing(&format!("{}<rect width='9' height='9'/>{}", "<g opacity='.9'>".repeat(1_000), "</g>".repeat(1_000)))),
        svg("svg path of a million points", Verdict::Either, drawing(&format!("<path stroke='red' stroke-dasharray='0.001' d='M0 0{}'/>", " 1 99 99 1".repeat(250_000)))),
        svg("svg text of a million letters", Verdict::Either, drawing(&format!("<text y='20'>{}</text>", "Ǻ".repeat(1_000_000)))),
        svg("svg of dashes without end", Verdict::Either, drawing("<path stroke='red' stroke-width='9' stroke-dasharray='1e-9' d='M0 0 L 1e9 1e9'/>")),
        svg("svg that ends early", Verdict::Refused, format!("{HEAD}<rect width='9'")),
        svg("compressed svg bomb", Verdict::Either, String::new()).with_bytes(gzip_spaces(HEAD.as_bytes(), 400, b"</svg>")),
    ]
}

impl HostileFile {
    fn with_bytes(mut self, bytes: Vec<u8>) -> Self {
        self.bytes = bytes;
        self
    }
}

fn entity_bomb() -> String {
    let mut text = "<!DOCTYPE svg [<!ENTITY a0 'ha'>".to_owned();
    for level in 1..30 {
        text.push_str(&format!("<!ENTITY a{level} '{}'>", format!("&a{};", level - 1).repeat(10)));
    }
    format!("{text}]>{HEAD}<text>&a29;</text></svg>")
}

fn use_bomb() -> String {
    let mut text = format!("{HEAD}<defs><rect id='u0' width='9' height='9'/>");
    for level in 1..30 {
        let uses = format!("<use xlink:href='#u{}'/>", level - 1).repeat(10);
        text.push_str(&format!("<g id='u{level}'>{uses}</g>"));
    }
    format!("{text}</defs><use xlink:href='#u29'/></svg>")
}

/// Each drawing holds the next one as a `data:` picture.
fn nested_pictures() -> String {
    let mut text = format!("{HEAD}<rect width='9' height='9'/></svg>");
    for _ in 0..8 {
        let inner = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, &text);
        let image = format!("<image width='9' height='9' xlink:href='data:image/svg+xml;base64,{inner}'/>");
        text = format!("{HEAD}{image}{image}</svg>");
    }
    text
}
