//! The one table of commands.

use crate::command::Command;
use crate::disabled::{DISABLED, Disabled};
use crate::{
    colorspace, content_analysis, crypto, drawing, effect, face, format, generation, geometry, gif, llm,
    metadata, ml_edit, moderation, reading, storage, utility,
};

/// Every command that is enabled. Documentation and schemas are made from it.
#[rustfmt::skip]
pub static TABLE: &[Command] = &[
    geometry::adaptiveresize::COMMAND,
    geometry::avatar::COMMAND,
    geometry::chop::COMMAND,
    geometry::crop::COMMAND,
    geometry::deskew::COMMAND,
    geometry::emailfit::COMMAND,
    geometry::extent::COMMAND,
    geometry::flip::COMMAND,
    geometry::flop::COMMAND,
    geometry::magnify::COMMAND,
    geometry::minify::COMMAND,
    geometry::msgfit::COMMAND,
    geometry::resize::COMMAND,
    geometry::roll::COMMAND,
    geometry::rotate::COMMAND,
    geometry::roundcorners::COMMAND,
    geometry::scale::COMMAND,
    geometry::smartresize::COMMAND,
    geometry::thumbnail::COMMAND,
    geometry::transpose::COMMAND,
    geometry::transverse::COMMAND,
    geometry::webfit::COMMAND,
    effect::blackthreshold::COMMAND,
    effect::blur::COMMAND,
    effect::border::COMMAND,
    effect::border3d::COMMAND,
    effect::charcoal::COMMAND,
    effect::despeckle::COMMAND,
    effect::edge::COMMAND,
    effect::emboss::COMMAND,
    effect::enhance::COMMAND,
    effect::equalize::COMMAND,
    effect::gamma::COMMAND,
    effect::gaussianblur::COMMAND,
    effect::grayscale::COMMAND,
    effect::haldclut::COMMAND,
    effect::implode::COMMAND,
    effect::linearstretch::COMMAND,
    effect::medianfilter::COMMAND,
    effect::modulate::COMMAND,
    effect::mogrify::COMMAND,
    effect::motionblur::COMMAND,
    effect::negate::COMMAND,
    effect::noise::COMMAND,
    effect::normalize::COMMAND,
    effect::oilpaint::COMMAND,
    effect::polaroid::COMMAND,
    effect::posterize::COMMAND,
    effect::radialblur::COMMAND,
    effect::randomthreshold::COMMAND,
    effect::reflect::COMMAND,
    effect::remap::COMMAND,
    effect::sepia::COMMAND,
    effect::shade::COMMAND,
    effect::shadow::COMMAND,
    effect::sketch::COMMAND,
    effect::threshold::COMMAND,
    colorspace::colorspace_cmyk::COMMAND,
    colorspace::colorspace_gray::COMMAND,
    colorspace::colorspace_hsl::COMMAND,
    colorspace::colorspace_rgb::COMMAND,
    colorspace::colorspace_srgb::COMMAND,
    colorspace::colorspace_transparent::COMMAND,
    colorspace::colorspace_ycbcr::COMMAND,
    colorspace::image_colorspace::COMMAND,
    content_analysis::imgdiff::COMMAND,
    content_analysis::imgembed::COMMAND,
    content_analysis::segment::COMMAND,
    content_analysis::tagimg::COMMAND,
    face::facecompare::COMMAND,
    face::facedetect::COMMAND,
    face::facelandmarks::COMMAND,
    face::facelookup::COMMAND,
    face::facemotion::COMMAND,
    moderation::nsfw::COMMAND,
    moderation::sfw::COMMAND,
    ml_edit::bgremove::COMMAND,
    reading::docscan::COMMAND,
    reading::ocr::COMMAND,
    crypto::decrypt::COMMAND,
    crypto::encrypt::COMMAND,
    drawing::drawline::COMMAND,
    drawing::drawlines::COMMAND,
    drawing::drawpoints::COMMAND,
    drawing::drawrectangle::COMMAND,
    drawing::drawrectangles::COMMAND,
    drawing::drawtext::COMMAND,
    drawing::drawtextat::COMMAND,
    drawing::merge::COMMAND,
    format::compress::COMMAND,
    format::convert::COMMAND,
    format::favicon::COMMAND,
    format::flatten::COMMAND,
    format::pdfgen::COMMAND,
    format::pdftoimg::COMMAND,
    format::resample::COMMAND,
    format::setresolution::COMMAND,
    format::strip::COMMAND,
    generation::captchagenerate::COMMAND,
    generation::newimage::COMMAND,
    generation::pixelgenerate::COMMAND,
    gif::cropgif::COMMAND,
    gif::gifcomposite::COMMAND,
    gif::makegif::COMMAND,
    gif::resizegif::COMMAND,
    llm::llm_tools::COMMAND,
    llm::toolcall::COMMAND,
    metadata::header::COMMAND,
    storage::copy::COMMAND,
    storage::delete::COMMAND,
    storage::store::COMMAND,
    utility::about::COMMAND,
    utility::extension::COMMAND,
    utility::status::COMMAND,
];

/// What is known under a name.
#[derive(Debug, Clone, Copy)]
pub enum Found {
    /// A command.
    Enabled(&'static Command),
    /// A documented command that is not enabled.
    Disabled(&'static Disabled),
}

/// The command of a name or another name of it, in any case.
pub fn find(name: &str) -> Option<Found> {
    let name = name.to_ascii_lowercase();
    let known = |command: &&Command| command.name == name || command.aliases.contains(&name.as_str());
    if let Some(command) = TABLE.iter().find(known) {
        return Some(Found::Enabled(command));
    }
    DISABLED.iter().find(|command| command.name == name).map(Found::Disabled)
}

#[cfg(test)]
mod tests;
