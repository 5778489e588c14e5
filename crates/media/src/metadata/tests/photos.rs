//! What photos say, container by container and rule by rule.

use ::exif::{Tag, Value};
use serde_json::json;

use super::{build::*, *};

fn taken(metadata: &Metadata) -> Option<(i64, Option<i32>)> {
    metadata.taken.map(|time| (time.utc_micros, time.offset_minutes))
}

#[test]
fn a_photo_of_a_camera_is_read_whole() {
    let file = jpeg(&[exif_segment(&exif(&camera()))]);
    let about = About { file_name: "DSC_1.NEF", upright: Some((6, 8)), ..about(Format::Jpeg) };
    let metadata = read(&file, &about);
    assert_eq!(
        serde_json::Value::Object(metadata.specific.clone()),
        json!({
            "taken_time": "2023-05-01T10:00:00.25Z", "capture_offset_minutes": 120, "camera_model": "NIKON Z 6",
            "lens_model": "NIKKOR Z 24-70mm f/4 S", "exposure_time": "1/125", "f_number": 2.8, "focal_length": 50,
            "iso_speed": 400, "exposure": -0.33, "dimensions": "6x8", "resolution": "0MP",
            "gps_latitude": 37.0 + 46.0 / 60.0 + 29.64 / 3600.0, "gps_longitude": -(122.0 + 25.0 / 60.0 + 9.84 / 3600.0),
            "is_raw": true
        })
    );
    assert_eq!(taken(&metadata), Some((1_682_935_200_250_000, Some(120))));
    assert_eq!(metadata.camera_make.as_deref(), Some("NIKON CORPORATION"));
    assert_eq!((metadata.width, metadata.height), (Some(6), Some(8)));
    let gps = metadata.gps.unwrap();
    assert_eq!((gps.geohash5.as_str(), gps.geohash7.as_str()), ("9q8yy", "9q8yyk8"));
    for (name, value) in [
        ("FileType", json!("JPEG")),
        ("ExposureTime", json!("1/125")),
        ("FNumber", json!(2.8)),
        ("FocalLength", json!("50.0 mm")),
        ("ExposureCompensation", json!("-1/3")),
        ("Orientation", json!("Rotate 90 CW")),
        ("GPSLatitude", json!("37 deg 46' 29.64\" N")),
        ("SubSecDateTimeOriginal", json!("2023:05:01 12:00:00.25+02:00")),
        // As stored, not as shown.
        ("ImageSize", json!("8x6")),
    ] {
        assert_eq!(metadata.raw.get(name), Some(&value), "{name}");
    }
    assert_eq!(metadata.notes, Vec::<String>::new());
}

#[test]
fn the_answer_crosses_a_process_boundary() {
    let metadata = read_as(&jpeg(&[exif_segment(&exif(&camera()))]), Format::Jpeg);
    let text = serde_json::to_string(&metadata).unwrap();
    let mut arrived: Metadata = serde_json::from_str(&text).unwrap();
    // Reading JSON may cost the last bit of a fraction.
    let (ours, theirs) = metadata.gps.as_ref().zip(arrived.gps.as_mut()).unwrap();
    assert!(
        (ours.latitude - theirs.latitude).abs() < 1e-12 && (ours.longitude - theirs.longitude).abs() < 1e-12
    );
    theirs.clone_from(ours);
    for name in ["gps_latitude", "gps_longitude"] {
        arrived.specific[name] = metadata.specific[name].clone();
    }
    assert_eq!(arrived, metadata);
}

