//! The same files read by exiftool and by us.

use serde_json::Value;

use super::{build::*, *};
use crate::video::samples::{Sample, picture};

/// Compares the tags that both have, and those of `names` that exiftool has.
fn compare(sample: &Sample, metadata: &Metadata, names: &[&str]) {
    let Some(theirs) = sample.exiftool() else { return };
    for name in names {
        let Some(expected) = theirs.get(*name) else { continue };
        let ours = metadata.raw.get(*name).unwrap_or(&Value::Null);
        assert_eq!(plain(ours), plain(expected), "{} {name}", sample.name());
    }
    let compared = names.iter().filter(|name| theirs.contains_key(**name)).count();
    assert!(compared * 2 >= names.len(), "exiftool knows only {compared} of {names:?}");
}

/// Numbers and their texts are the same to a reader.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

const PHOTO: &[&str] = &[
    "Make",
    "Model",
    "Orientation",
    "ExposureTime",
    "FNumber",
    "ISO",
    "DateTimeOriginal",
    "CreateDate",
    "ModifyDate",
    "OffsetTimeOriginal",
    "SubSecTimeOriginal",
    "SubSecDateTimeOriginal",
    "ExposureCompensation",
    "FocalLength",
    "FocalLengthIn35mmFormat",
    "LensModel",
    "LensInfo",
    "GPSLatitude",
    "GPSLongitude",
    "GPSPosition",
    "GPSAltitude",
    "GPSDateTime",
    "GPSImgDirection",
    "GPSImgDirectionRef",
    "Flash",
    "MeteringMode",
    "ExposureProgram",
    "WhiteBalance",
    "ColorSpace",
    "Software",
    "Artist",
    "Copyright",
    "ImageDescription",
    "UserComment",
    "ShutterSpeedValue",
    "ApertureValue",
    "MaxApertureValue",
    "SubjectDistance",
    "SceneCaptureType",
    "ImageWidth",
    "ImageHeight",
    "ImageSize",
    "Megapixels",
    "XResolution",
    "ResolutionUnit",
    "Rating",
    "Subject",
    "Title",
    "Description",
    "Creator",
    "Keywords",
    "Caption-Abstract",
    "ObjectName",
    "City",
    "By-line",
    "DateCreated",
    "FileType",
    "MIMEType",
];

const WRITTEN: &[&str] = &[
    "-EXIF:Make=FUJIFILM",
    "-EXIF:Model=X-T4",
    "-EXIF:Orientation=8",
    "-EXIF:ExposureTime=0.0008",
    "-EXIF:FNumber=5.6",
    "-EXIF:ISO=1600",
    "-EXIF:DateTimeOriginal=2023:05:01 12:00:00",
    "-EXIF:CreateDate=2023:05:01 12:00:01",
    "-EXIF:ModifyDate=2023:06:01 08:30:00",
    "-EXIF:OffsetTimeOriginal=+09:00",
    "-EXIF:SubSecTimeOriginal=123",
    "-EXIF:ExposureCompensation=0.6666667",
    "-EXIF:FocalLength=23.4",
    "-EXIF:FocalLengthIn35mmFormat=35",
    "-EXIF:LensModel=XF23mmF1.4 R",
    "-EXIF:LensInfo=23 23 1.4 1.4",
    "-EXIF:GPSLatitude=35.6895",
    "-EXIF:GPSLatitudeRef=N",
    "-EXIF:GPSLongitude=139.6917",
    "-EXIF:GPSLongitudeRef=E",
    "-EXIF:GPSAltitude=40.25",
    "-EXIF:GPSAltitudeRef=0",
    "-EXIF:GPSDateStamp=2023:05:01",
    "-EXIF:GPSTimeStamp=03:00:00",
    "-EXIF:GPSImgDirection=123.4",
    "-EXIF:GPSImgDirectionRef=T",
    "-EXIF:Flash=16",
    "-EXIF:MeteringMode=5",
    "-EXIF:ExposureProgram=3",
    "-EXIF:WhiteBalance=1",
    "-EXIF:ColorSpace=1",
    "-EXIF:Software=Digital Camera X-T4 Ver1.00",
    "-EXIF:Artist=Ada",
    "-EXIF:Copyright=(c) Ada",
    "-EXIF:ImageDescription=Temple & garden",
    "-EXIF:UserComment=K\u{f6}nig",
    "-EXIF:ShutterSpeedValue=0.0008",
    "-EXIF:ApertureValue=5.6",
    "-EXIF:MaxApertureValue=1.4",
    "-EXIF:SubjectDistance=3.2",
    "-EXIF:SceneCaptureType=1",
    "-XMP-xmp:Rating=4",
    "-XMP-dc:Subject=temple",
    "-XMP-dc:Subject=garden",
    "-XMP-dc:Title=A title",
    "-XMP-dc:Description=Words",
    "-XMP-dc:Creator=Ada",
];

#[test]
fn photos_tagged_by_exiftool_are_read_alike() {
    for (name, format) in
        [("a.jpg", Format::Jpeg), ("a.png", Format::Png), ("a.tiff", Format::Tiff), ("a.webp", Format::Webp)]
    {
        let Some(sample) = picture(name, 40, 30).tagged(WRITTEN) else { return };
        let metadata = read(&sample.bytes(), &About { upright: Some((30, 40)), ..about(format) });
        compare(&sample, &metadata, PHOTO);
        assert_eq!(metadata.specific["taken_time"], "2023-05-01T03:00:00.123Z", "{name}");
        assert_eq!(metadata.specific["capture_offset_minutes"], 540, "{name}");
        assert_eq!((metadata.rating, metadata.title.as_deref()), (Some(4), Some("A title")), "{name}");
        assert_eq!(metadata.tags, ["temple", "garden"], "{name}");
        assert_eq!(metadata.specific["exposure"], 0.67, "{name}");
    }
}

