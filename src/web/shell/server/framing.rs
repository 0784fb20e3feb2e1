//! Request framing as strict as RFC 9112 allows, so that a proxy in front never sees a request end elsewhere than this
//! server does (request smuggling).
//!
//! The rule: a line ends in CRLF, and the length of a body is given once. A violation is answered with 400 and closes
//! the connection. The HTTP library is more lenient with heads, so the violating byte is replaced by one that it
//! refuses, and nothing after it is passed on.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// The size limit of a head, and of a line between chunks, in bytes.
const LONGEST: usize = 512 * 1024;
/// A byte that the library refuses in a request line, header or trailer. Between chunks the library would skip it but
/// refuses violations itself, so there it is not used.
const REFUSED: u8 = 0;

/// A stream that enforces strict framing on what it reads.
pub struct FramingGuard<S> {
    stream: S,
    parser: FramingParser,
}

impl<S> FramingGuard<S> {
    pub fn new(stream: S) -> Self {
        Self { stream, parser: FramingParser::default() }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for FramingGuard<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.parser.state == State::Invalid {
            return Poll::Ready(Err(io::Error::new(
                io::ErrorKind::InvalidData,
                "what follows means nothing",
            )));
        }
        let before = buffer.filled().len();
        ready!(Pin::new(&mut self.stream).poll_read(context, buffer))?;
        if let Some(arrived) = buffer.filled_mut().get_mut(before..) {
            self.parser.parse(arrived);
        }
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for FramingGuard<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(context, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

/// The parser's position in the requests of a connection.
#[derive(Debug, Default)]
struct FramingParser {
    state: State,
    /// The current line so far, without its CRLF.
    line: Vec<u8>,
    /// The length so far of the current head or trailers, in bytes.
    length: usize,
    body_framing: BodyFraming,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    #[default]
    RequestLine,
    Headers,
    Body(u64),
    ChunkSize,
    Chunk(u64),
    ChunkEnd,
    Trailers,
    /// The framing was violated; what follows is meaningless.
    Invalid,
}

/// How the head frames the body (RFC 9112, 6.3).
#[derive(Debug, Default)]
struct BodyFraming {
    content_length: Option<u64>,
    is_chunked: Option<bool>,
}

/// The framing was violated.
struct FramingError;

impl FramingParser {
    /// Parses the bytes that arrived and replaces the first one that violates the framing.
    fn parse(&mut self, arrived: &mut [u8]) {
        let mut at = 0;
        while at < arrived.len() {
            if let State::Body(left) | State::Chunk(left) = self.state {
                at += self.skip(left, arrived.len() - at);
                continue;
            }
            if self.state == State::Invalid {
                return;
            }
            let Some(byte) = arrived.get_mut(at) else { return };
            // Some mail programs leave a raw bracket attached to a link. The library would refuse it before the router
            // sees the link; a quotation mark passes and is stripped like any other trailing punctuation.
            if self.state == State::RequestLine && matches!(*byte, b'<' | b'>') {
                *byte = b'"';
            }
            if let Err(FramingError) = self.read(*byte) {
                if !matches!(self.state, State::ChunkSize | State::ChunkEnd) {
                    *byte = REFUSED;
                }
                self.state = State::Invalid;
            }
            at += 1;
        }
    }

    fn skip(&mut self, left: u64, arrived: usize) -> usize {
        let skipped = arrived.min(usize::try_from(left).unwrap_or(usize::MAX));
        let left = left - skipped as u64;
        self.state = match self.state {
            State::Chunk(_) if left == 0 => State::ChunkEnd,
            State::Chunk(_) => State::Chunk(left),
            _ if left == 0 => State::RequestLine,
            _ => State::Body(left),
        };
        skipped
    }

    fn read(&mut self, byte: u8) -> Result<(), FramingError> {
        self.length += 1;
        if self.length > LONGEST {
            return Err(FramingError);
        }
        let ended = self.line.last() == Some(&b'\r');
        match byte {
            b'\n' if ended => {
                self.line.pop();
                let line = std::mem::take(&mut self.line);
                self.line_ends(&line)
            }
            // A bare line feed or a bare carriage return.
            b'\n' => Err(FramingError),
            _ if ended => Err(FramingError),
            _ => {
                self.line.push(byte);
                Ok(())
            }
        }
    }

    fn line_ends(&mut self, line: &[u8]) -> Result<(), FramingError> {
        self.state = match self.state {
            // Empty lines before a request are skipped (RFC 9112, 2.2).
            State::RequestLine if line.is_empty() => State::RequestLine,
            State::RequestLine => {
                self.body_framing = BodyFraming::default();
                State::Headers
            }
            State::Headers if line.is_empty() => self.body_begins()?,
            State::Headers => {
                self.body_framing.read_header(line)?;
                State::Headers
            }
            State::ChunkSize => match chunk_size(line)? {
                0 => State::Trailers,
                size => State::Chunk(size),
            },
            State::ChunkEnd if line.is_empty() => State::ChunkSize,
            State::Trailers if line.is_empty() => State::RequestLine,
            State::Trailers => State::Trailers,
            _ => return Err(FramingError),
        };
        if !matches!(self.state, State::Headers | State::Trailers) {
            self.length = 0;
        }
        Ok(())
    }

    fn body_begins(&self) -> Result<State, FramingError> {
        match (self.body_framing.is_chunked, self.body_framing.content_length) {
            (Some(true), None) => Ok(State::ChunkSize),
            (Some(_), _) => Err(FramingError),
            (None, None | Some(0)) => Ok(State::RequestLine),
            (None, Some(length)) => Ok(State::Body(length)),
        }
    }
}

impl BodyFraming {
    fn read_header(&mut self, line: &[u8]) -> Result<(), FramingError> {
        // Line folding, a known way to hide a header (RFC 9112, 5.2).
        if line.first().is_some_and(u8::is_ascii_whitespace) {
            return Err(FramingError);
        }
        let colon = line.iter().position(|byte| *byte == b':').ok_or(FramingError)?;
        let (name, value) = line.split_at(colon);
        let value = value.get(1..).unwrap_or_default().trim_ascii();
        if name.eq_ignore_ascii_case(b"content-length") {
            let length = digits(value, 10)?;
            if self.content_length.is_some_and(|other| other != length) {
                return Err(FramingError);
            }
            self.content_length = Some(length);
        } else if name.eq_ignore_ascii_case(b"transfer-encoding") {
            // `chunked` is the only supported coding; other parsers may read a repeated one differently.
            let is_sole = self.is_chunked.is_none();
            self.is_chunked = Some(is_sole && value.eq_ignore_ascii_case(b"chunked"));
        }
        Ok(())
    }
}

fn chunk_size(line: &[u8]) -> Result<u64, FramingError> {
    let size = line.split(|byte| *byte == b';').next().unwrap_or_default();
    digits(size.trim_ascii_end(), 16)
}

fn digits(text: &[u8], radix: u32) -> Result<u64, FramingError> {
    let text = std::str::from_utf8(text).map_err(|_| FramingError)?;
    if text.is_empty() || !text.chars().all(|character| character.is_digit(radix)) {
        return Err(FramingError);
    }
    u64::from_str_radix(text, radix).map_err(|_| FramingError)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The index of the byte that violates the framing, if any, checked to be the same however the bytes are split.
    fn violation_at(text: &str) -> Option<usize> {
        let read = |piece: usize| {
            let (mut parser, mut bytes) = (FramingParser::default(), text.as_bytes().to_vec());
            bytes.chunks_mut(piece).for_each(|arrived| parser.parse(arrived));
            let refused = bytes.iter().position(|byte| *byte == REFUSED);
            refused.or((parser.state == State::Invalid).then_some(usize::MAX))
        };
        let whole = read(text.len().max(1));
        assert_eq!(read(1), whole, "{text:?}");
        whole
    }

    #[test]
    fn requests_behind_each_other_come_through() {
        for text in [
            "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
            "\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n\n\r\n\nGET / HTTP/1.1\r\n\r\n",
            "POST / HTTP/1.1\r\ncontent-length:4\r\nContent-Length: 4\r\n\r\nabcdGET / HTTP/1.1\r\n\r\n",
            "POST / HTTP/1.1\r\nContent-Length: 0\r\n\r\nGET / HTTP/1.1\r\n\r\n",
            "PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n\n\n\n\r\nA;x=y\r\n0123456789\r\n0\r\n\r\nGET / HTTP/1.1\r\n\r\n",
            "PUT / HTTP/1.1\r\nTransfer-Encoding: Chunked\r\n\r\n0\r\nTrailer: x\r\n\r\nGET / HTTP/1.1\r\n\r\n",
        ] {
            assert_eq!(violation_at(text), None, "{text:?}");
        }
    }

    #[test]
    fn what_two_readers_could_read_differently_is_refused_where_it_stands() {
        let head = "POST / HTTP/1.1\r\nHost: a\r\n";
        for wrong in [
            "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r",
            "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r",
            "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r",
            "Transfer-Encoding: gzip, chunked\r\n\r",
            "Transfer-Encoding: identity\r\n\r",
            "Transfer-Encoding: xchunked\r\n\r",
            "X: y",
            "",
            "X: y\r",
            "X: y\r\n z\r",
            "X y\r",
            "Content-Length: 4\r\nContent-Length: 5\r",
            "Content-Length: +4\r",
            "Content-Length: 4, 4\r",
            "Content-Length: -1\r",
            "Content-Length:\r",
            "Content-Length: 99999999999999999999\r",
            "Transfer-Encoding: chunked\r\n\r\nx\r",
            "Transfer-Encoding: chunked\r\n\r\n3",
            "Transfer-Encoding: chunked\r\n\r\n3;x",
            "Transfer-Encoding: chunked\r\n\r\n3\r\nabcd\r",
            "Transfer-Encoding: chunked\r\n\r\n\r",
        ] {
            let end = if wrong == "X: y\r" { "x" } else { "\n" };
            let text = format!("{head}{wrong}{end}rest\n");
            let is_in_body = wrong.contains("chunked\r\n\r\n");
            let violation = if is_in_body { usize::MAX } else { head.len() + wrong.len() };
            assert_eq!(violation_at(&text), Some(violation), "{wrong:?}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let mut parser = FramingParser::default();
            parser.parse(&mut bytes.clone());
        }

        #[test]
        fn a_body_of_any_bytes_comes_through(body in proptest::collection::vec(1_u8.., 1..300)) {
            let mut text = format!("POST / HTTP/1.1\r\nContent-Length: {}\r\n\r\n", body.len()).into_bytes();
            text.extend(&body);
            let mut parsed = text.clone();
            let mut parser = FramingParser::default();
            parser.parse(&mut parsed);
            prop_assert_eq!(parsed, text);
            prop_assert_eq!(parser.state, State::RequestLine);
        }
    }
}
