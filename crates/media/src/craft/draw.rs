//! Lines, rectangles and points over a picture.

use resvg::tiny_skia::{Color, FillRule, LineCap, Paint, PathBuilder, PixmapMut, Rect, Stroke, Transform};
use serde::{Deserialize, Serialize};

use super::{
    Area, Rgba,
    canvas::{Canvas, OPAQUE},
};
use crate::error::MediaError;

/// How a line is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Pen {
    /// Of the line.
    pub colour: Rgba,
    /// Pixels.
    pub width: f32,
    /// 0..=1.
    pub opacity: f32,
}

/// One drawing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Drawing {
    /// Rectangles, with what they are filled with.
    Rectangles(Vec<(Area, Pen, Rgba)>),
    /// Lines from a place to a place.
    Lines(Vec<([f32; 4], Pen)>),
    /// Single pixels.
    Points(Vec<(i64, i64, Rgba)>),
}

/// Does it.
pub(super) fn apply(step: &Drawing, canvas: &mut Canvas) -> Result<(), MediaError> {
    match step {
        Drawing::Rectangles(rectangles) => on_pixmap(canvas, |pixmap| {
            for (area, pen, fill) in rectangles {
                rectangle(pixmap, *area, *pen, *fill);
            }
        }),
        Drawing::Lines(lines) => on_pixmap(canvas, |pixmap| {
            for ([from_x, from_y, to_x, to_y], pen) in lines {
                let mut path = PathBuilder::new();
                // Places are pixels, whose middle lies between their edges.
                path.move_to(from_x + 0.5, from_y + 0.5);
                path.line_to(to_x + 0.5, to_y + 0.5);
                if let Some(path) = path.finish() {
                    let stroke = Stroke { width: pen.width, line_cap: LineCap::Butt, ..Stroke::default() };
                    pixmap.stroke_path(
                        &path,
                        &paint(pen.colour, pen.opacity),
                        &stroke,
                        Transform::identity(),
                        None,
                    );
                }
            }
        }),
        Drawing::Points(points) => {
            for (x, y, colour) in points {
                let inside = |at: i64, end: usize| usize::try_from(at).ok().filter(|at| *at < end);
                if let (Some(x), Some(y)) = (inside(*x, canvas.width), inside(*y, canvas.height)) {
                    let pixel = &mut canvas.row_mut(y)[x];
                    *pixel = super::canvas::over(*colour, *pixel);
                }
            }
            Ok(())
        }
    }
}

fn rectangle(pixmap: &mut PixmapMut<'_>, area: Area, pen: Pen, fill: Rgba) {
    // Its corners are pixels, whose middle lies between their edges.
    let (left, top) = (area.x as f32 + 0.5, area.y as f32 + 0.5);
    let Some(shape) = Rect::from_xywh(left, top, area.width as f32, area.height as f32) else { return };
    let path = PathBuilder::from_rect(shape);
    if fill[3] > 0 {
        pixmap.fill_path(&path, &paint(fill, 1.0), FillRule::Winding, Transform::identity(), None);
    }
    if pen.width > 0.0 {
        let stroke = Stroke { width: pen.width, ..Stroke::default() };
        pixmap.stroke_path(&path, &paint(pen.colour, pen.opacity), &stroke, Transform::identity(), None);
    }
}

fn paint(colour: Rgba, opacity: f32) -> Paint<'static> {
    let [red, green, blue, own] = colour;
    let mut paint = Paint { anti_alias: true, ..Paint::default() };
    let mut colour = Color::from_rgba8(red, green, blue, own);
    colour.apply_opacity(opacity);
    paint.set_color(colour);
    paint
}

/// Lends the picture to the rasteriser, which wants colours multiplied with their opacity. What is opaque is that already.
pub(super) fn on_pixmap(
    canvas: &mut Canvas,
    draw: impl FnOnce(&mut PixmapMut<'_>),
) -> Result<(), MediaError> {
    let opaque = canvas.is_opaque();
    if !opaque {
        for pixel in canvas.pixels_mut() {
            let opacity = u32::from(pixel[3]);
            for value in &mut pixel[..3] {
                *value = ((u32::from(*value) * opacity + 127) / 255) as u8;
            }
        }
    }
    let (width, height) = (canvas.width as u32, canvas.height as u32);
    let mut pixmap = PixmapMut::from_bytes(canvas.samples_mut(), width, height)
        .ok_or_else(|| MediaError::Io("the rasteriser refused the picture".to_owned()))?;
    draw(&mut pixmap);
    if !opaque {
        for pixel in canvas.pixels_mut() {
            let opacity = u32::from(pixel[3]);
            if opacity > 0 && opacity < u32::from(OPAQUE) {
                for value in &mut pixel[..3] {
                    *value = ((u32::from(*value) * 255 + opacity / 2) / opacity).min(255) as u8;
                }
            }
        }
    }
    Ok(())
}
