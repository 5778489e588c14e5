use super::*;
use crate::testing::{Pixels, drawn, inference, photograph};

fn texts(inference: &Inference, pixels: &Pixels) -> Vec<Line> {
    inference.read_text(pixels.picture(), &TextOptions::default()).unwrap().value
}

#[test]
fn printed_lines_are_read_in_order() {
    let Some(inference) = inference() else { return };
    let Some(pixels) = drawn(
        900,
        360,
        r#"<text x="40" y="80" font-size="40">Invoice No. 2026-0417</text>
           <text x="720" y="80" font-size="40">Page 1</text>
           <text x="40" y="170" font-size="32">Total amount: 1,284.50 EUR</text>
           <text x="40" y="260" font-size="32">Grüße aus Köln</text>"#,
    ) else {
        return;
    };
    let lines = texts(&inference, &pixels);
    let read: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
    assert_eq!(read, ["Invoice No. 2026-0417", "Page 1", "Total amount: 1,284.50 EUR", "Grüße aus Köln"]);
    for line in &lines {
        assert!(line.confidence > 0.9, "{line:?}");
    }
    // The first line begins at 40 and stands on 80.
    let [upper_left, _, lower_right, _] = lines[0].corners;
    assert!((upper_left[0] - 40.0).abs() < 12.0 && (upper_left[1] - 48.0).abs() < 14.0, "{upper_left:?}");
    assert!((lower_right[1] - 88.0).abs() < 14.0, "{lower_right:?}");
}

#[test]
fn a_tilted_line_is_read_too() {
    let Some(inference) = inference() else { return };
    let words = r#"<text x="60" y="120" font-size="36" transform="rotate(12 300 150)">Stairway to the harbour</text>"#;
    let Some(pixels) = drawn(640, 320, words) else { return };
    let lines = texts(&inference, &pixels);
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert_eq!(lines[0].text, "Stairway to the harbour");
    let [left, right, ..] = lines[0].corners;
    assert!(right[1] > left[1] + 50.0, "{lines:?}");
}

#[test]
fn a_scanned_page_is_read_and_a_cat_says_nothing() {
    let (Some(inference), Some(page), Some(cat)) =
        (inference(), photograph("page.png"), photograph("cat.png"))
    else {
        return;
    };
    let read: String = texts(&inference, &page).iter().map(|line| line.text.to_lowercase() + " ").collect();
    for word in ["region", "segmentation", "markers", "histogram"] {
        assert!(read.contains(word), "{word} is not in {read:?}");
    }
    assert_eq!(texts(&inference, &cat), []);
}
