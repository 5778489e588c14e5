//! Colours as requests name them.

use calotype_media::craft::Rgba;

/// Nothing.
pub(crate) const TRANSPARENT: Rgba = [0; 4];

/// Reads a name of CSS, `gray0` to `gray100`, `#rgb`, `#rgba`, `#rrggbb`, `#rrggbbaa`, `rgb(…)`, `rgba(…)`, and `tr`,
/// `transparent` or `none` for nothing. In any case, with or without spaces; hexadecimal digits also without the `#`, which
/// is easily lost in an address.
pub(crate) fn read(text: &str) -> Option<Rgba> {
    let text: String =
        text.chars().filter(|letter| !letter.is_whitespace()).collect::<String>().to_ascii_lowercase();
    if matches!(text.as_str(), "tr" | "transparent" | "none") {
        return Some(TRANSPARENT);
    }
    if let Ok(at) = NAMES.binary_search_by_key(&text.as_str(), |row| row.0) {
        let [red, green, blue] = NAMES[at].1;
        return Some([red, green, blue, 255]);
    }
    if let Some(percent) = text.strip_prefix("gray").or_else(|| text.strip_prefix("grey")) {
        let percent: u32 = percent.parse().ok().filter(|percent| *percent <= 100)?;
        let value = ((percent * 255 + 50) / 100) as u8;
        return Some([value, value, value, 255]);
    }
    if let Some(inside) = text.strip_prefix("rgb").and_then(|rest| rest.strip_suffix(')')) {
        return function(inside.trim_start_matches('a').strip_prefix('(')?);
    }
    hexadecimal(text.strip_prefix('#').unwrap_or(&text))
}

fn hexadecimal(digits: &str) -> Option<Rgba> {
    if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    let value = |at: usize, length: usize| u8::from_str_radix(&digits[at..at + length], 16).ok();
    let short = |at: usize| value(at, 1).map(|value| value * 17);
    match digits.len() {
        3 => Some([short(0)?, short(1)?, short(2)?, 255]),
        4 => Some([short(0)?, short(1)?, short(2)?, short(3)?]),
        6 => Some([value(0, 2)?, value(2, 2)?, value(4, 2)?, 255]),
        8 => Some([value(0, 2)?, value(2, 2)?, value(4, 2)?, value(6, 2)?]),
        _ => None,
    }
}

/// The inside of `rgb(…)`: numbers or percentages, and an opacity from 0 to 1.
fn function(inside: &str) -> Option<Rgba> {
    let parts: Vec<&str> = inside.split(',').collect();
    let channel = |text: &str| -> Option<u8> {
        let value: f64 = match text.strip_suffix('%') {
            Some(percent) => percent.parse::<f64>().ok()? * 255.0 / 100.0,
            None => text.parse().ok()?,
        };
        value.is_finite().then(|| value.round().clamp(0.0, 255.0) as u8)
    };
    let opacity = match parts.get(3) {
        Some(text) => channel(&format!("{}%", text.parse::<f64>().ok()? * 100.0))?,
        None => 255,
    };
    match parts.as_slice() {
        [red, green, blue] | [red, green, blue, _] => {
            Some([channel(red)?, channel(green)?, channel(blue)?, opacity])
        }
        _ => None,
    }
}

