//! Forms with a file (`multipart/form-data`, RFC 7578), read from a body that is already within its limit.
//!
//! The rule: a body that is not whole is refused, never mended. What a browser says of a file's name and type is not used.

use axum::http::{HeaderMap, header};

/// The most fields of such a form.
const MOST: usize = 16;

/// A field, and what is in it.
pub type Field = (String, Vec<u8>);

/// Whether a request says that its body is such a form.
pub fn is_sent(headers: &HeaderMap) -> bool {
    boundary(headers).is_some()
}

/// The fields of a form; `None` if the body is not such a form, or broken.
pub fn fields(headers: &HeaderMap, body: &[u8]) -> Option<Vec<Field>> {
    let delimiter = format!("--{}", boundary(headers)?).into_bytes();
    let between = [b"\r\n", delimiter.as_slice()].concat();
    let mut rest = body.strip_prefix(delimiter.as_slice())?;
    let mut fields = Vec::new();
    while !rest.starts_with(b"--") {
        if fields.len() == MOST {
            return None;
        }
        let part = rest.strip_prefix(b"\r\n")?;
        let (part, after) = split(part, &between)?;
        let (head, content) = split(part, b"\r\n\r\n")?;
        fields.push((name_of(head)?, content.to_vec()));
        rest = after;
    }
    Some(fields)
}

/// The first field of a name, as text.
pub fn text(headers: &HeaderMap, body: &[u8], name: &str) -> Option<String> {
    let (_, content) = fields(headers, body)?.into_iter().find(|(field, _)| field == name)?;
    String::from_utf8(content).ok()
}

/// What stands between the parts of the body, as the request says.
fn boundary(headers: &HeaderMap) -> Option<String> {
    let kind = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
    let mut parameters = kind.split(';').map(str::trim);
    if !parameters.next()?.eq_ignore_ascii_case("multipart/form-data") {
        return None;
    }
    let boundary = parameters.find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.eq_ignore_ascii_case("boundary").then(|| value.trim_matches('"').to_owned())
    })?;
    (1..=70).contains(&boundary.len()).then_some(boundary)
}

/// The name in the head of a part: `Content-Disposition: form-data; name="file"; filename="a.csv"`.
fn name_of(head: &[u8]) -> Option<String> {
    let head = std::str::from_utf8(head).ok()?;
    let disposition = head.split("\r\n").find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-disposition").then_some(value)
    })?;
    // A semicolon within a file's name comes after the name of the field, which no page of ours writes with one.
    disposition.split(';').map(str::trim).find_map(|parameter| {
        let name = parameter.strip_prefix("name=\"")?.strip_suffix('"')?;
        Some(name.to_owned())
    })
}

/// What stands before the first occurrence of `mark`, and what behind it.
fn split<'a>(bytes: &'a [u8], mark: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let at = bytes.windows(mark.len()).position(|window| window == mark)?;
    let (before, after) = bytes.split_at_checked(at)?;
    Some((before, after.strip_prefix(mark)?))
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

    fn read(kind: &'static str, body: &str) -> Option<Vec<(String, String)>> {
        let as_text = |(name, content): Field| (name, String::from_utf8(content).unwrap());
        Some(fields(&headers(kind), body.as_bytes())?.into_iter().map(as_text).collect())
    }

    #[test]
    fn fields_and_a_file_are_read_as_a_browser_sends_them() {
        let body = "--x1\r\nContent-Disposition: form-data; name=\"signed_in_as\"\r\n\r\na@example.org\r\n--x1\r\n\
            content-disposition: form-data; name=\"file\"; filename=\"a; b.csv\"\r\nContent-Type: text/csv\r\n\r\n\
            a,b\r\n--x\r\n\r\n1,2\r\n\r\n--x1--\r\n";
        let fields = read(KIND, body).unwrap();
        assert_eq!(fields[0], ("signed_in_as".to_owned(), "a@example.org".to_owned()));
        assert_eq!(fields[1], ("file".to_owned(), "a,b\r\n--x\r\n\r\n1,2\r\n".to_owned()));
        assert_eq!(text(&headers(KIND), body.as_bytes(), "signed_in_as").as_deref(), Some("a@example.org"));
        let quoted = "Multipart/Form-Data; charset=utf-8; Boundary=\"x1\"";
        assert_eq!(read(quoted, body).unwrap().len(), 2);
        assert_eq!(read(KIND, "--x1--\r\n"), Some(Vec::new()));
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
            let _ = fields(&headers(KIND), &[begin, &bytes].concat());
        }

        #[test]
        fn a_file_comes_in_as_it_was_sent(content in proptest::collection::vec(any::<u8>(), 0..200)) {
            let head = b"--long-boundary\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\n";
            let body = [&head[..], &content, b"\r\n--long-boundary--\r\n"].concat();
            let read = fields(&headers("multipart/form-data; boundary=long-boundary"), &body);
            prop_assert_eq!(read, Some(vec![("file".to_owned(), content)]));
        }
    }
}
