//! Files as packages carry them, made into files the runtime takes. No Python and no training framework is needed for it.

mod chunks;
mod fold;
mod half;
mod hdf5;
mod lite;
pub(crate) mod onnx;
mod torch;
mod xception;

pub(crate) use chunks::chunk_names;
pub(crate) use chunks::join as join_chunks;

use prost::Message as _;

use crate::catalogue::Form;

/// A file that is not what the catalogue says, although its checksum was right: a fault of this program.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub(crate) struct Broken(String);

pub(crate) fn broken(why: impl Into<String>) -> Broken {
    Broken(why.into())
}

/// What is installed for a file from a package.
pub(crate) fn convert(form: Form, bytes: Vec<u8>) -> Result<Vec<u8>, Broken> {
    match form {
        Form::AsIs => Ok(bytes),
        Form::FoldedAnySize => fold::fold(&bytes, &[(2, "height"), (3, "width")]),
        Form::FoldedBatch => fold::fold(&bytes, &[(0, "faces")]),
        Form::Xception => xception::to_onnx(&bytes),
        Form::Lite2 => lite::to_onnx(&bytes),
        Form::Labels => labels(&bytes),
        Form::Characters => characters(&bytes),
        Form::Vocabulary => vocabulary(&bytes),
        Form::HalfInChunks { .. } => half::to_single(&bytes),
    }
}

/// The value of the metadata key `character` of an ONNX file.
fn characters(bytes: &[u8]) -> Result<Vec<u8>, Broken> {
    let model = onnx::Model::decode(bytes).map_err(|e| broken(format!("no ONNX file: {e}")))?;
    let entry = model.metadata_props.into_iter().find(|entry| entry.key.as_deref() == Some("character"));
    Ok(entry.and_then(|entry| entry.value).ok_or_else(|| broken("no characters"))?.into_bytes())
}

/// Where the words of BERT's list begin; what stands before is for the network itself.
const FIRST_WORD: usize = 999;

/// A JSON list in which a word begins with `▁` and what continues one stands bare, to the list BERT came with, in which
/// words stand bare and what continues one begins with `##`.
fn vocabulary(bytes: &[u8]) -> Result<Vec<u8>, Broken> {
    let words: Vec<String> =
        serde_json::from_slice(bytes).map_err(|e| broken(format!("no list of words: {e}")))?;
    let mut list = String::new();
    for (number, word) in words.iter().enumerate() {
        match word.strip_prefix('▁') {
            _ if number == 1 => list.push_str("[unused0]"),
            _ if number < FIRST_WORD => list.push_str(word),
            Some(begin) => list.push_str(begin),
            None => {
                list.push_str("##");
                list.push_str(word);
            }
        }
        list.push('\n');
    }
    Ok(list.into_bytes())
}

/// The names of a JavaScript table `{ 0: 'tench, Tinca tinca', 2: 'great white shark, ' + 'Carcharodon', … }`, one a
/// line, in order.
fn labels(bytes: &[u8]) -> Result<Vec<u8>, Broken> {
    let text = std::str::from_utf8(bytes).map_err(|_| broken("no text"))?;
    let start = text.find("IMAGENET_CLASSES = {").ok_or_else(|| broken("no table of labels"))?;
    let mut names: Vec<String> = Vec::new();
    let mut rest = text[start..].chars().skip_while(|c| *c != '{').skip(1).peekable();
    while let Some(c) = rest.next() {
        match c {
            '}' => break,
            // A new entry; the number is its position.
            '0'..='9' => {
                let mut number = c.to_string();
                while let Some(digit) = rest.next_if(char::is_ascii_digit) {
                    number.push(digit);
                }
                if number != names.len().to_string() {
                    return Err(broken(format!("label {number} is not the next one")));
                }
                names.push(String::new());
            }
            quote @ ('\'' | '"') => {
                let name = names.last_mut().ok_or_else(|| broken("a name without its number"))?;
                while let Some(c) = rest.next() {
                    match c {
                        '\\' => name.extend(rest.next()),
                        c if c == quote => break,
                        c => name.push(c),
                    }
                }
            }
            _ => {}
        }
    }
    if names.is_empty() || names.iter().any(String::is_empty) {
        return Err(broken("a label without a name"));
    }
    Ok((names.join("\n") + "\n").into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_read_across_lines_and_quotes() {
        let script = "x; exports.IMAGENET_CLASSES = {\n 0: 'tench, Tinca',\n 1: 'great ' +\n   'shark',\n 2: 'jack-o\\'-lantern'\n};";
        assert_eq!(labels(script.as_bytes()).unwrap(), b"tench, Tinca\ngreat shark\njack-o'-lantern\n");
        assert!(labels(b"exports.IMAGENET_CLASSES = { 1: 'x' }").is_err());
    }
}