#[test]
fn every_container_gives_the_same_photo() {
    let tiff = exif(&camera());
    let packet = xmp("xmp:Rating='4'", &subjects(&["sea", "sky"]));
    let png_text = [b"XML:com.adobe.xmp\0\0\0\0\0", packet.as_bytes()].concat();
    let psd = {
        let resource = |id: u16, body: &[u8]| {
            let mut bytes =
                [b"8BIM".as_slice(), &id.to_be_bytes(), &[0, 0], &(body.len() as u32).to_be_bytes(), body]
                    .concat();
            bytes.resize(bytes.len().next_multiple_of(2), 0);
            bytes
        };
        let resources = [resource(0x0422, &tiff), resource(0x0424, packet.as_bytes())].concat();
        let header = [b"8BPS\0\x01\0\0\0\0\0\0\0\x03".as_slice(), &[0; 12], &[0; 4]].concat();
        [header, (resources.len() as u32).to_be_bytes().to_vec(), resources].concat()
    };
    let jxl = [
        boxed(b"JXL ", &[b"\r\n\x87\n"]),
        boxed(b"Exif", &[&[0; 4], &tiff]),
        boxed(b"xml ", &[packet.as_bytes()]),
    ]
    .concat();
    let odd = jpeg(&[exif_segment(&tiff), xmp_segment(&packet)]);
    let raf = {
        let mut file = b"FUJIFILMCCD-RAW ".to_vec();
        file.resize(84, 0);
        file.extend(100_u32.to_be_bytes());
        file.extend((odd.len() as u32).to_be_bytes());
        file.resize(100, 0);
        [file, odd.clone()].concat()
    };
    for (format, file) in [
        (Format::Jpeg, odd),
        (Format::Png, png(&[(b"eXIf", tiff.clone()), (b"iTXt", png_text)])),
        (Format::Webp, riff(b"WEBP", &[(b"EXIF", &tiff), (b"XMP ", packet.as_bytes())])),
        (Format::Heic, heif(&tiff, &packet)),
        (Format::Avif, heif(&tiff, &packet)),
        (Format::Jxl, jxl),
        (Format::Psd, psd),
        (Format::Raf, raf),
    ] {
        let metadata = read_as(&file, format);
        assert_eq!(metadata.camera_model.as_deref(), Some("NIKON Z 6"), "{format:?}");
        assert_eq!(taken(&metadata), Some((1_682_935_200_250_000, Some(120))), "{format:?}");
        assert_eq!(metadata.rating, Some(4), "{format:?}");
        assert_eq!(metadata.tags, ["sea", "sky"], "{format:?}");
        assert!(metadata.gps.is_some(), "{format:?}");
        assert_eq!(metadata.notes, Vec::<String>::new(), "{format:?}");
    }
}

#[test]
fn a_tiff_structure_is_a_file_and_carries_xmp_and_iptc() {
    let mut fields = camera();
    let packet = xmp("xmp:Rating='2'", "");
    let records = [0x1c, 2, 25, 0, 3, b's', b'e', b'a'];
    fields.push((tiff_tag(700), Value::Byte(packet.into_bytes())));
    fields.push((tiff_tag(0x83bb), Value::Byte(records.to_vec())));
    fields.push((Tag::ImageWidth, Value::Long(vec![300])));
    fields.push((Tag::ImageLength, Value::Long(vec![200])));
    let tiff = exif(&fields);
    for format in [Format::Tiff, Format::Nef, Format::Cr2, Format::Dng, Format::Arw] {
        let metadata = read_as(&tiff, format);
        assert_eq!(
            (metadata.rating, metadata.tags.as_slice()),
            (Some(2), &["sea".to_owned()][..]),
            "{format:?}"
        );
        // Stored lying, shown upright, for nobody measured the pixels.
        assert_eq!(metadata.specific["dimensions"], "200x300", "{format:?}");
    }
}

#[test]
fn olympus_and_panasonic_headers_are_opened() {
    let mut orf = exif(&camera());
    orf[2..4].copy_from_slice(b"OR");
    assert_eq!(read_as(&orf, Format::Orf).camera_model.as_deref(), Some("NIKON Z 6"));
    let preview = jpeg(&[exif_segment(&exif(&camera()))]);
    let mut rw2 = exif(&[
        (tiff_tag(0x0017), Value::Short(vec![200])),
        (tiff_tag(0x002e), Value::Undefined(preview, 0)),
    ]);
    rw2[2..4].copy_from_slice(&[0, 0x55]);
    let metadata = read_as(&rw2, Format::Rw2);
    assert_eq!(metadata.camera_model.as_deref(), Some("NIKON Z 6"));
    assert_eq!(metadata.specific["iso_speed"], 200, "what directory 0 says goes first");
}

