//! Readers that note what passes through them: its SHA-256, and whether its end was reached.
//!
//! The rule: they change nothing of what is read.

use std::cell::Cell;
use std::io::{self, BufRead, Read};
use std::rc::Rc;

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use crate::domain::upkeep::manifest::Member;

/// A reader that notes when it came to its end.
pub(super) struct Watched<R> {
    pub inner: R,
    pub ended: Rc<Cell<bool>>,
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(into)?;
        if count == 0 && !into.is_empty() {
            self.ended.set(true);
        }
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Watched<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        let buffered = self.inner.fill_buf()?;
        if buffered.is_empty() {
            self.ended.set(true);
        }
        Ok(buffered)
    }

    fn consume(&mut self, count: usize) {
        self.inner.consume(count);
    }
}

/// A reader that computes the SHA-256 of what is read.
pub struct Hashed<R> {
    inner: R,
    hasher: Sha256,
    pub(super) size: u64,
    /// Whether reading failed, and not what was done with the bytes.
    pub(super) failed: bool,
}

impl<R: Read> Hashed<R> {
    /// Begins.
    pub fn of(inner: R) -> Self {
        Self { inner, hasher: Sha256::new(), size: 0, failed: false }
    }

    /// What was read, as a member of an archive.
    #[must_use]
    pub fn as_member(&self, name: &str) -> Member {
        let sha256 = HEXLOWER.encode(&self.hasher.clone().finalize());
        Member { name: name.to_owned(), size: self.size, sha256 }
    }
}

impl<R: Read> Read for Hashed<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(into).inspect_err(|_| self.failed = true)?;
        self.hasher.update(into.get(..count).unwrap_or_default());
        self.size += count as u64;
        Ok(count)
    }
}
