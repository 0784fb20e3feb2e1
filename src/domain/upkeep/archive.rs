//! The archive of a backup: a tar file in gzip, with the manifest first and the checksums of all members last, so that
//! `tar -xzf` and `sha256sum -c` open and check it without this program.
//!
//! The rule: it is written and read as a stream, in memory that does not grow with it. A member that is not as its manifest
//! says is a fault, and so is an archive that ends before its checksums do, or that goes on behind its end.

mod hashed;
mod read;

use std::io::{self, BufWriter, Read, Write};

use data_encoding::HEXLOWER;
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

pub use hashed::Hashed;
pub use read::{ArchiveFault, read};

use crate::domain::upkeep::manifest::Manifest;

const MANIFEST: &str = "manifest.json";
const SUMS: &str = "SHA256SUMS";

/// Writes an archive of these members, which are those of the manifest in their order; gives back what it was written to.
///
/// # Errors
/// What is written to failed, as on a full disk; or a member is not as the manifest says.
pub fn write<W: Write>(out: W, manifest: &Manifest, members: Vec<Box<dyn Read + '_>>) -> io::Result<W> {
    let seconds = u64::try_from(manifest.made_at.timestamp()).unwrap_or_default();
    let gzip = GzEncoder::new(BufWriter::new(out), Compression::default());
    let mut tar = tar::Builder::new(gzip);
    let json = manifest.to_json()?;
    append(&mut tar, MANIFEST, json.len() as u64, seconds, json.as_slice())?;
    for (member, bytes) in manifest.members.iter().zip(members) {
        let mut hashed = Hashed::of(bytes.take(member.size));
        append(&mut tar, &member.name, member.size, seconds, &mut hashed)?;
        if hashed.as_member(&member.name) != *member {
            return Err(io::Error::other(format!("{} changed while it was written", member.name)));
        }
    }
    let sums = sums(manifest, &json);
    append(&mut tar, SUMS, sums.len() as u64, seconds, sums.as_bytes())?;
    let buffered = tar.into_inner()?.finish()?;
    buffered.into_inner().map_err(io::IntoInnerError::into_error)
}

fn append<W: Write>(
    tar: &mut tar::Builder<W>,
    name: &str,
    size: u64,
    seconds: u64,
    bytes: impl Read,
) -> io::Result<()> {
    let mut header = tar::Header::new_gnu();
    header.set_entry_type(tar::EntryType::Regular);
    header.set_size(size);
    header.set_mode(0o600);
    header.set_mtime(seconds);
    tar.append_data(&mut header, name, bytes)
}

/// The member with the checksums, in the format of `sha256sum`.
fn sums(manifest: &Manifest, json: &[u8]) -> String {
    let line = |sha256: &str, name: &str| format!("{sha256}  {name}\n");
    let first = line(&HEXLOWER.encode(&Sha256::digest(json)), MANIFEST);
    manifest.members.iter().fold(first, |text, member| text + &line(&member.sha256, &member.name))
}

#[cfg(test)]
mod tests {
    use flate2::read::GzDecoder;

    use super::*;
    use crate::domain::upkeep::manifest::tests::manifest;
    use crate::domain::upkeep::manifest::{Member, SEALED_KEY, SQLITE_COPY};