#[test]
fn cr3_keeps_its_directories_apart() {
    let canon =
        [0x85, 0xc0, 0xb6, 0x87, 0x82, 0x0f, 0x11, 0xe0, 0x81, 0x11, 0xf4, 0xce, 0x46, 0x2b, 0x6a, 0x48];
    let picture = exif(&[(Tag::Model, text("Canon EOS R5"))]);
    // The capture directory stands first in its structure, so its tags are written as if of directory 0.
    let capture =
        exif(&[(tiff_tag(0x9003), text("2023:05:01 12:00:00")), (tiff_tag(0x829a), fraction(1, 50))]);
    let place = exif(&[
        (tiff_tag(1), text("S")),
        (tiff_tag(2), fractions([(33, 1), (30, 1), (0, 1)])),
        (tiff_tag(3), text("E")),
        (tiff_tag(4), fractions([(151, 1), (0, 1), (0, 1)])),
    ]);
    let uuid = boxed(
        b"uuid",
        &[&canon, &boxed(b"CMT1", &[&picture]), &boxed(b"CMT2", &[&capture]), &boxed(b"CMT4", &[&place])],
    );
    let file = [boxed(b"ftyp", &[b"crx \0\0\0\x01"]), boxed(b"moov", &[&uuid])].concat();
    let metadata = read_as(&file, Format::Cr3);
    assert_eq!(metadata.camera_model.as_deref(), Some("Canon EOS R5"));
    assert_eq!(taken(&metadata), Some((1_682_942_400_000_000, None)));
    assert_eq!(metadata.specific["exposure_time"], "1/50");
    assert_eq!(metadata.gps.map(|gps| (gps.latitude, gps.longitude)), Some((-33.5, 151.0)));
}

#[test]
fn the_still_of_a_live_photo_names_its_film() {
    let fields = [(Tag::Make, text("Apple")), (Tag::MakerNote, apple_note("5B9A8C7D-1234"))];
    let metadata = read_as(&jpeg(&[exif_segment(&exif(&fields))]), Format::Jpeg);
    assert_eq!(metadata.content_identifier.as_deref(), Some("5B9A8C7D-1234"));
    assert_eq!(metadata.specific["content_identifier"], "5B9A8C7D-1234");
}

#[test]
fn a_camera_without_a_clock_gives_no_time() {
    for date in ["0000:00:00 00:00:00", "    :  :     :  :  ", "", "2023:99:01 00:00:00"] {
        let metadata =
            read_as(&jpeg(&[exif_segment(&exif(&[(Tag::DateTimeOriginal, text(date))]))]), Format::Jpeg);
        assert_eq!(metadata.taken, None, "{date:?}");
        assert!(!metadata.specific.contains_key("taken_time"));
    }
}

#[test]
fn places_need_both_coordinates_on_earth() {
    let place = |fields: &[(Tag, Value)]| read_as(&jpeg(&[exif_segment(&exif(fields))]), Format::Jpeg).gps;
    let latitude = |parts| (Tag::GPSLatitude, fractions(parts));
    let longitude = |parts| (Tag::GPSLongitude, fractions(parts));
    let zero = [(0, 1), (0, 1), (0, 1)];
    assert_eq!(place(&[latitude(zero)]), None);
    let origin = place(&[latitude(zero), longitude(zero)]).unwrap();
    assert_eq!((origin.latitude, origin.longitude, origin.geohash7.as_str()), (0.0, 0.0, "s000000"));
    assert_eq!(place(&[latitude([(0, 0), (0, 0), (0, 0)]), longitude(zero)]), None, "zero over zero");
    assert_eq!(place(&[latitude([(91, 1), (0, 1), (0, 1)]), longitude(zero)]), None);
    let seconds_missing = place(&[latitude([(10, 1), (303, 10), (0, 0)]), longitude(zero)]).unwrap();
    assert!((seconds_missing.latitude - 10.505).abs() < 1e-9);
    // Only XMP knows the place.
    let packet = xmp("exif:GPSLatitude='37,46.494N' exif:GPSLongitude='122,25,9.84W'", "");
    let metadata = read_as(&jpeg(&[xmp_segment(&packet)]), Format::Jpeg);
    assert!((metadata.gps.unwrap().longitude + 122.4194).abs() < 1e-6);
}

