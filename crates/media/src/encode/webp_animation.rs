//! Animated WebP, frame by frame, so that one canvas is in memory and not the film.
#![allow(unsafe_code)] // bindings to a C library

use std::{ffi::CStr, ptr::NonNull, time::Duration};

use libwebp_sys as ffi;

use super::{EncodeOptions, webp};
use crate::{error::MediaError, ops, pixels::Pixels};

/// An animation being written. Frames are added in order; [`Self::finish`] returns the file.
pub struct WebpAnimation {
    raw: NonNull<ffi::WebPAnimEncoder>,
    config: ffi::WebPConfig,
    size: (u32, u32),
    elapsed: Duration,
}

impl WebpAnimation {
    /// Starts an animation of frames of one size. `repeats` 0 is for ever.
    pub fn new(width: u32, height: u32, options: &EncodeOptions, repeats: u16) -> Result<Self, MediaError> {
        let longest = u64::from(width.max(height));
        crate::limits::Limits::check("WebP side", longest, u64::from(webp::LONGEST_SIDE))?;
        let failed = || MediaError::Io("WebP animation encoder: could not start".to_owned());
        let config = webp::config(options)?;
        let mut settings = std::mem::MaybeUninit::uninit();
        // SAFETY: the function fills in the whole struct, or answers 0.
        let mut settings: ffi::WebPAnimEncoderOptions = unsafe {
            if ffi::WebPAnimEncoderOptionsInitInternal(settings.as_mut_ptr(), ffi::WebPGetMuxABIVersion())
                == 0
            {
                return Err(failed());
            }
            settings.assume_init()
        };
        settings.anim_params.loop_count = i32::from(repeats);
        // SAFETY: `settings` was initialised above, and is only read during the call.
        let raw = unsafe {
            ffi::WebPAnimEncoderNewInternal(
                width.cast_signed(),
                height.cast_signed(),
                &raw const settings,
                ffi::WebPGetMuxABIVersion(),
            )
        };
        let raw = NonNull::new(raw).ok_or_else(failed)?;
        Ok(WebpAnimation { raw, config, size: (width, height), elapsed: Duration::ZERO })
    }

    /// Adds a frame of the animation's size that is shown for `shown`.
    pub fn push(&mut self, frame: &Pixels, shown: Duration) -> Result<(), MediaError> {
        if (frame.width, frame.height) != self.size {
            return Err(MediaError::corrupt("a frame of another size than its animation"));
        }
        // The animation encoder compares frames as ARGB, whichever coding follows.
        let mut picture = webp::Picture::import(&*ops::to_colour(frame)?, true)?;
        let at = self.milliseconds();
        // SAFETY: the encoder lives until `drop`; picture and configuration are read during the call only.
        let added = unsafe {
            ffi::WebPAnimEncoderAdd(self.raw.as_ptr(), &raw mut picture.raw, at, &raw const self.config)
        };
        self.elapsed += shown;
        if added == 0 { Err(self.failure()) } else { Ok(()) }
    }

    /// The finished file.
    pub fn finish(self) -> Result<Vec<u8>, MediaError> {
        let end = self.milliseconds();
        // SAFETY: a null frame marks the end of the last one; null configuration is allowed with it.
        let ended = unsafe {
            ffi::WebPAnimEncoderAdd(self.raw.as_ptr(), std::ptr::null_mut(), end, std::ptr::null())
        };
        let mut data = ffi::WebPData { bytes: std::ptr::null(), size: 0 };
        // SAFETY: the encoder is alive, and `data` is the library's own empty value.
        if ended == 0 || unsafe { ffi::WebPAnimEncoderAssemble(self.raw.as_ptr(), &raw mut data) } == 0 {
            return Err(self.failure());
        }
        if data.bytes.is_null() {
            return Err(MediaError::Io("WebP animation encoder: no output".to_owned()));
        }
        // SAFETY: `bytes` points to `size` bytes which belong to us until freed; they are copied and then freed once.
        unsafe {
            let bytes = std::slice::from_raw_parts(data.bytes, data.size).to_vec();
            ffi::WebPFree(data.bytes.cast_mut().cast());
            Ok(bytes)
        }
    }

    fn milliseconds(&self) -> i32 {
        i32::try_from(self.elapsed.as_millis()).unwrap_or(i32::MAX)
    }

    fn failure(&self) -> MediaError {
        // SAFETY: the library returns a text that lives as long as the encoder, or null.
        let text = unsafe {
            let text = ffi::WebPAnimEncoderGetError(self.raw.as_ptr());
            if text.is_null() { None } else { Some(CStr::from_ptr(text).to_string_lossy().into_owned()) }
        };
        MediaError::Io(format!(
            "WebP animation encoder: {}",
            text.unwrap_or_else(|| "unknown failure".to_owned())
        ))
    }
}

impl Drop for WebpAnimation {
    fn drop(&mut self) {
        // SAFETY: created in `new`, deleted once.
        unsafe { ffi::WebPAnimEncoderDelete(self.raw.as_ptr()) }
    }
}