    /// Bytes that compress badly, so that the archive is longer than any buffer.
    fn database() -> Vec<u8> {
        let mut state = 1_u64;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 56) as u8
        };
        (0..200_000).map(|_| next()).collect()
    }

    fn member(name: &str, bytes: &[u8]) -> Member {
        let mut hashed = Hashed::of(bytes);
        io::copy(&mut hashed, &mut io::sink()).unwrap();
        hashed.as_member(name)
    }

    fn made(database: &[u8]) -> (Manifest, Vec<u8>) {
        let manifest = manifest(vec![member(SQLITE_COPY, database), member(SEALED_KEY, b"{}")]);
        let members: Vec<Box<dyn Read + '_>> = vec![Box::new(database), Box::new(&b"{}"[..])];
        let archive = write(Vec::new(), &manifest, members).unwrap();
        (manifest, archive)
    }

    /// Names with their content.
    type Members = Vec<(String, Vec<u8>)>;

    fn read_all(archive: &[u8]) -> Result<(Manifest, Members), ArchiveFault> {
        let mut members = Vec::new();
        let manifest = read(archive, 29, |_, name, bytes| {
            let mut all = Vec::new();
            bytes.read_to_end(&mut all)?;
            members.push((name.to_owned(), all));
            Ok(())
        })?;
        Ok((manifest, members))
    }

    #[test]
    fn an_archive_gives_back_what_was_put_in() {
        let database = database();
        let (manifest, archive) = made(&database);
        let (read, members) = read_all(&archive).unwrap();
        assert_eq!(read, manifest);
        assert_eq!(members, [(SQLITE_COPY.to_owned(), database), (SEALED_KEY.to_owned(), b"{}".to_vec())]);
    }

    #[test]
    fn wherever_it_is_cut_off_it_is_said_to_be_cut_off() {
        let (_, archive) = made(&database());
        for length in
            [0, 500, 10_000, archive.len() / 2, archive.len() - 600, archive.len() - 9, archive.len() - 1]
        {
            let fault = read_all(&archive[..length]).unwrap_err();
            assert!(matches!(fault, ArchiveFault::Truncated), "{length}: {fault}");
        }
    }

    #[test]
    fn a_changed_byte_is_found_wherever_it_stands() {
        let (_, archive) = made(&database());
        for place in [1_500, 20_000, archive.len() / 2, archive.len() - 10_000] {
            let mut changed = archive.clone();
            changed[place] ^= 0x10;
            assert!(read_all(&changed).is_err(), "byte {place}");
        }
    }

    #[test]
    fn what_stands_behind_its_end_makes_it_altered() {
        let (_, archive) = made(&database());
        let inside = |more: &[u8]| {
            let mut bytes = Vec::new();
            GzDecoder::new(archive.as_slice()).read_to_end(&mut bytes).unwrap();
            let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
            gzip.write_all(&[bytes.as_slice(), more].concat()).unwrap();
            gzip.finish().unwrap()
        };
        assert!(read_all(&inside(&[0; 10_240])).is_ok(), "a tar file may end in more zeros");
        let altered = [
            ("one byte", [archive.as_slice(), b"x"].concat()),
            ("zeros", [archive.as_slice(), &[0; 512]].concat()),
            ("the archive once more", [archive.as_slice(), &archive].concat()),
            ("bytes behind the last member", inside(b"more")),
            ("bytes far behind it", inside(&[&[0; 10_240][..], b"more"].concat())),
        ];
        for (name, bytes) in altered {
            let fault = read_all(&bytes).unwrap_err();
            assert!(
                matches!(&fault, ArchiveFault::Altered(what) if what.contains("added")),
                "{name}: {fault}"
            );
        }
    }

    #[test]
    fn a_member_that_is_not_as_the_manifest_says_is_altered() {
        let (manifest, archive) = made(b"one database");
        assert!(read_all(&archive).is_ok());
        let gunzipped = {
            let mut bytes = Vec::new();
            GzDecoder::new(archive.as_slice()).read_to_end(&mut bytes).unwrap();
            bytes
        };
        let place = gunzipped.windows(12).position(|bytes| bytes == b"one database").unwrap();
        let mut changed = gunzipped;
        changed[place] = b'O';
        let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
        gzip.write_all(&changed).unwrap();
        let fault = read_all(&gzip.finish().unwrap()).unwrap_err();
        assert!(
            matches!(&fault, ArchiveFault::Altered(name) if *name == manifest.members[0].name),
            "{fault}"
        );
    }

    #[test]
    fn what_is_no_backup_is_foreign() {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
        gzip.write_all(&[b'x'; 2_000]).unwrap();
        let no_tar = gzip.finish().unwrap();
        let mut tar = tar::Builder::new(GzEncoder::new(Vec::new(), Compression::default()));
        append(&mut tar, "holiday.jpg", 3, 0, &b"sea"[..]).unwrap();
        let another = tar.into_inner().unwrap().finish().unwrap();
        for foreign in [&b"SQLite format 3\0"[..], &another, &no_tar] {
            assert!(matches!(read_all(foreign).unwrap_err(), ArchiveFault::Foreign));
        }
    }

    #[test]
    fn a_link_or_a_name_of_any_length_is_no_member() {
        let manifest = manifest(vec![member(SQLITE_COPY, b"x")]).to_json().unwrap();
        let special = [tar::EntryType::Symlink, tar::EntryType::GNULongName, tar::EntryType::XHeader];
        for (kind, is_first) in special.into_iter().flat_map(|kind| [(kind, true), (kind, false)]) {
            let mut tar = tar::Builder::new(GzEncoder::new(Vec::new(), Compression::default()));
            if !is_first {
                append(&mut tar, MANIFEST, manifest.len() as u64, 0, manifest.as_slice()).unwrap();
            }
            let mut header = tar::Header::new_gnu();
            header.set_entry_type(kind);
            header.set_size(1 << 20);
            header.set_path(SQLITE_COPY).unwrap();
            header.set_cksum();
            tar.append(&header, io::repeat(b'n').take(1 << 20)).unwrap();
            let fault = read_all(&tar.into_inner().unwrap().finish().unwrap()).unwrap_err();
            let is_told = match fault {
                ArchiveFault::Foreign => is_first,
                ArchiveFault::Altered(what) => what.contains(SQLITE_COPY),
                _ => false,
            };
            assert!(is_told, "{kind:?} {is_first}");
        }
    }

    #[test]
    fn a_member_that_cannot_be_put_away_is_no_fault_of_the_archive() {
        let (_, archive) = made(&database());
        let full = |_: &Manifest, _: &str, _: &mut dyn Read| Err(io::ErrorKind::StorageFull.into());
        let fault = read(archive.as_slice(), 29, full).unwrap_err();
        assert!(matches!(fault, ArchiveFault::Taking(error) if error.kind() == io::ErrorKind::StorageFull));
    }

    /// Accepts a number of bytes, then fails as a full disk does.
    struct Small(usize);

    impl Write for Small {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let room = bytes.len().min(self.0);
            self.0 -= room;
            if room == 0 && !bytes.is_empty() { Err(io::ErrorKind::StorageFull.into()) } else { Ok(room) }
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_full_disk_is_an_error_wherever_it_fills_up() {
        let database = database();
        let (manifest, archive) = made(&database);
        for room in [0, 100, 9_000, archive.len() / 2, archive.len() - 1] {
            let members: Vec<Box<dyn Read + '_>> = vec![Box::new(database.as_slice()), Box::new(&b"{}"[..])];
            let outcome = write(Small(room), &manifest, members).map(|_| ());
            assert_eq!(outcome.unwrap_err().kind(), io::ErrorKind::StorageFull, "{room} bytes");
        }
    }

    #[test]
    fn a_member_that_changes_while_it_is_written_fails() {
        let manifest = manifest(vec![member(SQLITE_COPY, b"before")]);
        for now in [&b"beforf"[..], b"bef"] {
            let members: Vec<Box<dyn Read + '_>> = vec![Box::new(now)];
            assert!(write(Vec::new(), &manifest, members).is_err());
        }
    }
}
