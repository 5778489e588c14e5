//! The tags of EXIF 3.0 and TIFF 6.0 that people look at: number, exiftool's name, how to print it.

use super::print::Print::{self, *};

/// One tag: its number in its directory, the name it is shown under, and the form of its value.
pub(super) struct Name(pub(super) u16, pub(super) &'static str, pub(super) Print);

/// Directory 0: the picture and who made it.
#[rustfmt::skip]
pub(super) const PICTURE: &[Name] = &[
    Name(0x0100, "ImageWidth", Number),
    Name(0x0101, "ImageHeight", Number),
    Name(0x0102, "BitsPerSample", Numbers),
    Name(0x0103, "Compression", Words(COMPRESSION)),
    Name(0x0106, "PhotometricInterpretation", Words(PHOTOMETRIC)),
    Name(0x010d, "DocumentName", Text),
    Name(0x010e, "ImageDescription", Text),
    Name(0x010f, "Make", Text),
    Name(0x0110, "Model", Text),
    Name(0x0112, "Orientation", Words(ORIENTATION)),
    Name(0x0115, "SamplesPerPixel", Number),
    Name(0x011a, "XResolution", Number),
    Name(0x011b, "YResolution", Number),
    Name(0x011c, "PlanarConfiguration", Words(&[(1, "Chunky"), (2, "Planar")])),
    Name(0x011d, "PageName", Text),
    Name(0x0128, "ResolutionUnit", Words(UNIT)),
    Name(0x0131, "Software", Text),
    Name(0x0132, "ModifyDate", Text),
    Name(0x013b, "Artist", Text),
    Name(0x013c, "HostComputer", Text),
    Name(0x0213, "YCbCrPositioning", Words(&[(1, "Centered"), (2, "Co-sited")])),
    Name(0x4746, "Rating", Number),
    Name(0x4749, "RatingPercent", Number),
    Name(0x8298, "Copyright", Text),
    Name(0x9c9b, "XPTitle", Utf16),
    Name(0x9c9c, "XPComment", Utf16),
    Name(0x9c9d, "XPAuthor", Utf16),
    Name(0x9c9e, "XPKeywords", Utf16),
    Name(0x9c9f, "XPSubject", Utf16),
    Name(0xc612, "DNGVersion", Dotted),
    Name(0xc614, "UniqueCameraModel", Text),
    Name(0xc615, "LocalizedCameraModel", Text),
    Name(0xc62f, "CameraSerialNumber", Text),
];

/// The EXIF directory: how it was taken.
#[rustfmt::skip]
pub(super) const CAPTURE: &[Name] = &[
    Name(0x829a, "ExposureTime", Seconds),
    Name(0x829d, "FNumber", FNumber),
    Name(0x8822, "ExposureProgram", Words(EXPOSURE_PROGRAM)),
    Name(0x8827, "ISO", Numbers),
    Name(0x882a, "TimeZoneOffset", Numbers),
    Name(0x8830, "SensitivityType", Words(SENSITIVITY)),
    Name(0x8831, "StandardOutputSensitivity", Number),
    Name(0x8832, "RecommendedExposureIndex", Number),
    Name(0x8833, "ISOSpeed", Number),
    Name(0x9000, "ExifVersion", Version),
    Name(0x9003, "DateTimeOriginal", Text),
    Name(0x9004, "CreateDate", Text),
    Name(0x9010, "OffsetTime", Text),
    Name(0x9011, "OffsetTimeOriginal", Text),
    Name(0x9012, "OffsetTimeDigitized", Text),
    Name(0x9201, "ShutterSpeedValue", ApexSeconds),
    Name(0x9202, "ApertureValue", ApexFNumber),
    Name(0x9203, "BrightnessValue", Number),
    Name(0x9204, "ExposureCompensation", Fraction),
    Name(0x9205, "MaxApertureValue", ApexFNumber),
    Name(0x9206, "SubjectDistance", Metres),
    Name(0x9207, "MeteringMode", Words(METERING)),
    Name(0x9208, "LightSource", Words(LIGHT)),
    Name(0x9209, "Flash", Words(FLASH)),
    Name(0x920a, "FocalLength", Millimetres),
    Name(0x9214, "SubjectArea", Numbers),
    Name(0x9286, "UserComment", Comment),
    Name(0x9290, "SubSecTime", Text),
    Name(0x9291, "SubSecTimeOriginal", Text),
    Name(0x9292, "SubSecTimeDigitized", Text),
    Name(0x9400, "AmbientTemperature", Number),
    Name(0xa000, "FlashpixVersion", Version),
    Name(0xa001, "ColorSpace", Words(&[(1, "sRGB"), (2, "Adobe RGB"), (0xffff, "Uncalibrated")])),
    Name(0xa002, "ExifImageWidth", Number),
    Name(0xa003, "ExifImageHeight", Number),
    Name(0xa20e, "FocalPlaneXResolution", Number),
    Name(0xa20f, "FocalPlaneYResolution", Number),
    Name(0xa210, "FocalPlaneResolutionUnit", Words(UNIT)),
    Name(0xa215, "ExposureIndex", Number),
    Name(0xa217, "SensingMethod", Words(SENSING)),
    Name(0xa300, "FileSource", Words(&[(1, "Film Scanner"), (2, "Reflection Print Scanner"), (3, "Digital Camera")])),
    Name(0xa301, "SceneType", Words(&[(1, "Directly photographed")])),
    Name(0xa401, "CustomRendered", Words(RENDERED)),
    Name(0xa402, "ExposureMode", Words(&[(0, "Auto"), (1, "Manual"), (2, "Auto bracket")])),
    Name(0xa403, "WhiteBalance", Words(&[(0, "Auto"), (1, "Manual")])),
    Name(0xa404, "DigitalZoomRatio", Number),
    Name(0xa405, "FocalLengthIn35mmFormat", WholeMillimetres),
    Name(0xa406, "SceneCaptureType", Words(&[(0, "Standard"), (1, "Landscape"), (2, "Portrait"), (3, "Night"), (4, "Other")])),
    Name(0xa407, "GainControl", Words(&[(0, "None"), (1, "Low gain up"), (2, "High gain up"), (3, "Low gain down"), (4, "High gain down")])),
    Name(0xa408, "Contrast", Words(&[(0, "Normal"), (1, "Low"), (2, "High")])),
    Name(0xa409, "Saturation", Words(&[(0, "Normal"), (1, "Low"), (2, "High")])),
    Name(0xa40a, "Sharpness", Words(&[(0, "Normal"), (1, "Soft"), (2, "Hard")])),
    Name(0xa40c, "SubjectDistanceRange", Words(&[(0, "Unknown"), (1, "Macro"), (2, "Close"), (3, "Distant")])),
    Name(0xa420, "ImageUniqueID", Text),
    Name(0xa430, "OwnerName", Text),
    Name(0xa431, "SerialNumber", Text),
    Name(0xa432, "LensInfo", Lens),
    Name(0xa433, "LensMake", Text),
    Name(0xa434, "LensModel", Text),
    Name(0xa435, "LensSerialNumber", Text),
    Name(0xa436, "Title", Text),
    Name(0xa437, "Photographer", Text),
    Name(0xa460, "CompositeImage", Words(&[(0, "Unknown"), (1, "Not a Composite Image"), (2, "General Composite Image"), (3, "Composite Image Captured While Shooting")])),
    Name(0xa500, "Gamma", Number),
];

/// The GPS directory, without the coordinates, which are read as one.
#[rustfmt::skip]
pub(super) const PLACE: &[Name] = &[
    Name(0x0000, "GPSVersionID", Dotted),
    Name(0x0007, "GPSTimeStamp", TimeOfDay),
    Name(0x0008, "GPSSatellites", Text),
    Name(0x0009, "GPSStatus", Letter(&[("A", "Measurement Active"), ("V", "Measurement Void")])),
    Name(0x000a, "GPSMeasureMode", Letter(&[("2", "2-Dimensional Measurement"), ("3", "3-Dimensional Measurement")])),
    Name(0x000b, "GPSDOP", Number),
    Name(0x000c, "GPSSpeedRef", Letter(&[("K", "km/h"), ("M", "mph"), ("N", "knots")])),
    Name(0x000d, "GPSSpeed", Number),
    Name(0x000e, "GPSTrackRef", Letter(NORTH)),
    Name(0x000f, "GPSTrack", Number),
    Name(0x0010, "GPSImgDirectionRef", Letter(NORTH)),
    Name(0x0011, "GPSImgDirection", Number),
    Name(0x0012, "GPSMapDatum", Text),
    Name(0x0017, "GPSDestBearingRef", Letter(NORTH)),
    Name(0x0018, "GPSDestBearing", Number),
    Name(0x001b, "GPSProcessingMethod", Comment),
    Name(0x001d, "GPSDateStamp", Text),
    Name(0x001e, "GPSDifferential", Words(&[(0, "No Correction"), (1, "Differential Corrected")])),
    Name(0x001f, "GPSHPositioningError", Metres),
];

const NORTH: &[(&str, &str)] = &[("M", "Magnetic North"), ("T", "True North")];

const UNIT: &[(u32, &str)] = &[(1, "None"), (2, "inches"), (3, "cm")];

#[rustfmt::skip]
pub(super) const ORIENTATION: &[(u32, &str)] = &[
    (1, "Horizontal (normal)"), (2, "Mirror horizontal"), (3, "Rotate 180"), (4, "Mirror vertical"),
    (5, "Mirror horizontal and rotate 270 CW"), (6, "Rotate 90 CW"),
    (7, "Mirror horizontal and rotate 90 CW"), (8, "Rotate 270 CW"),
];

#[rustfmt::skip]
const COMPRESSION: &[(u32, &str)] = &[
    (1, "Uncompressed"), (2, "CCITT 1D"), (3, "T4/Group 3 Fax"), (4, "T6/Group 4 Fax"), (5, "LZW"), (6, "JPEG (old-style)"),
    (7, "JPEG"), (8, "Adobe Deflate"), (32773, "PackBits"), (32946, "Deflate"), (34892, "Lossy JPEG"),
];

#[rustfmt::skip]
const PHOTOMETRIC: &[(u32, &str)] = &[
    (0, "WhiteIsZero"), (1, "BlackIsZero"), (2, "RGB"), (3, "RGB Palette"), (4, "Transparency Mask"), (5, "CMYK"),
    (6, "YCbCr"), (8, "CIELab"), (32803, "Color Filter Array"), (34892, "Linear Raw"),
];

#[rustfmt::skip]
const EXPOSURE_PROGRAM: &[(u32, &str)] = &[
    (0, "Not Defined"), (1, "Manual"), (2, "Program AE"), (3, "Aperture-priority AE"), (4, "Shutter speed priority AE"),
    (5, "Creative (Slow speed)"), (6, "Action (High speed)"), (7, "Portrait"), (8, "Landscape"), (9, "Bulb"),
];

#[rustfmt::skip]
const SENSITIVITY: &[(u32, &str)] = &[
    (0, "Unknown"), (1, "Standard Output Sensitivity"), (2, "Recommended Exposure Index"), (3, "ISO Speed"),
    (4, "Standard Output Sensitivity and Recommended Exposure Index"), (5, "Standard Output Sensitivity and ISO Speed"),
    (6, "Recommended Exposure Index and ISO Speed"),
    (7, "Standard Output Sensitivity, Recommended Exposure Index and ISO Speed"),
];

#[rustfmt::skip]
const METERING: &[(u32, &str)] = &[
    (0, "Unknown"), (1, "Average"), (2, "Center-weighted average"), (3, "Spot"), (4, "Multi-spot"), (5, "Multi-segment"),
    (6, "Partial"), (255, "Other"),
];

#[rustfmt::skip]
const LIGHT: &[(u32, &str)] = &[
    (0, "Unknown"), (1, "Daylight"), (2, "Fluorescent"), (3, "Tungsten (Incandescent)"), (4, "Flash"), (9, "Fine Weather"),
    (10, "Cloudy"), (11, "Shade"), (12, "Daylight Fluorescent"), (13, "Day White Fluorescent"),
    (14, "Cool White Fluorescent"), (15, "White Fluorescent"), (16, "Warm White Fluorescent"), (17, "Standard Light A"),
    (18, "Standard Light B"), (19, "Standard Light C"), (20, "D55"), (21, "D65"), (22, "D75"), (23, "D50"),
    (24, "ISO Studio Tungsten"), (255, "Other"),
];

#[rustfmt::skip]
const FLASH: &[(u32, &str)] = &[
    (0x00, "No Flash"), (0x01, "Fired"), (0x05, "Fired, Return not detected"), (0x07, "Fired, Return detected"),
    (0x08, "On, Did not fire"), (0x09, "On, Fired"), (0x0d, "On, Return not detected"), (0x0f, "On, Return detected"),
    (0x10, "Off, Did not fire"), (0x14, "Off, Did not fire, Return not detected"), (0x18, "Auto, Did not fire"),
    (0x19, "Auto, Fired"), (0x1d, "Auto, Fired, Return not detected"), (0x1f, "Auto, Fired, Return detected"),
    (0x20, "No flash function"), (0x30, "Off, No flash function"), (0x41, "Fired, Red-eye reduction"),
    (0x45, "Fired, Red-eye reduction, Return not detected"), (0x47, "Fired, Red-eye reduction, Return detected"),
    (0x49, "On, Red-eye reduction"), (0x4d, "On, Red-eye reduction, Return not detected"),
    (0x4f, "On, Red-eye reduction, Return detected"), (0x50, "Off, Red-eye reduction"),
    (0x58, "Auto, Did not fire, Red-eye reduction"), (0x59, "Auto, Fired, Red-eye reduction"),
    (0x5d, "Auto, Fired, Red-eye reduction, Return not detected"),
    (0x5f, "Auto, Fired, Red-eye reduction, Return detected"),
];

#[rustfmt::skip]
const SENSING: &[(u32, &str)] = &[
    (1, "Not defined"), (2, "One-chip color area"), (3, "Two-chip color area"), (4, "Three-chip color area"),
    (5, "Color sequential area"), (7, "Trilinear"), (8, "Color sequential linear"),
];

#[rustfmt::skip]
const RENDERED: &[(u32, &str)] = &[
    (0, "Normal"), (1, "Custom"), (2, "HDR (no original saved)"), (3, "HDR (original saved)"), (4, "Original (for HDR)"),
    (6, "Panorama"), (7, "Portrait HDR"), (8, "Portrait"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted_by_number_and_no_name_stands_twice() {
        let mut names = std::collections::HashSet::new();
        for table in [PICTURE, CAPTURE, PLACE] {
            assert!(table.windows(2).all(|pair| pair[0].0 < pair[1].0));
            assert!(table.iter().all(|name| names.insert(name.1)));
        }
    }
}
