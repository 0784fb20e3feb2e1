//! A chart that stands alone as a picture of pixels, for programs that take no SVG.
//!
//! The rule: its letters come with the program, so it looks the same on every server.

use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

/// The Latin letters of Arimo, under the SIL Open Font License, which lies beside it.
const FONT: &[u8] = include_bytes!("arimo.ttf");
const FAMILY: &str = "Arimo";
/// Pixels for each SVG unit.
const FINENESS: f32 = 2.0;
/// The most pixels on a side.
const MOST_PIXELS: f32 = 6_000.0;

static DATABASE: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = fontdb::Database::new();
    fonts.load_font_data(FONT.to_vec());
    fonts.set_sans_serif_family(FAMILY);
    Arc::new(fonts)
});

/// Why a picture cannot be drawn in pixels.
#[derive(Debug, thiserror::Error)]
pub enum RasterError {
    #[error("the picture is no valid SVG: {0}")]
    Drawing(#[from] resvg::usvg::Error),
    #[error("the picture would have too many pixels")]
    TooLarge,
    #[error("the picture cannot be written: {0}")]
    Writing(String),
}

/// The document as PNG. It takes tens of milliseconds of a processor.
///
/// # Errors
/// The document is no SVG, or is too large.
pub fn png(document: &str) -> Result<Vec<u8>, RasterError> {
    let options =
        Options { fontdb: Arc::clone(&DATABASE), font_family: FAMILY.to_owned(), ..Options::default() };
    let tree = Tree::from_str(document, &options)?;
    let (width, height) = (tree.size().width() * FINENESS, tree.size().height() * FINENESS);
    if width.max(height) > MOST_PIXELS {
        return Err(RasterError::TooLarge);
    }
    let mut pixels = Pixmap::new(width.ceil() as u32, height.ceil() as u32).ok_or(RasterError::TooLarge)?;
    resvg::render(&tree, Transform::from_scale(FINENESS, FINENESS), &mut pixels.as_mut());
    pixels.encode_png().map_err(|error| RasterError::Writing(error.to_string()))
}
