//! Reading a body up to a size limit.

pub mod multipart;

use axum::body::Body;
use axum::http::HeaderMap;
use http_body_util::BodyExt as _;

use crate::urls;

/// A body over its limit is still drained up to this size in bytes, so that the client gets to read the refusal.
const READ_OFF: usize = 16 * 1024 * 1024;

/// The size limit of a form on a staff page, in bytes.
const STAFF_FORM: usize = 128 * 1024;
/// That of a form that carries such a form, urlencoded once more, through signing in.
pub const CARRYING_FORM: usize = 512 * 1024;
/// That of a survey answer with every character percent-encoded.
const ANSWER: usize = 512 * 1024;

/// That of a form with a file of at most [`LARGEST_FILE`].
pub const UPLOAD: usize = LARGEST_FILE + 64 * 1024;
/// The largest file that a page takes, in bytes; the command line takes larger ones.
pub const LARGEST_FILE: usize = 8 * 1024 * 1024;

/// The size limit of the form that a request sends, also of one with a file.
pub fn largest_sent(path: &str, headers: &HeaderMap) -> usize {
    if path == urls::IMPORTS && multipart::is_sent(headers) { UPLOAD } else { largest_form(path) }
}

/// The size limit of the form of a path, for those who keep it without knowing the page.
pub fn largest_form(path: &str) -> usize {
    if path.starts_with("/s/") {
        ANSWER
    } else if path.starts_with(urls::SIGN_IN) || is_about_second_factor(path) {
        CARRYING_FORM
    } else {
        STAFF_FORM
    }
}

/// Whether a path is one of the second factor, where a user may be before the session shows other pages.
pub fn is_about_second_factor(path: &str) -> bool {
    path.starts_with(urls::SECOND_FACTOR) || path == urls::RECOVERY_CODES
}

/// Why a body was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyError {
    TooLarge,
    /// The connection broke.
    Broken,
}

/// The body, if it is at most `most` bytes long.
///
/// # Errors
/// See [`BodyError`].
pub async fn read(mut body: Body, most: usize) -> Result<Vec<u8>, BodyError> {
    let mut bytes = Vec::new();
    let mut length = 0;
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| BodyError::Broken)?;
        let Some(data) = frame.data_ref() else { continue };
        length += data.len();
        if length > READ_OFF {
            return Err(BodyError::TooLarge);
        }
        if length <= most {
            bytes.extend_from_slice(data);
        }
    }
    if length > most { Err(BodyError::TooLarge) } else { Ok(bytes) }
}
