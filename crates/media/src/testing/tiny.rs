//! One small valid file of every format calotype reads; `testdata/tiny` says how they were made.

/// A file name with the right extension, and the file.
pub type Sample = (&'static str, &'static [u8]);

macro_rules! sample {
    ($name:literal) => {
        ($name, include_bytes!(concat!("../../../../testdata/tiny/", $name)) as &[u8])
    };
}

/// The samples that come from files; what a test writes by hand is not among them.
pub const FILES: &[Sample] = &[
    sample!("tiny.jpg"),
    sample!("progressive.jpg"),
    sample!("cmyk.jpg"),
    sample!("tiny.png"),
    sample!("tiny.gif"),
    sample!("tiny.webp"),
    sample!("animated.webp"),
    sample!("tiny.avif"),
    sample!("tiny.heic"),
    sample!("tiny.jxl"),
    sample!("tiny.tif"),
    sample!("tiny.bmp"),
    sample!("tiny.mp4"),
    sample!("tiny.mov"),
    sample!("tiny.mkv"),
    sample!("tiny.webm"),
    sample!("tiny.avi"),
    sample!("tiny.mp3"),
    sample!("tiny.flac"),
    sample!("tiny.m4a"),
    sample!("tiny.ogg"),
    sample!("tiny.opus"),
    sample!("tiny.wav"),
    sample!("tiny.aiff"),
];

/// The sample of this name.
///
/// # Panics
/// When there is none.
pub fn file(name: &str) -> &'static [u8] {
    FILES.iter().find(|(known, _)| *known == name).expect("a sample of this name").1
}

/// A drawing, as text.
pub const SVG: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="64" height="48">
<defs><linearGradient id="g"><stop stop-color="red"/><stop offset="1" stop-color="blue"/></linearGradient></defs>
<rect width="64" height="48" fill="url(#g)"/><circle id="c" cx="20" cy="20" r="10" fill="#0f08"/>
<use xlink:href="#c" x="20"/><text x="5" y="40" font-size="10">calotype</text></svg>
"##;

/// A page with a rectangle and no fonts.
pub fn pdf() -> Vec<u8> {
    pdf_of(&[
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 120 80] /Contents 4 0 R >>",
        "<< /Length 41 >>\nstream\n0.2 0.5 0.9 rg 10 10 100 60 re f 0 0 0 RG S\nendstream",
    ])
}

/// A document of these objects, numbered from 1, the first being the catalogue; with a right cross-reference
/// table.
pub fn pdf_of(objects: &[impl AsRef<[u8]>]) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (number, object) in objects.iter().enumerate() {
        table.push_str(&format!("{:010} 00000 n \n", file.len()));
        file.extend_from_slice(format!("{} 0 obj\n", number + 1).as_bytes());
        file.extend_from_slice(object.as_ref());
        file.extend_from_slice(b"\nendobj\n");
    }
    let start = file.len();
    file.extend_from_slice(table.as_bytes());
    let trailer =
        format!("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1);
    file.extend_from_slice(trailer.as_bytes());
    file
}

/// A Photoshop file of 4×3 pixels: the flattened picture, no layers.
pub fn psd() -> Vec<u8> {
    let mut file = b"8BPS\x00\x01\0\0\0\0\0\0\x00\x03\0\0\0\x03\0\0\0\x04\x00\x08\x00\x03".to_vec();
    // No colour table, no resources, no layers; then uncompressed planes.
    file.extend_from_slice(&[0; 12]);
    file.extend_from_slice(&[0, 0]);
    file.extend((0..3 * 4 * 3).map(|value| value * 7));
    file
}
