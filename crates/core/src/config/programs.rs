//! What programs bring, host and order.

use serde::Deserialize;

/// Files that programs bring through signed forms.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Deposits {
    /// Largest file, bytes.
    pub max_bytes: u64,
    /// Bytes a user may keep, those that open forms may still bring included.
    pub quota_bytes: u64,
    /// Forms of a user that are out at the same time.
    pub max_pending: u32,
    /// How long a form works, seconds.
    pub form_seconds: u64,
    /// Largest file that comes in pieces, bytes.
    pub max_resumable_bytes: u64,
    /// How long a file that comes in pieces may pause, seconds.
    pub resumable_seconds: u64,
    /// How long a file stays, seconds.
    pub ttl_seconds: u64,
    /// Extensions that are taken.
    pub extensions: Vec<String>,
}

impl Default for Deposits {
    fn default() -> Self {
        Self {
            max_bytes: 100 * 1024 * 1024,
            quota_bytes: 10 * 1024 * 1024 * 1024,
            max_pending: 20,
            form_seconds: 300,
            max_resumable_bytes: 5 * 1024 * 1024 * 1024,
            resumable_seconds: 86_400,
            ttl_seconds: 86_400,
            extensions: EXTENSIONS.split(' ').map(str::to_owned).collect(),
        }
    }
}

/// What programs may bring unless the operator says otherwise.
const EXTENSIONS: &str = "json csv xml txt yml yaml html md js css xls xlsx jpg jpeg png gif webp sql log bmp tif tiff avif \
    heic heif dng mp4 mov webm mkv mp3 wav flac m4a pdf zip";

/// Pictures that applications host here.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Hosting {
    /// First part of every path of the hosting API.
    pub prefix: String,
    /// Largest file that is taken, bytes.
    pub max_file_bytes: u64,
    /// Largest picture that is taken, pixels.
    pub max_pixels: u64,
    /// Formats that are taken, as extensions.
    pub formats: Vec<String>,
    /// WebP quality of the stored picture, 1 to 100.
    pub original_quality: u8,
    /// Longest side of the stored thumbnail, pixels.
    pub thumbnail_side: u32,
    /// WebP quality of the stored thumbnail, 1 to 100.
    pub thumbnail_quality: u8,
    /// Bytes of pictures made to order that are kept in memory.
    pub cache_bytes: u64,
}

impl Default for Hosting {
    fn default() -> Self {
        Self {
            prefix: "v2".into(),
            max_file_bytes: 10_485_760,
            max_pixels: 50_000_000,
            formats: ["jpg", "png", "webp", "gif"].map(str::to_owned).into(),
            original_quality: 100,
            thumbnail_side: 800,
            thumbnail_quality: 70,
            cache_bytes: 256 * 1024 * 1024,
        }
    }
}

/// The command API.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Commands {
    /// Whether the commands have addresses.
    pub enabled: bool,
    /// Largest file that comes with a request or from an address, bytes.
    pub max_bytes: u64,
    /// Days a stored result stays; 0: until it is deleted.
    pub retention_days: u32,
    /// Requests per minute and key; of a network, where no key is sent.
    pub requests_per_minute: u32,
    /// Origins of pages whose scripts may call commands.
    pub cors_origins: Vec<String>,
}

impl Default for Commands {
    fn default() -> Self {
        Self {
            enabled: true,
            max_bytes: 32 * 1024 * 1024,
            retention_days: 0,
            requests_per_minute: 300,
            cors_origins: Vec::new(),
        }
    }
}

/// Work that programs order: JSON laid out and checked, pictures converted.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Orders {
    /// Largest input, bytes.
    pub max_bytes: u64,
    /// How long a result stays, seconds.
    pub result_ttl_seconds: u64,
    /// How long a link to a result works, seconds.
    pub link_seconds: u64,
}

impl Default for Orders {
    fn default() -> Self {
        Self { max_bytes: 32 * 1024 * 1024, result_ttl_seconds: 86_400, link_seconds: 3600 }
    }
}
