//! The logo: a file that is a picture.
//!
//! The rule: a drawing runs nothing and loads nothing from elsewhere, and a photo has a size. What the file is, its content says
//! and not its name. `/logo` forbids scripts to browsers too; this keeps a wrong file from being noticed only there.

mod drawing;

use crate::config::settings::parsers;

/// The largest logo, in bytes: pages should load fast.
const LARGEST: usize = 200 * 1024;
/// The longest side in pixels: a header that says more is broken.
const LONGEST_SIDE: usize = 10_000;

/// An image of a type that every browser displays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logo {
    pub content_type: &'static str,
    pub bytes: Vec<u8>,
}

/// Reads a logo file.
///
/// # Errors
/// A file that cannot be read, is too large, or is no SVG, PNG, JPEG or WebP picture that is safe to show.
pub fn read_logo(path: &str) -> Result<Logo, String> {
    let bytes = std::fs::read(parsers::path(path)?).map_err(|error| format!("cannot be read: {error}"))?;
    if bytes.len() > LARGEST {
        return Err(format!("is larger than {} kB", LARGEST / 1024));
    }
    let content_type = content_type(&bytes)?;
    Ok(Logo { content_type, bytes })
}

fn content_type(bytes: &[u8]) -> Result<&'static str, String> {
    let photo = match bytes {
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', 0, 0, 0, 13, b'I', b'H', b'D', b'R', ..] => {
            "image/png"
        }
        [0xff, 0xd8, 0xff, ..] => "image/jpeg",
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', b'V', b'P', b'8', ..] => "image/webp",
        _ => return drawing::check(bytes).map(|()| "image/svg+xml"),
    };
    let size = imagesize::blob_size(bytes).ok();
    let sides = 1..=LONGEST_SIDE;
    let is_whole = size.is_some_and(|size| sides.contains(&size.width) && sides.contains(&size.height));
    if is_whole {
        Ok(photo)
    } else {
        Err("is damaged: its header does not say how large the picture is".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x10\0\0\0\x08\x08\x06\0\0\0";
    const JPEG: &[u8] = b"\xff\xd8\xff\xe0\0\x04\0\0\xff\xc0\0\x0b\x08\0\x08\0\x10\x01\x01\x11\0\xff\xd9";
    const WEBP: &[u8] = b"RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0\x2f\x0f\xc0\x01\0\0\0\0\0\0\0\0\0\0";

    #[test]
    fn a_picture_is_known_by_its_content() {
        let drawing = b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>".as_slice();
        for (bytes, expected) in
            [(PNG, "image/png"), (JPEG, "image/jpeg"), (WEBP, "image/webp"), (drawing, "image/svg+xml")]
        {
            assert_eq!(content_type(bytes), Ok(expected));
        }
    }

    #[test]
    fn what_is_no_picture_is_refused() {
        let too_wide = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\x10\0\0\0\0\0\x08\x08\x06\0\0\0".as_slice();
        let flat = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\0\0\0\0\x08\x08\x06\0\0\0".as_slice();
        for bytes in [
            b"".as_slice(),
            b"a logo",
            b"%PDF-1.7",
            b"GIF89a\x10\0\x08\0",
            b"\x89PNG",
            b"\x89PNG\r\n\x1a\n and nothing else",
            PNG.get(..20).unwrap(),
            too_wide,
            flat,
            b"\xff\xd8\xff",
            b"\xff\xd8\xff\xe0<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
            b"RIFF\x1a\0\0\0WEBP",
            b"RIFF\x1a\0\0\0WAVEfmt ",
        ] {
            assert!(content_type(bytes).is_err(), "{}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn a_file_that_is_absent_large_or_no_picture_is_refused() {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("logo.png");
        let path = path.to_str().unwrap();
        assert!(read_logo(path).unwrap_err().contains("cannot be read"));
        std::fs::write(path, [PNG, &vec![0; LARGEST]].concat()).unwrap();
        assert!(read_logo(path).unwrap_err().contains("larger than 200 kB"));
        std::fs::write(path, PNG).unwrap();
        assert_eq!(read_logo(path).unwrap().content_type, "image/png");
        std::fs::write(path, "text").unwrap();
        assert!(read_logo(path).is_err());
    }
}
