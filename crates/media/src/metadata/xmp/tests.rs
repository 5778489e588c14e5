//! Packets as programs write them, and as nobody should.
#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::*;

fn packet(namespaces: &str, inside: &str) -> String {
    format!(
        "<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?><x:xmpmeta xmlns:x='adobe:ns:meta/'>\
         <rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>\
         <rdf:Description rdf:about='' {namespaces}>{inside}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end='w'?>"
    )
}

const COMMON: &str = "xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:xmp='http://ns.adobe.com/xap/1.0/' \
                      xmlns:exif='http://ns.adobe.com/exif/1.0/' xmlns:lr='http://ns.adobe.com/lightroom/1.0/'";

fn read(inside: &str) -> Xmp {
    Xmp::read(packet(COMMON, inside).as_bytes()).unwrap()
}

#[test]
fn the_default_language_is_the_title() {
    let xmp = read(
        "<dc:title><rdf:Alt><rdf:li xml:lang='de'>Berg</rdf:li><rdf:li xml:lang='x-default'>Mountain &amp; sea</rdf:li>\
         </rdf:Alt></dc:title>",
    );
    assert_eq!(xmp.title().as_deref(), Some("Mountain & sea"));
}

#[test]
fn keywords_are_a_list_without_repetition_and_a_tree_gives_its_leaves() {
    let xmp = read(
        "<dc:subject><rdf:Bag><rdf:li>sea</rdf:li><rdf:li> sea </rdf:li><rdf:li>sky</rdf:li></rdf:Bag></dc:subject>",
    );
    assert_eq!(xmp.tags(), ["sea", "sky"]);
    let xmp = read(
        "<lr:hierarchicalSubject><rdf:Bag><rdf:li>nature|water|sea</rdf:li></rdf:Bag></lr:hierarchicalSubject>",
    );
    assert_eq!(xmp.tags(), ["sea"]);
}

#[test]
fn stars_are_one_to_five_and_rejected_is_none() {
    for (written, stars) in
        [("5", Some(Some(5))), ("1.0", Some(Some(1))), ("0", Some(None)), ("-1", Some(None)), ("nine", None)]
    {
        let xmp = read(&format!("<xmp:Rating>{written}</xmp:Rating><dc:format>image/jpeg</dc:format>"));
        assert_eq!(xmp.rating(), stars, "{written}");
    }
}

#[test]
fn short_form_and_other_prefixes_mean_the_same() {
    let text = "<r:RDF xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>\
                <r:Description xmlns:basic='http://ns.adobe.com/xap/1.0/' basic:Rating='4'/></r:RDF>";
    assert_eq!(Xmp::read(text.as_bytes()).unwrap().rating(), Some(Some(4)));
}