#[test]
fn iptc_written_by_exiftool_is_read_alike() {
    let written = [
        "-IPTC:Keywords=sea",
        "-IPTC:Keywords=Z\u{fc}rich",
        "-IPTC:Caption-Abstract=Words",
        "-IPTC:ObjectName=A title",
        "-IPTC:City=Z\u{fc}rich",
        "-IPTC:By-line=Ada",
        "-IPTC:DateCreated=2023:05:01",
        "-IPTC:CodedCharacterSet=UTF8",
        "-EXIF:ImageDescription=Also",
    ];
    let Some(sample) = picture("a.jpg", 8, 6).tagged(&written) else { return };
    let metadata = read_as(&sample.bytes(), Format::Jpeg);
    compare(
        &sample,
        &metadata,
        &["Keywords", "Caption-Abstract", "ObjectName", "City", "By-line", "DateCreated"],
    );
    assert_eq!(metadata.tags, ["sea", "Z\u{fc}rich"]);
}

#[test]
fn films_tagged_by_exiftool_are_read_alike() {
    let Some(film) = Sample::film("a.mov", "320x240", "2", &["-c:v", "libx264"]) else { return };
    let written = [
        "-Keys:Make=Apple",
        "-Keys:Model=iPhone 14",
        "-Keys:CreationDate=2023:05:01 12:00:00+02:00",
        "-Keys:GPSCoordinates=37.7749 -122.4194 10",
        "-Keys:ContentIdentifier=5B9A8C7D",
        "-Keys:Title=At sea",
        "-QuickTime:CreateDate=2023:05:01 10:00:00",
        "-XMP-xmp:Rating=3",
    ];
    let Some(film) = film.tagged(&written) else { return };
    let metadata = read_as(&film.bytes(), Format::Mov);
    let names = [
        "Make",
        "Model",
        "CreationDate",
        "GPSCoordinates",
        "ContentIdentifier",
        "Title",
        "CreateDate",
        "Duration",
        "CompressorID",
        "VideoFrameRate",
        "ImageWidth",
        "ImageHeight",
        "Rotation",
        "AudioFormat",
        "AudioSampleRate",
        "AvgBitrate",
        "FileType",
        "MIMEType",
        "Rating",
    ];
    compare(&film, &metadata, &names);
    assert_eq!(metadata.specific["recorded_time"], "2023-05-01T10:00:00Z");
    assert_eq!((metadata.taken.unwrap().offset_minutes, metadata.rating), (Some(120), Some(3)));
}

#[test]
fn matroska_is_read_alike() {
    let args =
        ["-c:v", "libx264", "-metadata", "title=At sea", "-metadata", "creation_time=2023-05-01T12:00:00Z"];
    let Some(film) = Sample::film("a.mkv", "320x240", "2", &args) else { return };
    let metadata = read_as(&film.bytes(), Format::Mkv);
    let names = [
        "Title",
        "MuxingApp",
        "WritingApp",
        "DateTimeOriginal",
        "Duration",
        "VideoCodecID",
        "ImageWidth",
        "ImageHeight",
        "VideoFrameRate",
        "AudioCodecID",
        "AudioChannels",
        "AudioSampleRate",
    ];
    compare(&film, &metadata, &names);
}

#[test]
fn a_dump_of_exiftool_gives_the_same_typed_fields_as_our_own_reading() {
    let Some(sample) = picture("a.jpg", 40, 30).tagged(WRITTEN) else { return };
    let Some(dump) = sample.exiftool() else { return };
    let ours = read(&sample.bytes(), &About { upright: Some((30, 40)), ..about(Format::Jpeg) });
    let mut theirs = Metadata::empty(Kind::Photo);
    theirs.complete_from_exiftool(&dump);
    for (name, value) in &ours.specific {
        let other = &theirs.specific[name];
        match (value.as_f64(), other.as_f64()) {
            (Some(a), Some(b)) => assert!((a - b).abs() < 1e-4, "{name}: {a} {b}"),
            _ => assert_eq!(value, other, "{name}"),
        }
    }
    assert_eq!(theirs.taken, ours.taken);
    assert_eq!((theirs.width, theirs.height), (ours.width, ours.height));
}

#[test]
fn our_reader_of_directories_agrees_with_kamadak_exif() {
    let tiff = exif(&camera());
    let theirs = ::exif::Reader::new().read_raw(tiff.clone()).unwrap();
    let tiff = super::tiff::Tiff::parse(&tiff).unwrap();
    let first = super::tiff::values(&tiff, &tiff.main().unwrap());
    for tag in [::exif::Tag::Make, ::exif::Tag::Model, ::exif::Tag::Orientation] {
        let field = theirs.get_field(tag, ::exif::In::PRIMARY).unwrap();
        let ours = first.iter().find(|value| value.tag == tag.number()).unwrap();
        match &field.value {
            ::exif::Value::Ascii(texts) => assert_eq!(ours.text().as_bytes(), texts[0]),
            value => assert_eq!(ours.unsigned(), value.get_uint(0)),
        }
    }
}