#[test]
fn a_sidecar_goes_before_what_the_file_says_but_only_for_what_people_write() {
    let embedded = xmp("xmp:Rating='1' exif:DateTimeOriginal='2001-01-01T00:00:00'", &subjects(&["old"]));
    let file = jpeg(&[
        exif_segment(&exif(&[(Tag::ImageDescription, text("from the camera")), (Tag::Model, text("X"))])),
        xmp_segment(&embedded),
    ]);
    let sidecar = xmp(
        "xmp:Rating='5' exif:DateTimeOriginal='2023-05-01T12:00:00Z'",
        &(subjects(&["new", "better"])
            + "<dc:title><rdf:Alt><rdf:li xml:lang='x-default'>Title</rdf:li></rdf:Alt></dc:title>\
               <dc:description><rdf:Alt><rdf:li xml:lang='x-default'>Words</rdf:li></rdf:Alt></dc:description>"),
    );
    let metadata = read(&file, &About { sidecar: Some(sidecar.as_bytes()), ..about(Format::Jpeg) });
    assert_eq!((metadata.rating, metadata.title.as_deref()), (Some(5), Some("Title")));
    assert_eq!(metadata.description.as_deref(), Some("Words"));
    assert_eq!(metadata.specific["description"], "Words");
    assert_eq!(metadata.tags, ["new", "better"]);
    assert_eq!(metadata.camera_model.as_deref(), Some("X"));
    assert_eq!(metadata.specific["taken_time"], "2001-01-01T00:00:00Z", "time stays the file's");

    // A file that says nothing takes all of it, and a rating of none is an answer.
    let bare = jpeg(&[]);
    let metadata = read(&bare, &About { sidecar: Some(sidecar.as_bytes()), ..about(Format::Jpeg) });
    assert_eq!(metadata.specific["taken_time"], "2023-05-01T12:00:00Z");
    let unrated = xmp("xmp:Rating='0'", "");
    let metadata = read(&file, &About { sidecar: Some(unrated.as_bytes()), ..about(Format::Jpeg) });
    assert_eq!((metadata.rating, metadata.tags.as_slice()), (None, &["old".to_owned()][..]));
    let metadata = read(&file, &About { sidecar: Some(b"no xml"), ..about(Format::Jpeg) });
    assert_eq!((metadata.rating, metadata.notes.len()), (Some(1), 1));
}

#[test]
fn captions_and_keywords_of_iptc_are_read() {
    let file = jpeg(&[iptc_segment(&[
        (5, b"A title"),
        (25, "Z\u{fc}rich".as_bytes()),
        (25, b"Gen\xe8ve"),
        (120, b"A caption"),
        (55, b"20230501"),
        (60, b"120000+0200"),
    ])]);
    let metadata = read_as(&file, Format::Jpeg);
    assert_eq!(metadata.title.as_deref(), Some("A title"));
    assert_eq!(metadata.description.as_deref(), Some("A caption"));
    assert_eq!(metadata.tags, ["Z\u{fc}rich", "Gen\u{e8}ve"]);
    assert_eq!(metadata.raw["TimeCreated"], "12:00:00+02:00");
    assert_eq!(metadata.raw["DateCreated"], "2023:05:01");
}