/// The names of CSS, in the order of the alphabet.
#[rustfmt::skip]
const NAMES: &[(&str, [u8; 3])] = &[
    ("aliceblue", [240, 248, 255]),
    ("antiquewhite", [250, 235, 215]),
    ("aqua", [0, 255, 255]),
    ("aquamarine", [127, 255, 212]),
    ("azure", [240, 255, 255]),
    ("beige", [245, 245, 220]),
    ("bisque", [255, 228, 196]),
    ("black", [0, 0, 0]),
    ("blanchedalmond", [255, 235, 205]),
    ("blue", [0, 0, 255]),
    ("blueviolet", [138, 43, 226]),
    ("brown", [165, 42, 42]),
    ("burlywood", [222, 184, 135]),
    ("cadetblue", [95, 158, 160]),
    ("chartreuse", [127, 255, 0]),
    ("chocolate", [210, 105, 30]),
    ("coral", [255, 127, 80]),
    ("cornflowerblue", [100, 149, 237]),
    ("cornsilk", [255, 248, 220]),
    ("crimson", [220, 20, 60]),
    ("cyan", [0, 255, 255]),
    ("darkblue", [0, 0, 139]),
    ("darkcyan", [0, 139, 139]),
    ("darkgoldenrod", [184, 134, 11]),
    ("darkgray", [169, 169, 169]),
    ("darkgreen", [0, 100, 0]),
    ("darkgrey", [169, 169, 169]),
    ("darkkhaki", [189, 183, 107]),
    ("darkmagenta", [139, 0, 139]),
    ("darkolivegreen", [85, 107, 47]),
    ("darkorange", [255, 140, 0]),
    ("darkorchid", [153, 50, 204]),
    ("darkred", [139, 0, 0]),
    ("darksalmon", [233, 150, 122]),
    ("darkseagreen", [143, 188, 143]),
    ("darkslateblue", [72, 61, 139]),
    ("darkslategray", [47, 79, 79]),
    ("darkslategrey", [47, 79, 79]),
    ("darkturquoise", [0, 206, 209]),
    ("darkviolet", [148, 0, 211]),
    ("deeppink", [255, 20, 147]),
    ("deepskyblue", [0, 191, 255]),
    ("dimgray", [105, 105, 105]),
    ("dimgrey", [105, 105, 105]),
    ("dodgerblue", [30, 144, 255]),
    ("firebrick", [178, 34, 34]),
    ("floralwhite", [255, 250, 240]),
    ("forestgreen", [34, 139, 34]),
    ("fuchsia", [255, 0, 255]),
    ("gainsboro", [220, 220, 220]),
    ("ghostwhite", [248, 248, 255]),
    ("gold", [255, 215, 0]),
    ("goldenrod", [218, 165, 32]),
    ("gray", [128, 128, 128]),
    ("green", [0, 128, 0]),
    ("greenyellow", [173, 255, 47]),
    ("grey", [128, 128, 128]),
    ("honeydew", [240, 255, 240]),
    ("hotpink", [255, 105, 180]),
    ("indianred", [205, 92, 92]),
    ("indigo", [75, 0, 130]),
    ("ivory", [255, 255, 240]),
    ("khaki", [240, 230, 140]),
    ("lavender", [230, 230, 250]),
    ("lavenderblush", [255, 240, 245]),
    ("lawngreen", [124, 252, 0]),
    ("lemonchiffon", [255, 250, 205]),
    ("lightblue", [173, 216, 230]),
    ("lightcoral", [240, 128, 128]),
    ("lightcyan", [224, 255, 255]),
    ("lightgoldenrodyellow", [250, 250, 210]),
    ("lightgray", [211, 211, 211]),
    ("lightgreen", [144, 238, 144]),
    ("lightgrey", [211, 211, 211]),
    ("lightpink", [255, 182, 193]),
    ("lightsalmon", [255, 160, 122]),
    ("lightseagreen", [32, 178, 170]),
    ("lightskyblue", [135, 206, 250]),
    ("lightslategray", [119, 136, 153]),
    ("lightslategrey", [119, 136, 153]),
    ("lightsteelblue", [176, 196, 222]),
    ("lightyellow", [255, 255, 224]),
    ("lime", [0, 255, 0]),
    ("limegreen", [50, 205, 50]),
    ("linen", [250, 240, 230]),
    ("magenta", [255, 0, 255]),
    ("maroon", [128, 0, 0]),
    ("mediumaquamarine", [102, 205, 170]),
    ("mediumblue", [0, 0, 205]),
    ("mediumorchid", [186, 85, 211]),
    ("mediumpurple", [147, 112, 219]),
    ("mediumseagreen", [60, 179, 113]),
    ("mediumslateblue", [123, 104, 238]),
    ("mediumspringgreen", [0, 250, 154]),
    ("mediumturquoise", [72, 209, 204]),
    ("mediumvioletred", [199, 21, 133]),
    ("midnightblue", [25, 25, 112]),
    ("mintcream", [245, 255, 250]),
    ("mistyrose", [255, 228, 225]),
    ("moccasin", [255, 228, 181]),
    ("navajowhite", [255, 222, 173]),
    ("navy", [0, 0, 128]),
    ("oldlace", [253, 245, 230]),
    ("olive", [128, 128, 0]),
    ("olivedrab", [107, 142, 35]),
    ("orange", [255, 165, 0]),
    ("orangered", [255, 69, 0]),
    ("orchid", [218, 112, 214]),
    ("palegoldenrod", [238, 232, 170]),
    ("palegreen", [152, 251, 152]),
    ("paleturquoise", [175, 238, 238]),
    ("palevioletred", [219, 112, 147]),
    ("papayawhip", [255, 239, 213]),
    ("peachpuff", [255, 218, 185]),
    ("peru", [205, 133, 63]),
    ("pink", [255, 192, 203]),
    ("plum", [221, 160, 221]),
    ("powderblue", [176, 224, 230]),
    ("purple", [128, 0, 128]),
    ("rebeccapurple", [102, 51, 153]),
    ("red", [255, 0, 0]),
    ("rosybrown", [188, 143, 143]),
    ("royalblue", [65, 105, 225]),
    ("saddlebrown", [139, 69, 19]),
    ("salmon", [250, 128, 114]),
    ("sandybrown", [244, 164, 96]),
    ("seagreen", [46, 139, 87]),
    ("seashell", [255, 245, 238]),
    ("sienna", [160, 82, 45]),
    ("silver", [192, 192, 192]),
    ("skyblue", [135, 206, 235]),
    ("slateblue", [106, 90, 205]),
    ("slategray", [112, 128, 144]),
    ("slategrey", [112, 128, 144]),
    ("snow", [255, 250, 250]),
    ("springgreen", [0, 255, 127]),
    ("steelblue", [70, 130, 180]),
    ("tan", [210, 180, 140]),
    ("teal", [0, 128, 128]),
    ("thistle", [216, 191, 216]),
    ("tomato", [255, 99, 71]),
    ("turquoise", [64, 224, 208]),
    ("violet", [238, 130, 238]),
    ("wheat", [245, 222, 179]),
    ("white", [255, 255, 255]),
    ("whitesmoke", [245, 245, 245]),
    ("yellow", [255, 255, 0]),
    ("yellowgreen", [154, 205, 50]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_can_be_said_in_many_ways() {
        for orange in
            ["orange", "Orange", "#ffa500", "ffa500", "#FFA500FF", "rgb(255, 165, 0)", "rgba(255,165,0,1)"]
        {
            assert_eq!(read(orange), Some([255, 165, 0, 255]), "{orange}");
        }
        assert_eq!(read("#f00"), Some([255, 0, 0, 255]));
        assert_eq!(read("rgb(100%,50%,0%)"), Some([255, 128, 0, 255]));
        assert_eq!(read("grey50"), Some([128, 128, 128, 255]));
        for nothing in ["tr", "transparent", "none", "rgba(9,9,9,0)"] {
            assert_eq!(read(nothing).map(|colour| colour[3]), Some(0), "{nothing}");
        }
    }

    #[test]
    fn what_is_no_colour_is_refused() {
        for wrong in ["", "no such colour", "#12", "rgb(1,2)", "rgb(a,b,c)", "gray101", "#ggg"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_names_stand_in_the_order_of_the_alphabet() {
        assert!(NAMES.is_sorted_by_key(|row| row.0));
    }
}
