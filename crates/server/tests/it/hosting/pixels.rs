//! What becomes of the pixels themselves.

use image::codecs::gif::GifEncoder;
use image::{Delay, DynamicImage, Frame, ImageFormat, Rgba, RgbaImage};

use super::world::{Program, TINY, decoded, id};
use crate::app::{TestApp, on_both_engines};
use crate::client::Form;

on_both_engines![
    what_is_transparent_stays_so_except_in_a_jpeg,
    a_turned_photograph_stands_upright_and_says_nothing_of_its_camera,
    a_gif_that_moves_goes_on_moving,
];

async fn host(shop: &Program, name: &str, bytes: &[u8]) -> String {
    let form = Form::new().file("file", name, "application/octet-stream", bytes);
    let answer = shop.form("u1", "/v2/images", form).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    format!("/v2/images/{}", id(&answer.json()))
}

async fn what_is_transparent_stays_so_except_in_a_jpeg(app: TestApp) {
    let shop = Program::new(&app, "shop").await;
    let half = RgbaImage::from_fn(32, 16, |x, _| if x < 16 { Rgba([200, 0, 0, 255]) } else { Rgba([0; 4]) });
    let mut png = Vec::new();
    half.write_to(&mut std::io::Cursor::new(&mut png), ImageFormat::Png).unwrap();
    let url = host(&shop, "half.png", &png).await;
    let pixel = async |query: &str| -> [u8; 4] {
        let picture = app.anonymous().get(&format!("{url}{query}")).await;
        image::load_from_memory(&picture.bytes).unwrap().to_rgba8().get_pixel(28, 8).0
    };
    assert_eq!(pixel("").await[3], 0);
    assert_eq!(pixel("?format=png").await[3], 0);
    let [red, green, blue, alpha] = pixel("?format=jpeg").await;
    assert!(red > 245 && green > 245 && blue > 245 && alpha == 255, "white, not {red} {green} {blue}");
    let [red, green, blue, _] = pixel("?format=jpeg&bg=0000ff").await;
    assert!(red < 10 && green < 10 && blue > 245, "the colour that was asked for");
}

async fn a_turned_photograph_stands_upright_and_says_nothing_of_its_camera(app: TestApp) {
    let shop = Program::new(&app, "shop").await;
    let mut jpeg = Vec::new();
    let picture = image::load_from_memory(TINY).unwrap();
    let picture = DynamicImage::ImageRgb8(picture.to_rgb8());
    picture.write_to(&mut std::io::Cursor::new(&mut jpeg), ImageFormat::Jpeg).unwrap();
    // Exif with one entry: orientation 6, "turn me a quarter to the right".
    let exif = b"\xff\xe1\x00\x22Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
    let turned = [&jpeg[..2], exif, &jpeg[2..]].concat();
    let url = host(&shop, "turned.jpg", &turned).await;
    let stored = app.anonymous().get(&url).await;
    assert_eq!(decoded(&stored), (32, 48));
    assert!(!stored.bytes.windows(4).any(|window| window == b"EXIF" || window == b"Exif"));
    let left_above = picture.to_rgb8().get_pixel(2, 2).0;
    let right_above = image::load_from_memory(&stored.bytes).unwrap().to_rgb8().get_pixel(29, 2).0;
    let apart = left_above.iter().zip(right_above).map(|(a, b)| a.abs_diff(b)).max().unwrap();
    assert!(apart < 60, "{left_above:?} is {right_above:?} now");
    let small = app.anonymous().get(&format!("{url}?h=24&format=jpeg")).await;
    assert_eq!(decoded(&small), (16, 24));
}

async fn a_gif_that_moves_goes_on_moving(app: TestApp) {
    let shop = Program::new(&app, "shop").await;
    let mut gif = Vec::new();
    let frame = |colour: [u8; 4]| {
        let picture = RgbaImage::from_pixel(16, 8, Rgba(colour));
        Frame::from_parts(picture, 0, 0, Delay::from_numer_denom_ms(100, 1))
    };
    let colours = [[255, 0, 0, 255], [0, 0, 255, 255], [0, 255, 0, 255]];
    GifEncoder::new(&mut gif).encode_frames(colours.map(frame)).unwrap();
    let url = host(&shop, "three.gif", &gif).await;
    let frames = |bytes: &[u8]| bytes.windows(4).filter(|window| window == b"ANMF").count();
    for (query, count) in [("", 3), ("?w=8", 3), ("?thumb=true", 0)] {
        let picture = app.anonymous().get(&format!("{url}{query}")).await;
        assert_eq!(picture.header("content-type"), Some("image/webp"));
        assert_eq!(frames(&picture.bytes), count, "{query}");
    }
    let still = app.anonymous().get(&format!("{url}?format=jpeg")).await;
    let [red, _, blue] = image::load_from_memory(&still.bytes).unwrap().to_rgb8().get_pixel(8, 4).0;
    assert!(red > 200 && blue < 60, "the first frame");
}