#[test]
fn descriptions_are_taken_in_the_documented_order_and_nothings_are_skipped() {
    let utf16 =
        |text: &str| Value::Byte(text.encode_utf16().flat_map(u16::to_le_bytes).chain([0, 0]).collect());
    let comment = |text: &str| Value::Undefined([b"ASCII\0\0\0", text.as_bytes()].concat(), 0);
    let described =
        |fields: &[(Tag, Value)]| read_as(&jpeg(&[exif_segment(&exif(fields))]), Format::Jpeg).description;
    let (windows, user) = (tiff_tag(0x9c9c), Tag::UserComment);
    assert_eq!(
        described(&[(windows, utf16("Gr\u{fc}\u{df}e")), (user, comment("  "))]).as_deref(),
        Some("Gr\u{fc}\u{df}e")
    );
    assert_eq!(described(&[(windows, utf16("w")), (user, comment("user"))]).as_deref(), Some("user"));
    let image = (Tag::ImageDescription, text("null"));
    assert_eq!(described(&[image, (user, comment("user\0\0"))]).as_deref(), Some("user"));
    let unicode = Value::Undefined(
        [b"UNICODE\0".to_vec(), "Pr\u{fc}fung".encode_utf16().flat_map(u16::to_le_bytes).collect()].concat(),
        0,
    );
    assert_eq!(
        described(&[(user, unicode)]).as_deref(),
        Some("Pr\u{fc}fung"),
        "in the other byte order than the file"
    );
}

#[test]
fn long_xmp_is_put_together_from_its_portions() {
    let name = "0123456789ABCDEF0123456789ABCDEF";
    let main = xmp(&format!("xmpNote:HasExtendedXMP='{name}'"), "");
    let long = xmp("xmp:Rating='3'", &subjects(&["x".repeat(70_000).as_str(), "far"]));
    let portion = |offset: usize, part: &[u8]| {
        let head = [b"http://ns.adobe.com/xmp/extension/\0", name.as_bytes()].concat();
        let numbers = [(long.len() as u32).to_be_bytes(), (offset as u32).to_be_bytes()].concat();
        (0xe1, [head, numbers, part.to_vec()].concat())
    };
    let (first, second) = long.as_bytes().split_at(40_000);
    let file = jpeg(&[xmp_segment(&main), portion(40_000, second), portion(0, first)]);
    let metadata = read_as(&file, Format::Jpeg);
    assert_eq!(metadata.rating, Some(3));
    assert_eq!(metadata.tags.last().map(String::as_str), Some("far"));
    // A missing portion: the main packet stands alone.
    let file = jpeg(&[xmp_segment(&main), portion(40_000, second)]);
    assert_eq!(read_as(&file, Format::Jpeg).rating, None);
}

#[test]
fn texts_of_png_are_read_compressed_and_as_profiles() {
    let packed = |text: &[u8]| {
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        std::io::Write::write_all(&mut encoder, text).unwrap();
        encoder.finish().unwrap()
    };
    let tiff = exif(&camera());
    let profile =
        format!("\nexif\n{:8}\n{}\n", tiff.len() + 6, hex::encode([b"Exif\0\0", tiff.as_slice()].concat()));
    let file = png(&[
        (b"tEXt", b"Description\0Words".to_vec()),
        (b"zTXt", [b"Raw profile type exif\0\0".as_slice(), &packed(profile.as_bytes())].concat()),
        (
            b"iTXt",
            [b"XML:com.adobe.xmp\0\x01\0\0\0".as_slice(), &packed(xmp("xmp:Rating='3'", "").as_bytes())]
                .concat(),
        ),
    ]);
    let metadata = read_as(&file, Format::Png);
    assert_eq!(metadata.description.as_deref(), Some("Words"));
    assert_eq!(metadata.camera_model.as_deref(), Some("NIKON Z 6"));
    assert_eq!(metadata.rating, Some(3));
}

