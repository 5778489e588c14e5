//! Check digits, and letters that look like digits.

/// The check digit of a field: weights 7, 3, 1 over the values of its characters, modulo 10. `None` for a character that
/// machine-readable lines do not have.
pub(super) fn check_digit(field: &str) -> Option<char> {
    let mut sum = 0;
    for (byte, weight) in field.bytes().zip([7, 3, 1].into_iter().cycle()) {
        let value = match byte {
            b'0'..=b'9' => u32::from(byte - b'0'),
            b'A'..=b'Z' => u32::from(byte - b'A') + 10,
            b'<' => 0,
            _ => return None,
        };
        sum += value * weight;
    }
    char::from_digit(sum % 10, 10)
}

/// Whether `digit` is right for `field`. An empty field may have a filler in place of its digit.
pub(super) fn is_right(field: &str, digit: char) -> bool {
    check_digit(field) == Some(digit) || (digit == '<' && field.bytes().all(|byte| byte == b'<'))
}

/// The digit a letter is mistaken for.
pub(super) fn as_digit(c: char) -> char {
    match c {
        'O' | 'Q' | 'D' | 'U' => '0',
        'I' | 'L' => '1',
        'Z' => '2',
        'A' => '4',
        'S' => '5',
        'G' => '6',
        'T' => '7',
        'B' => '8',
        other => other,
    }
}

/// The letter a digit is mistaken for.
pub(super) fn as_letter(c: char) -> char {
    match c {
        '0' => 'O',
        '1' => 'I',
        '2' => 'Z',
        '4' => 'A',
        '5' => 'S',
        '6' => 'G',
        '7' => 'T',
        '8' => 'B',
        other => other,
    }
}

/// Most characters of a field that are doubted at the same time.
const DOUBTED: usize = 6;

/// A field of letters and digits for which `digit` is right: the field itself, else the one with the fewest characters
/// replaced by what they are mistaken for; `None` where there is no such, or several that are as near.
pub(super) fn mended(field: &str, digit: char) -> Option<String> {
    if is_right(field, digit) {
        return Some(field.to_owned());
    }
    let characters: Vec<char> = field.chars().collect();
    let other = |c: char| if c.is_ascii_digit() { as_letter(c) } else { as_digit(c) };
    let doubtful: Vec<usize> =
        (0..characters.len()).filter(|at| other(characters[*at]) != characters[*at]).collect();
    let doubtful = &doubtful[..doubtful.len().min(10)];
    let mut found: Option<(u32, Vec<String>)> = None;
    for choice in 1u32..1 << doubtful.len() {
        let count = choice.count_ones();
        if count as usize > DOUBTED || found.as_ref().is_some_and(|(least, _)| count > *least) {
            continue;
        }
        let mut candidate = characters.clone();
        for (bit, at) in doubtful.iter().enumerate() {
            if choice >> bit & 1 == 1 {
                candidate[*at] = other(candidate[*at]);
            }
        }
        let candidate: String = candidate.into_iter().collect();
        if is_right(&candidate, digit) {
            match &mut found {
                Some((least, all)) if *least == count => all.push(candidate),
                _ => found = Some((count, vec![candidate])),
            }
        }
    }
    match found {
        Some((_, mut all)) if all.len() == 1 => all.pop(),
        _ => None,
    }
}
