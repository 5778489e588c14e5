use proptest::prelude::*;

use super::digits::{check_digit, mended};
use super::*;
use crate::testing::{drawn, inference, photograph};

/// The passport, cards and visas that ICAO Doc 9303 prints as examples.
const PASSPORT: [&str; 2] =
    ["P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10"];
const CARD: [&str; 3] =
    ["I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<"];
const OLD_CARD: [&str; 2] = ["I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "D231458907UTO7408122F1204159<<<<<<<6"];
const VISA: [&str; 2] =
    ["V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L8988901C4XXX4009078F96121096ZE184226B<<<<<<"];
const SMALL_VISA: [&str; 2] =
    ["V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "L8988901C4XXX4009078F9612109<<<<<<<<"];

#[test]
fn the_examples_of_the_standard_are_read_and_valid() {
    for (lines, format, number) in [
        (&PASSPORT[..], MrzFormat::Td3, "L898902C3"),
        (&CARD[..], MrzFormat::Td1, "D23145890"),
        (&OLD_CARD[..], MrzFormat::Td2, "D23145890"),
        (&VISA[..], MrzFormat::MrvA, "L8988901C"),
        (&SMALL_VISA[..], MrzFormat::MrvB, "L8988901C"),
    ] {
        let read = read_lines(lines).unwrap();
        assert_eq!(read.format, format);
        assert!(read.valid, "{read:?}");
        assert_eq!(read.surname, "ERIKSSON");
        assert_eq!(read.given_names, "ANNA MARIA");
        assert_eq!(read.issuer, "UTO");
        assert_eq!(read.number, number);
        assert_eq!(read.sex, Sex::Female);
        assert_eq!(read.lines, lines);
    }
    let read = read_lines(&PASSPORT).unwrap();
    assert_eq!((read.birth_date.as_str(), read.expiry_date.as_str()), ("740812", "120415"));
    assert_eq!((read.document_code.as_str(), read.optional.as_str()), ("P", "ZE184226B"));
}

#[test]
fn letters_where_digits_belong_are_read_as_those_and_the_other_way_round() {
    let spoilt =
        ["P<UT0ER1KSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L8989O2C36UTO74O8I22F12O4I59ZE184226B<<<<<1O"];
    let read = read_lines(&spoilt).unwrap();
    assert!(read.valid, "{read:?}");
    assert_eq!(read.lines, PASSPORT);
}

#[test]
fn fillers_that_were_miscounted_are_put_right() {
    let spoilt = ["P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<10"];
    let read = read_lines(&spoilt).unwrap();
    assert_eq!(read.lines, PASSPORT);
    let spoilt = ["Some print above of the same length as these", PASSPORT[0], PASSPORT[1]];
    assert_eq!(read_lines(&spoilt).unwrap().lines, PASSPORT);
}

#[test]
fn a_wrong_digit_is_named_and_ordinary_print_is_nothing() {
    let spoilt = [PASSPORT[0], "L898902C36UTO7408132F1204159ZE184226B<<<<<10"];
    let read = read_lines(&spoilt).unwrap();
    assert!(!read.valid);
    assert_eq!(read.wrong, ["birth_date", "composite"]);
    assert_eq!(
        read_lines(&[
            "PLEASE KEEP THIS RECEIPT FOR YOUR OWN RECORDS",
            "TOTAL 12.80 EUR PAID IN CASH ON 12 APRIL 2026"
        ]),
        None
    );
    assert_eq!(read_lines(&[]), None);
}

#[test]
fn a_number_that_is_too_long_for_its_field_goes_on_behind_it() {
    // ICAO Doc 9303-5, the example of a long number.
    let card = [
        "I<UTOD23145890<7349<<<<<<<<<<<",
        "3407127M9507122UTO<<<<<<<<<<<2",
        "STEVENSON<<PETER<JOHN<<<<<<<<<",
    ];
    let read = read_lines(&card).unwrap();
    assert_eq!(read.number, "D23145890734");
    assert!(read.valid, "{read:?}");
    assert_eq!(read.sex, Sex::Male);
}

#[test]
fn a_passport_is_read_from_its_picture() {
    let Some(inference) = inference() else { return };
    let fragment = format!(
        r##"<g transform="rotate(1.5 500 400)" fill="#222"><text x="60" y="90" font-size="34">REPUBLIC OF UTOPIA</text>
            <text x="60" y="190" font-size="28">Eriksson</text><text x="60" y="240" font-size="28">Anna Maria</text>
            <g font-family="DejaVu Sans Mono" font-size="34" xml:space="preserve">
            <text x="50" y="600">{}</text><text x="50" y="660">{}</text></g></g>"##,
        PASSPORT[0].replace('<', "&lt;"),
        PASSPORT[1].replace('<', "&lt;")
    );
    let Some(pixels) = drawn(1010, 720, &fragment) else { return };
    let answer = inference.read_mrz(pixels.picture()).unwrap();
    let read = answer.value.expect("machine-readable lines");
    assert!(read.valid, "{read:?}");
    assert_eq!(read.number, "L898902C3");
    assert_eq!(read.surname, "ERIKSSON");
    let Some(cat) = photograph("cat.png") else { return };
    assert_eq!(inference.read_mrz(cat.picture()).unwrap().value, None);
}

proptest! {
    #[test]
    fn one_wrong_character_of_a_number_is_mended_or_noticed(number in "[A-Z0-9]{9}", at in 0usize..9) {
        let digit = check_digit(&number).unwrap();
        prop_assert_eq!(mended(&number, digit), Some(number.clone()));
        let mut spoilt: Vec<char> = number.chars().collect();
        spoilt[at] = if spoilt[at] == 'K' { 'M' } else { 'K' };
        let spoilt: String = spoilt.into_iter().collect();
        if let Some(mended) = mended(&spoilt, digit) {
            prop_assert_eq!(check_digit(&mended), Some(digit));
        }
    }

    #[test]
    fn nothing_that_is_read_brings_it_down(lines in proptest::collection::vec("[A-Z0-9<PVI ]{20,50}", 0..5)) {
        let texts: Vec<&str> = lines.iter().map(String::as_str).collect();
        if let Some(read) = read_lines(&texts) {
            prop_assert_eq!(read.valid, read.wrong.is_empty());
        }
    }
}