#[test]
fn a_motion_photo_and_a_panorama_are_known() {
    let film = b"\0\0\0\x10ftypmp42....";
    let packet =
        xmp(&format!("GCamera:MicroVideoOffset='{}' GPano:ProjectionType='equirectangular'", film.len()), "");
    let still = jpeg(&[xmp_segment(&packet)]);
    let metadata = read_as(&[still.as_slice(), film].concat(), Format::Jpeg);
    let expected = Motion { offset: still.len() as u64, length: film.len() as u64 };
    assert_eq!(metadata.motion, Some(expected));
    assert_eq!(metadata.projection.as_deref(), Some("equirectangular"));
    let boxed_film = [heif(&exif(&camera()), &packet), boxed(b"mpvd", &[film])].concat();
    let metadata = read_as(&boxed_film, Format::Heic);
    assert_eq!(metadata.motion.map(|motion| motion.length), Some(film.len() as u64));
}

#[test]
fn the_picture_of_a_raw_file_is_the_largest_full_one() {
    // Directory 0 is a thumbnail that names two others: a preview and the picture.
    let mut tiff = b"MM\0*\0\0\0\x08".to_vec();
    let entry = |tag: u16, kind: u16, count: u32, value: u32| {
        let value = if kind == 3 { value << 16 } else { value };
        [tag.to_be_bytes().as_slice(), &kind.to_be_bytes(), &count.to_be_bytes(), &value.to_be_bytes()]
            .concat()
    };
    let directory = |kind: u32, width: u32, height: u32| {
        [&[0, 3][..], &entry(254, 4, 1, kind), &entry(256, 4, 1, width), &entry(257, 4, 1, height), &[0; 4]]
            .concat()
    };
    let first = [
        &[0, 4][..],
        &entry(254, 4, 1, 1),
        &entry(256, 4, 1, 160),
        &entry(257, 4, 1, 120),
        &entry(330, 4, 2, 62),
        &[0; 4],
    ]
    .concat();
    tiff.extend(&first);
    assert_eq!(tiff.len(), 62);
    tiff.extend([70_u32.to_be_bytes(), 112_u32.to_be_bytes()].concat());
    tiff.extend(directory(1, 1600, 1200));
    tiff.extend(directory(0, 6048, 4024));
    let metadata = read(&tiff, &About { file_name: "a.dng", ..about(Format::Dng) });
    assert_eq!(metadata.specific["dimensions"], "6048x4024");
    assert_eq!(metadata.specific["resolution"], "24MP");
    assert!(metadata.is_raw);
}

#[test]
fn what_exiftool_knows_fills_only_what_was_empty() {
    let mut metadata = read_as(&jpeg(&[exif_segment(&exif(&camera()))]), Format::Jpeg);
    let before = metadata.clone();
    let dump = json!({
        "Model": "Other", "LensID": "Another lens", "DateTimeOriginal": "1999:01:01 00:00:00", "ImageDescription": "words",
        "ExposureCompensation": "+1", "ImageWidth": 8, "ImageHeight": 6, "Nested": {"is": "dropped"}, "Warning": "[minor] x"
    });
    metadata.complete_from_exiftool(dump.as_object().unwrap());
    assert_eq!(
        (metadata.taken, &metadata.camera_model, &metadata.lens_model),
        (before.taken, &before.camera_model, &before.lens_model)
    );
    assert_eq!(metadata.specific["exposure"], -0.33);
    assert_eq!(metadata.description.as_deref(), Some("words"));
    assert_eq!(metadata.specific["description"], "words");
    assert_eq!(metadata.raw["LensID"], "Another lens");
    assert!(!metadata.raw.contains_key("Nested"));

    let mut nothing = read_as(b"FOVb some raw file", Format::X3f);
    assert_eq!(nothing.taken, None);
    nothing.complete_from_exiftool(dump.as_object().unwrap());
    assert_eq!(nothing.specific["taken_time"], "1999-01-01T00:00:00Z");
    assert_eq!(
        (nothing.lens_model.as_deref(), nothing.specific["exposure"].as_f64()),
        (Some("Another lens"), Some(1.0))
    );
    assert_eq!((nothing.width, nothing.specific["dimensions"].as_str()), (Some(8), Some("8x6")));
}
