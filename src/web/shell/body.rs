//! Reading a body up to a size limit.

use axum::body::Body;
use http_body_util::BodyExt as _;

/// A body over its limit is still drained up to this size in bytes, so that the client gets to read the refusal.
const READ_OFF: usize = 8 * 1024 * 1024;

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
