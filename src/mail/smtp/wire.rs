//! Sends commands to a mail server and reads its replies.
//!
//! lettre's own connection reads replies as UTF-8 and rejects a bare code, so that a mail whose acceptance came in
//! another encoding would be sent again; it also leaves Nagle's algorithm on, so that each mail waits 44 ms for a
//! delayed acknowledgement. The rule: every step has a time-out, and no reply is ever taken for that of another
//! command.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncBufReadExt as _, AsyncRead, AsyncWrite, AsyncWriteExt as _, BufReader, ReadBuf};
use tokio::net::TcpStream;
use tokio_rustls::client::TlsStream;

use crate::mail::smtp::limits::{LONGEST_LINE, LONGEST_REPLY};
use crate::mail::smtp::reply::{Reply, ReplyLine};
use crate::mail::smtp::tls;

/// Why a step failed.
#[derive(Debug, thiserror::Error)]
pub enum StepError {
    #[error("the mail server fell silent")]
    TimedOut,
    /// 4yz or 5yz.
    #[error("{0}")]
    Refused(Reply),
    #[error("the mail server said what is no reply")]
    InvalidReply,
    #[error("the mail server hung up")]
    Closed,
    #[error("{0}")]
    Io(#[from] std::io::Error),
}

/// A connection, in clear or encrypted.
pub struct Wire {
    stream: BufReader<Stream>,
}

enum Stream {
    Clear(TcpStream),
    Encrypted(Box<TlsStream<TcpStream>>),
}

impl Wire {
    /// Wraps an unencrypted connection.
    pub fn new(stream: TcpStream) -> Self {
        Self { stream: BufReader::new(Stream::Clear(stream)) }
    }

    /// Starts TLS on the connection, within `limit`.
    ///
    /// # Errors
    /// See [`StepError`]. Unsolicited data before the TLS handshake is an error too: an attacker may have injected it
    /// (CVE-2011-0411).
    pub async fn encrypt(self, host: &str, limit: Duration) -> Result<Self, StepError> {
        if !self.stream.buffer().is_empty() {
            return Err(StepError::InvalidReply);
        }
        let Stream::Clear(stream) = self.stream.into_inner() else { return Err(StepError::InvalidReply) };
        let encrypted = tokio::time::timeout(limit, tls::encrypt(stream, host)).await;
        let encrypted = encrypted.map_err(|_| StepError::TimedOut)??;
        Ok(Self { stream: BufReader::new(Stream::Encrypted(Box::new(encrypted))) })
    }

    /// Sends commands and waits for the first reply; the replies to further pipelined commands are read after this.
    ///
    /// # Errors
    /// See [`StepError`].
    pub async fn command(&mut self, commands: &str, limit: Duration) -> Result<Reply, StepError> {
        let step = async {
            let stream = self.stream.get_mut();
            stream.write_all(commands.as_bytes()).await?;
            stream.flush().await?;
            self.next_reply().await
        };
        tokio::time::timeout(limit, step).await.unwrap_or(Err(StepError::TimedOut))
    }

    /// Reads the next reply.
    ///
    /// # Errors
    /// See [`StepError`].
    pub async fn reply(&mut self, limit: Duration) -> Result<Reply, StepError> {
        tokio::time::timeout(limit, self.next_reply()).await.unwrap_or(Err(StepError::TimedOut))
    }

    async fn next_reply(&mut self) -> Result<Reply, StepError> {
        let (mut lines, mut octets) = (Vec::new(), 0);
        loop {
            let line = self.read_line(&mut octets).await?;
            let line = ReplyLine::parse(&line).map_err(|_| StepError::InvalidReply)?;
            lines.push(line.text);
            if !line.is_continued {
                let reply = Reply { code: line.code, lines };
                return if reply.is_positive() { Ok(reply) } else { Err(StepError::Refused(reply)) };
            }
        }
    }

    /// The next line, cut off at the limit; adds its octets to `octets`.
    async fn read_line(&mut self, octets: &mut usize) -> Result<Vec<u8>, StepError> {
        let mut line = Vec::new();
        loop {
            let available = self.stream.fill_buf().await?;
            if available.is_empty() {
                return Err(StepError::Closed);
            }
            let end = available.iter().position(|octet| *octet == b'\n');
            let taken = end.map_or(available.len(), |end| end + 1);
            let room = LONGEST_LINE.saturating_sub(line.len()).min(taken);
            line.extend_from_slice(&available[..room]);
            self.stream.consume(taken);
            *octets += taken;
            if *octets > LONGEST_REPLY {
                return Err(StepError::InvalidReply);
            }
            if end.is_some() {
                return Ok(line);
            }
        }
    }
}

impl AsyncRead for Stream {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<std::io::Result<()>> {
        match self.get_mut() {
            Self::Clear(stream) => Pin::new(stream).poll_read(context, into),
            Self::Encrypted(stream) => Pin::new(stream).poll_read(context, into),
        }
    }
}

impl AsyncWrite for Stream {
    fn poll_write(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        data: &[u8],
    ) -> Poll<std::io::Result<usize>> {
        match self.get_mut() {
            Self::Clear(stream) => Pin::new(stream).poll_write(context, data),
            Self::Encrypted(stream) => Pin::new(stream).poll_write(context, data),
        }
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        match self.get_mut() {
            Self::Clear(stream) => Pin::new(stream).poll_flush(context),
            Self::Encrypted(stream) => Pin::new(stream).poll_flush(context),
        }
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        match self.get_mut() {
            Self::Clear(stream) => Pin::new(stream).poll_shutdown(context),
            Self::Encrypted(stream) => Pin::new(stream).poll_shutdown(context),
        }
    }
}
