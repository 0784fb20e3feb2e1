//! A connection that is closed when its client reads too slowly.
//!
//! The rule: while there is something to write, the client must accept at least [`LEAST_WRITTEN`] bytes within
//! [`WINDOW`]. Bytes in the system's send buffer count as accepted.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep};

/// The time over which the speed is measured; only time spent waiting for the client counts.
pub const WINDOW: Duration = Duration::from_secs(20);
/// In bytes: half a kilobyte per second, a twentieth of what the slowest telephone does.
const LEAST_WRITTEN: usize = 10 * 1024;
/// The size of the system's send buffer, in bytes. The system reports it writable again only once a third has been
/// sent, and its default grows to megabytes: a slow client would seem to accept nothing for minutes.
pub const SEND_BUFFER: usize = 32 * 1024;

/// A stream with a minimum speed for what is written.
pub struct SlowReadGuard<S> {
    stream: S,
    window: Duration,
    /// When the current window ends; `None` while no write is pending.
    deadline: Option<Pin<Box<Sleep>>>,
    /// The time already spent waiting in this window.
    waited: Duration,
    waiting_since: Option<Instant>,
    written: usize,
}

impl<S> SlowReadGuard<S> {
    pub fn new(stream: S, window: Duration) -> Self {
        Self { stream, window, deadline: None, waited: Duration::ZERO, waiting_since: None, written: 0 }
    }

    fn record_written(&mut self, bytes: usize) {
        self.written += bytes;
        self.deadline = None;
        if let Some(since) = self.waiting_since.take() {
            self.waited += since.elapsed();
        }
        if self.written >= LEAST_WRITTEN {
            (self.waited, self.written) = (Duration::ZERO, 0);
        }
    }

    /// Ready with a time-out error once the client has accepted nothing for the rest of the window.
    fn poll_timeout(&mut self, context: &mut Context<'_>) -> Poll<io::Error> {
        self.waiting_since.get_or_insert_with(Instant::now);
        let left = self.window.saturating_sub(self.waited);
        let deadline = self.deadline.get_or_insert_with(|| Box::pin(tokio::time::sleep(left)));
        ready!(deadline.as_mut().poll(context));
        Poll::Ready(io::Error::new(io::ErrorKind::TimedOut, "the other side takes nothing"))
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for SlowReadGuard<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for SlowReadGuard<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        match Pin::new(&mut self.stream).poll_write(context, bytes) {
            Poll::Ready(Ok(count)) => {
                self.record_written(count);
                Poll::Ready(Ok(count))
            }
            Poll::Ready(Err(error)) => Poll::Ready(Err(error)),
            Poll::Pending => self.poll_timeout(context).map(Err),
        }
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        match Pin::new(&mut self.stream).poll_write_vectored(context, slices) {
            Poll::Ready(Ok(count)) => {
                self.record_written(count);
                Poll::Ready(Ok(count))
            }
            Poll::Ready(Err(error)) => Poll::Ready(Err(error)),
            Poll::Pending => self.poll_timeout(context).map(Err),
        }
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

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn who_takes_nothing_is_let_go() {
        let (ours, _theirs) = tokio::io::duplex(64);
        let begun = Instant::now();
        let outcome = SlowReadGuard::new(ours, WINDOW).write_all(&[7; 100]).await;
        assert_eq!(outcome.unwrap_err().kind(), io::ErrorKind::TimedOut);
        assert_eq!(begun.elapsed().as_secs(), WINDOW.as_secs());
    }

    /// Reads at most `each_second` bytes each second until the end; returns the total.
    async fn read_slowly(mut theirs: tokio::io::DuplexStream, each_second: usize) -> usize {
        let (mut piece, mut all) = (vec![0; each_second], 0);
        loop {
            tokio::time::sleep(Duration::from_secs(1)).await;
            match theirs.read(&mut piece).await {
                Ok(count) if count > 0 => all += count,
                _ => return all,
            }
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_least_speed_is_asked_for_and_a_slow_telephone_is_served() {
        for (each_second, is_served) in [(1, false), (300, false), (2_000, true), (64 * 1024, true)] {
            let (ours, theirs) = tokio::io::duplex(64 * 1024);
            let reading = tokio::spawn(read_slowly(theirs, each_second));
            let mut guard = SlowReadGuard::new(ours, WINDOW);
            assert_eq!(guard.write_all(&vec![7; 200_000]).await.is_ok(), is_served, "{each_second}");
            drop(guard);
            assert_eq!(reading.await.unwrap() == 200_000, is_served);
        }
    }

    #[tokio::test(start_paused = true)]
    async fn time_in_which_there_is_nothing_to_write_does_not_count() {
        let (ours, mut theirs) = tokio::io::duplex(64);
        let mut guard = SlowReadGuard::new(ours, WINDOW);
        for _ in 0..20 {
            guard.write_all(&[7; 60]).await.unwrap();
            tokio::time::sleep(Duration::from_secs(60)).await;
            theirs.read_exact(&mut [0; 60]).await.unwrap();
        }
    }
}
