//! Reads an archive, and says in which way one is unusable.
//!
//! The rule: an archive counts as read only when all of it was, to the last byte of the file. Until then nothing of it is trusted.

use std::cell::Cell;
use std::io::{self, BufRead, BufReader, Read};
use std::rc::Rc;

use flate2::bufread::GzDecoder;
use tar::{Archive, Entries, Entry};

use crate::domain::upkeep::archive::hashed::{Hashed, Watched};
use crate::domain::upkeep::archive::{MANIFEST, SUMS, sums};
use crate::domain::upkeep::manifest::{Manifest, ManifestFault, Member};

/// A manifest and its checksums are far smaller.
const LONGEST_MANIFEST: u64 = 1024 * 1024;
/// What every gzip file begins with.
const GZIP: [u8; 2] = [0x1f, 0x8b];

/// Why an archive cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveFault {
    #[error("it is not a backup that `naklank backup` made")]
    Foreign,
    #[error("it ends too early: it was cut off, most likely while it was copied. Use another copy of it")]
    Truncated,
    #[error("it was changed after it was made ({0}): use another copy of it")]
    Altered(String),
    #[error(transparent)]
    Manifest(ManifestFault),
    #[error("it cannot be read: {0}")]
    Reading(io::Error),
    /// What was read could not be put where it belongs.
    #[error(transparent)]
    Taking(io::Error),
}

/// Reads an archive to its end and checks all of it; `newest` is the newest migration that this program knows. Each member
/// but the manifest goes to `take`, whose failure ends the reading.
///
/// What `take` was given is proved only when this returns: it must be thrown away after a fault.
///
/// # Errors
/// See [`ArchiveFault`].
pub fn read(
    input: impl Read,
    newest: i64,
    mut take: impl FnMut(&Manifest, &str, &mut dyn Read) -> io::Result<()>,
) -> Result<Manifest, ArchiveFault> {
    let mut input = BufReader::new(input);
    refuse_what_is_no_gzip(&mut input)?;
    let ended = Rc::new(Cell::new(false));
    let watched = Watched { inner: input, ended: Rc::clone(&ended) };
    let mut tar = Archive::new(GzDecoder::new(watched));
    let manifest = read_members(&mut tar, &ended, newest, &mut take)?;
    // The end of the gzip file holds a checksum of its own.
    let mut rest = tar.into_inner();
    refuse_more(&mut rest, &ended)?;
    // What stands behind that end no checksum covers.
    let mut behind = rest.into_inner();
    if behind.fill_buf().map_err(ArchiveFault::Reading)?.is_empty() { Ok(manifest) } else { Err(added()) }
}

/// Reads what a tar file has behind its last member, which is nothing but zeros.
fn refuse_more(rest: &mut impl Read, ended: &Cell<bool>) -> Result<(), ArchiveFault> {
    let mut piece = [0; 1 << 12];
    loop {
        let count = rest.read(&mut piece).map_err(|error| judged(error, ended))?;
        let read = piece.get(..count).unwrap_or_default();
        if read.iter().any(|byte| *byte != 0) {
            return Err(added());
        }
        if count == 0 {
            return Ok(());
        }
    }
}

fn added() -> ArchiveFault {
    ArchiveFault::Altered("something was added behind its end".to_owned())
}

fn read_members(
    tar: &mut Archive<impl Read>,
    ended: &Cell<bool>,
    newest: i64,
    take: &mut impl FnMut(&Manifest, &str, &mut dyn Read) -> io::Result<()>,
) -> Result<Manifest, ArchiveFault> {
    // Raw: names and sizes that stand in members of their own would be read into memory, however large they are. A backup has none.
    let mut entries = tar.entries().map_err(|error| judged(error, ended))?.raw(true);
    let first = next(&mut entries, ended).map_err(|fault| match fault {
        // No header of a tar file.
        ArchiveFault::Altered(_) => ArchiveFault::Foreign,
        other => other,
    })?;
    let (_, mut entry) = first.filter(|(name, _)| name == MANIFEST).ok_or(ArchiveFault::Foreign)?;
    let json = short(&mut entry, ended)?;
    let manifest = Manifest::parse(&json, newest).map_err(ArchiveFault::Manifest)?;
    for member in &manifest.members {
        let (name, entry) = next(&mut entries, ended)?.ok_or(ArchiveFault::Truncated)?;
        if name != member.name {
            return Err(ArchiveFault::Altered(format!("{name} stands in place of {}", member.name)));
        }
        read_member(entry, member, ended, |bytes| take(&manifest, &name, bytes))?;
    }
    let (name, mut entry) = next(&mut entries, ended)?.ok_or(ArchiveFault::Truncated)?;
    if name != SUMS || short(&mut entry, ended)? != sums(&manifest, &json).as_bytes() {
        return Err(ArchiveFault::Altered("its checksums".to_owned()));
    }
    match next(&mut entries, ended)? {
        Some((name, _)) => Err(ArchiveFault::Altered(format!("{name} was added"))),
        None => Ok(manifest),
    }
}

/// The next member with its name.
fn next<'a, R: Read>(
    entries: &mut Entries<'a, R>,
    ended: &Cell<bool>,
) -> Result<Option<(String, Entry<'a, R>)>, ArchiveFault> {
    let Some(entry) = entries.next() else { return Ok(None) };
    let entry = entry.map_err(|error| judged(error, ended))?;
    let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
    if !entry.header().entry_type().is_file() {
        return Err(ArchiveFault::Altered(format!("{name} is no file")));
    }
    Ok(Some((name, entry)))
}

/// Hands a member on, and holds it against what the manifest says.
fn read_member(
    entry: impl Read,
    member: &Member,
    ended: &Cell<bool>,
    take: impl FnOnce(&mut dyn Read) -> io::Result<()>,
) -> Result<(), ArchiveFault> {
    let mut hashed = Hashed::of(entry);
    let taken = take(&mut hashed).and_then(|()| io::copy(&mut hashed, &mut io::sink()));
    match taken {
        Err(error) if hashed.failed => Err(judged(error, ended)),
        Err(error) => Err(ArchiveFault::Taking(error)),
        Ok(_) if hashed.as_member(&member.name) == *member => Ok(()),
        Ok(_) if ended.get() && hashed.size < member.size => Err(ArchiveFault::Truncated),
        Ok(_) => Err(ArchiveFault::Altered(member.name.clone())),
    }
}

fn refuse_what_is_no_gzip(input: &mut impl BufRead) -> Result<(), ArchiveFault> {
    let begin = input.fill_buf().map_err(ArchiveFault::Reading)?;
    match begin.get(..GZIP.len()) {
        Some(found) if found == GZIP => Ok(()),
        None if begin.is_empty() => Err(ArchiveFault::Truncated),
        _ => Err(ArchiveFault::Foreign),
    }
}

/// All bytes of a small member.
fn short(entry: &mut impl Read, ended: &Cell<bool>) -> Result<Vec<u8>, ArchiveFault> {
    let mut bytes = Vec::new();
    entry.take(LONGEST_MANIFEST).read_to_end(&mut bytes).map_err(|error| judged(error, ended))?;
    Ok(bytes)
}

/// What an error of reading says of the archive, which `ended` if its last byte was read.
fn judged(error: io::Error, ended: &Cell<bool>) -> ArchiveFault {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => ArchiveFault::Truncated,
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData | io::ErrorKind::Other if ended.get() => {
            ArchiveFault::Truncated
        }
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData | io::ErrorKind::Other => {
            ArchiveFault::Altered(error.to_string())
        }
        _ => ArchiveFault::Reading(error),
    }
}
