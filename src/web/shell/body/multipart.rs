//! Forms with a file (`multipart/form-data`, RFC 7578), read from a body that is already within its limit.
//!
//! The rule: a body that is not whole is refused, never mended. What a browser says of a file's name and type is not used.

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, header};
use multer::Multipart;

/// The most fields of such a form.
const MOST: usize = 16;
/// The longest boundary, in characters (RFC 2046, 5.1.1).
const LONGEST_BOUNDARY: usize = 70;

/// A field, and what is in it.
pub type Field = (String, Bytes);

/// Whether a request says that its body is such a form.
pub fn is_sent(headers: &HeaderMap) -> bool {
    boundary(headers).is_some()
}

/// The fields of a form; `None` if the body is not such a form, or broken.
pub async fn fields(headers: &HeaderMap, body: Bytes) -> Option<Vec<Field>> {
    let mut form = Multipart::new(Body::from(body).into_data_stream(), boundary(headers)?);
    let mut fields = Vec::new();
    while let Some(field) = form.next_field().await.ok()? {
        if fields.len() == MOST {
            return None;
        }
        let name = field.name()?.to_owned();
        fields.push((name, field.bytes().await.ok()?));
    }
    Some(fields)
}

/// The first field of a name, as text.
pub async fn text(headers: &HeaderMap, body: Bytes, name: &str) -> Option<String> {
    let (_, content) = fields(headers, body).await?.into_iter().find(|(field, _)| field == name)?;
    String::from_utf8(content.into()).ok()
}

/// What stands between the parts of the body, as the request says.
fn boundary(headers: &HeaderMap) -> Option<String> {
    let kind = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
    let boundary = multer::parse_boundary(kind).ok()?;
    (1..=LONGEST_BOUNDARY).contains(&boundary.len()).then_some(boundary)
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;
    use proptest::prelude::*;

    use super::*;

    const KIND: &str = "multipart/form-data; boundary=x1";

    fn headers(kind: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(header::CONTENT_TYPE, HeaderValue::from_static(kind))])
    }

    /// The fields, without a server around them: the body is there, so nothing is waited for.
    fn fields_of(kind: &'static str, body: &[u8]) -> Option<Vec<Field>> {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(fields(&headers(kind), Bytes::copy_from_slice(body)))
    }

    fn read(kind: &'static str, body: &str) -> Option<Vec<(String, String)>> {
        let as_text = |(name, content): Field| (name, String::from_utf8(content.into()).unwrap());
        Some(fields_of(kind, body.as_bytes())?.into_iter().map(as_text).collect())
    }

    #[test]
    fn fields_and_a_file_are_read_as_a_browser_sends_them() {
        let body = "--x1\r\nContent-Disposition: form-data; name=\"signed_in_as\"\r\n\r\na@example.org\r\n--x1\r\n\
            content-disposition: form-data; name=\"file\"; filename=\"a; b.csv\"\r\nContent-Type: text/csv\r\n\r\n\
            a,b\r\n--x\r\n\r\n1,2\r\n\r\n--x1--\r\n";
        let fields = read(KIND, body).unwrap();
        assert_eq!(fields[0], ("signed_in_as".to_owned(), "a@example.org".to_owned()));
        assert_eq!(fields[1], ("file".to_owned(), "a,b\r\n--x\r\n\r\n1,2\r\n".to_owned()));
        let quoted = "Multipart/Form-Data; charset=utf-8; Boundary=\"x1\"";
        assert_eq!(read(quoted, body).unwrap().len(), 2);
        assert_eq!(read(KIND, "--x1--\r\n"), Some(Vec::new()));
    }

    #[tokio::test]
    async fn a_field_is_read_as_text_by_its_name() {
        let part = "Content-Disposition: form-data; name=\"a\"\r\n\r\nb";
        let body = Bytes::from(format!("--x1\r\n{part}\r\n--x1--"));
        assert_eq!(text(&headers(KIND), body.clone(), "a").await.as_deref(), Some("b"));
        assert_eq!(text(&headers(KIND), body, "b").await, None);
    }

    #[test]
    fn what_is_broken_is_refused() {
        let part = "Content-Disposition: form-data; name=\"a\"\r\n\r\nb";
        for body in [
            "".to_owned(),
            "--x1".to_owned(),
            "--x2--".to_owned(),
            format!("--x1\r\n{part}"),
            format!("--x1\r\n{part}\r\n--x1"),
            format!("--x1\n{part}\r\n--x1--"),
            "--x1\r\nContent-Type: text/plain\r\n\r\nb\r\n--x1--".to_owned(),
            "--x1\r\nContent-Disposition: form-data; name=\"a\"\r\n--x1--".to_owned(),
            format!("--x1{}--", format!("\r\n{part}\r\n--x1").repeat(MOST + 1)),
        ] {
            assert_eq!(read(KIND, &body), None, "{body}");
        }
        for kind in [
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "multipart/form-data; boundary=",
            "multipart/mixed; boundary=x1",
        ] {
            assert_eq!(read(kind, &format!("--x1\r\n{part}\r\n--x1--")), None, "{kind}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_fields_or_not(bytes in proptest::collection::vec(any::<u8>(), 0..200), begins in any::<bool>()) {
            let begin: &[u8] = if begins { b"--x1\r\n" } else { b"" };
            let _ = fields_of(KIND, &[begin, &bytes].concat());
        }

        #[test]
        fn a_file_comes_in_as_it_was_sent(content in proptest::collection::vec(any::<u8>(), 0..200)) {
            let head = b"--long-boundary\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\n";
            let body = [&head[..], &content, b"\r\n--long-boundary--\r\n"].concat();
            let read = fields_of("multipart/form-data; boundary=long-boundary", &body);
            prop_assert_eq!(read, Some(vec![("file".to_owned(), Bytes::from(content))]));
        }
    }
}
