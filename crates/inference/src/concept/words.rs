//! Texts in the pieces BERT knows (WordPiece, lower case): words, and parts of words that it has not seen whole.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Longer words are unknown, as in the original.
const LONGEST_WORD: usize = 100;

/// The list of pieces.
#[derive(Debug)]
pub(super) struct Words {
    numbers: HashMap<String, i64>,
    begin: i64,
    end: i64,
    unknown: i64,
}

impl Words {
    /// From the pieces in the order of their numbers; those that continue a word begin with `##`.
    pub(super) fn new(lines: &[String]) -> Result<Self, String> {
        let numbers: HashMap<String, i64> =
            lines.iter().enumerate().map(|(number, piece)| (piece.clone(), number as i64)).collect();
        let of =
            |piece: &str| numbers.get(piece).copied().ok_or_else(|| format!("no {piece} in the vocabulary"));
        let (begin, end, unknown) = (of("[CLS]")?, of("[SEP]")?, of("[UNK]")?);
        Ok(Self { numbers, begin, end, unknown })
    }

    /// Numbers of the pieces of a text between the marks for begin and end, `longest` of them at most.
    pub(super) fn pieces(&self, text: &str, longest: usize) -> Vec<i64> {
        let mut pieces = vec![self.begin];
        for word in words(text) {
            if pieces.len() >= longest {
                break;
            }
            self.split(&word, &mut pieces);
        }
        pieces.truncate(longest - 1);
        pieces.push(self.end);
        pieces
    }

    /// The longest piece that fits, again and again; a word for which this fails is unknown as a whole.
    fn split(&self, word: &str, pieces: &mut Vec<i64>) {
        let characters: Vec<char> = word.chars().collect();
        if characters.len() > LONGEST_WORD {
            pieces.push(self.unknown);
            return;
        }
        let (mut start, before) = (0, pieces.len());
        while start < characters.len() {
            let found = (start + 1..=characters.len()).rev().find_map(|end| {
                let part: String = characters[start..end].iter().collect();
                let part = if start > 0 { format!("##{part}") } else { part };
                self.numbers.get(&part).map(|number| (end, *number))
            });
            let Some((end, number)) = found else {
                pieces.truncate(before);
                pieces.push(self.unknown);
                return;
            };
            pieces.push(number);
            start = end;
        }
    }
}

/// The words of a text in lower case and without accents; punctuation and Chinese characters stand alone.
fn words(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    for c in text.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        if c == '\0' || c == '\u{fffd}' || (c.is_control() && !c.is_whitespace()) {
            continue;
        }
        if c.is_whitespace() {
            words.push(String::new());
        } else if is_punctuation(c) || is_chinese(c) {
            words.push(c.to_string());
            words.push(String::new());
        } else if let Some(word) = words.last_mut() {
            word.push(c);
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// What ASCII has of signs, and the blocks of general and Chinese punctuation.
fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation()
        || matches!(c, '¡' | '§' | '«' | '¶' | '·' | '»' | '¿' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}')
        || matches!(c, '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{ff01}'..='\u{ff0f}')
}

fn is_chinese(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2ceaf}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn small() -> Words {
        let pieces =
            ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "play", "##ing", "##ed", "un", "##play", "cafe", ".", "中"];
        Words::new(&pieces.map(str::to_owned)).unwrap()
    }

    #[test]
    fn words_come_apart_into_the_longest_pieces() {
        assert_eq!(small().pieces("Playing unplayed café.", 20), [2, 4, 5, 7, 8, 6, 9, 10, 3]);
        assert_eq!(small().pieces("xyz play中", 20), [2, 1, 4, 11, 3]);
        assert_eq!(small().pieces("", 20), [2, 3]);
    }

    #[test]
    fn what_is_too_long_is_cut_before_the_end_mark() {
        assert_eq!(small().pieces("play play play play", 4), [2, 4, 4, 3]);
        assert_eq!(small().pieces(&"a".repeat(200), 10), [2, 1, 3]);
    }
}