#[test]
fn a_sidecar_in_utf16_is_read() {
    let text = packet(COMMON, "<xmp:Rating>3</xmp:Rating>");
    let bytes: Vec<u8> =
        [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert_eq!(Xmp::read(&bytes).unwrap().rating(), Some(Some(3)));
}

#[test]
fn properties_are_shown_under_the_names_of_exiftool() {
    let xmp = read(
        "<exif:ExposureTime>1/125</exif:ExposureTime><exif:FNumber>28/10</exif:FNumber>\
         <exif:DateTimeOriginal>2023-05-01T12:00:00+02:00</exif:DateTimeOriginal>\
         <exif:ISOSpeedRatings><rdf:Seq><rdf:li>400</rdf:li></rdf:Seq></exif:ISOSpeedRatings>\
         <dc:creator><rdf:Seq><rdf:li>Ada</rdf:li></rdf:Seq></dc:creator>\
         <exif:Flash rdf:parseType='Resource'><exif:Fired>True</exif:Fired></exif:Flash>",
    );
    let mut tags = Tags::default();
    show(&xmp, &mut tags);
    let map = serde_json::to_value(tags.into_map()).unwrap();
    assert_eq!(
        map,
        serde_json::json!({
            "ExposureTime": "1/125", "FNumber": 2.8, "DateTimeOriginal": "2023:05:01 12:00:00+02:00", "ISO": 400,
            "Creator": "Ada", "FlashFired": "True"
        })
    );
}

#[test]
fn faces_are_read_in_both_dialects_and_cut_to_the_picture() {
    let namespaces = "xmlns:mwg-rs='http://www.metadataworkinggroup.com/schemas/regions/' \
                      xmlns:stArea='http://ns.adobe.com/xmp/sType/Area#' xmlns:stDim='http://ns.adobe.com/xap/1.0/sType/Dimensions#'";
    let region = |name: &str, kind: &str, x: &str| {
        format!(
            "<rdf:li><rdf:Description mwg-rs:Name='{name}' mwg-rs:Type='{kind}'>\
             <mwg-rs:Area stArea:x='{x}' stArea:y='0.5' stArea:w='0.2' stArea:h='0.4' stArea:unit='normalized'/>\
             </rdf:Description></rdf:li>"
        )
    };
    let inside = format!(
        "<mwg-rs:Regions rdf:parseType='Resource'><mwg-rs:AppliedToDimensions stDim:w='4000' stDim:h='3000' stDim:unit='pixel'/>\
         <mwg-rs:RegionList><rdf:Bag>{}{}{}{}</rdf:Bag></mwg-rs:RegionList></mwg-rs:Regions>",
        region("Ada", "Face", "0.5"),
        region("", "Face", "0.0"),
        region("Rex", "Pet", "0.5"),
        region("far away", "Face", "7"),
    );
    let faces = Xmp::read(packet(namespaces, &inside).as_bytes()).unwrap().faces();
    assert_eq!(faces.len(), 2);
    assert_eq!(faces[0].name.as_deref(), Some("Ada"));
    assert!((faces[0].x - 0.4).abs() < 1e-9 && (faces[0].y - 0.3).abs() < 1e-9);
    assert_eq!(faces[0].applied_to, Some((4000, 3000)));
    assert_eq!(faces[1].name, None);
    assert!((faces[1].width - 0.1).abs() < 1e-9);

    let namespaces = "xmlns:MP='http://ns.microsoft.com/photo/1.2/' xmlns:MPRI='http://ns.microsoft.com/photo/1.2/t/RegionInfo#' \
                      xmlns:MPReg='http://ns.microsoft.com/photo/1.2/t/Region#'";
    let inside = "<MP:RegionInfo><rdf:Description><MPRI:Regions><rdf:Bag><rdf:li><rdf:Description \
                  MPReg:Rectangle='0.1, 0.2, 0.3, 0.4' MPReg:PersonDisplayName='Bob'/></rdf:li></rdf:Bag></MPRI:Regions>\
                  </rdf:Description></MP:RegionInfo>";
    let faces = Xmp::read(packet(namespaces, inside).as_bytes()).unwrap().faces();
    assert_eq!((faces[0].name.as_deref(), faces[0].x), (Some("Bob"), 0.1));
    assert!((faces[0].height - 0.4).abs() < 1e-9);
}

#[test]
fn a_motion_photo_counts_from_the_end_in_both_generations() {
    let old =
        packet("xmlns:GCamera='http://ns.google.com/photos/1.0/camera/' GCamera:MicroVideoOffset='5000'", "");
    assert_eq!(Xmp::read(old.as_bytes()).unwrap().motion(), Some((5000, 5000)));
    let namespaces = "xmlns:Container='http://ns.google.com/photos/1.0/container/' \
                      xmlns:Item='http://ns.google.com/photos/1.0/container/item/'";
    let item = |semantic: &str, length: u32| {
        format!(
            "<rdf:li rdf:parseType='Resource'><Container:Item Item:Semantic='{semantic}' Item:Length='{length}' \
             Item:Padding='0'/></rdf:li>"
        )
    };
    let inside = format!(
        "<Container:Directory><rdf:Seq>{}{}{}</rdf:Seq></Container:Directory>",
        item("Primary", 0),
        item("MotionPhoto", 4000),
        item("Depth", 100)
    );
    assert_eq!(Xmp::read(packet(namespaces, &inside).as_bytes()).unwrap().motion(), Some((4100, 4000)));
}

#[test]
fn entities_of_a_document_type_are_never_expanded() {
    let text = "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;'>]>".to_owned()
        + &packet(COMMON, "<dc:title>x&b;y</dc:title>");
    assert_eq!(Xmp::read(text.as_bytes()).unwrap().title().as_deref(), Some("xy"));
}

#[test]
fn depth_and_number_of_elements_are_bounded() {
    let deep = packet(COMMON, &"<dc:a>".repeat(100_000));
    let _ = Xmp::read(deep.as_bytes());
    let wide = packet(COMMON, &"<dc:a>1</dc:a>".repeat(100_000));
    assert!(Xmp::read(wide.as_bytes()).unwrap().properties.len() <= 20_000);
    let attributes: String = (0..100_000).map(|n| format!(" xmlns:n{n}='http://x/{n}' n{n}:a='1'")).collect();
    let _ = Xmp::read(packet(&attributes, "").as_bytes());
}

proptest! {
    #[test]
    fn no_text_makes_the_reader_panic(text in "[<>/:='a-zA-Z&;# \\PC]{0,400}") {
        if let Some(xmp) = Xmp::read(packet(COMMON, &text).as_bytes()) {
            show(&xmp, &mut Tags::default());
            let _ = (xmp.title(), xmp.tags(), xmp.faces(), xmp.motion(), xmp.rating());
        }
    }

    #[test]
    fn a_packet_cut_anywhere_is_read_as_far_as_it_goes(at in 0_usize..600) {
        let whole = packet(COMMON, "<dc:subject><rdf:Bag><rdf:li>a</rdf:li></rdf:Bag></dc:subject><xmp:Rating>3</xmp:Rating>");
        let _ = Xmp::read(&whole.as_bytes()[..at.min(whole.len())]);
    }
}
