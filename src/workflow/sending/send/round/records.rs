//! The recording of a round: each kind in tasks of its own, so that a slow database delays neither mails nor
//! heartbeats.

use std::sync::Arc;

use tokio::task::JoinError;
use tokio::time::Instant;

use crate::storage::StorageError;
use crate::workflow::sending::send::round::{GATHER_BOOKINGS, MOST_NOTES, Recorded, Round};
use crate::workflow::sending::send::{Claimed, SendReport, Unsent, accepted, stopped, unsent};

impl Round<'_> {
    pub(super) fn may_note(&self) -> bool {
        !self.accepted.is_empty() && self.notes.len() < MOST_NOTES
    }

    /// If a rest may end, only after the mails accepted before are noted: noting ends the rest, and a refusal may
    /// start another.
    pub(super) fn may_record_unsent(&self) -> bool {
        let is_its_turn = !self.may_end_rest || (self.accepted.is_empty() && self.notes.is_empty());
        !self.unsent.is_empty() && self.unsent_records.is_empty() && is_its_turn
    }

    pub(super) fn may_book(&self) -> bool {
        !self.to_book.is_empty() && self.bookings.is_empty()
    }

    /// Records what has ended, as far as possible now.
    pub(super) fn record(&mut self) {
        if self.may_note() {
            self.note();
        }
        if self.may_record_unsent() {
            self.record_unsent();
        }
    }

    pub(super) fn note(&mut self) {
        let mails = std::mem::take(&mut self.accepted);
        if mails.is_empty() {
            return;
        }
        self.in_notes += mails.len();
        let (app, may_end_rest) = (self.app.clone(), self.may_end_rest);
        self.notes.spawn(async move {
            let outcome = accepted::note(&app, &mails, may_end_rest).await;
            (mails, outcome)
        });
    }

    pub(super) fn end_note(&mut self, noted: Result<Recorded<Vec<Arc<Claimed>>, ()>, JoinError>) {
        if self.to_book.is_empty() {
            self.noted_at = self.app.now();
            self.book_by = Instant::now() + GATHER_BOOKINGS;
        }
        match noted {
            Ok((mails, outcome)) => {
                let noted = mails.len();
                self.in_notes -= noted;
                // A mail that could not be noted may still be booked.
                self.to_book.extend(mails);
                if self.heed(outcome).is_some() {
                    self.hand_overs.add_permits(noted);
                }
            }
            Err(error) => self.fail(stopped(&error)),
        }
    }

    pub(super) fn record_unsent(&mut self) {
        self.may_end_rest |= self.is_server_in_trouble;
        let mails = std::mem::take(&mut self.unsent);
        for Unsent { claimed, .. } in &mails {
            self.begun.remove(&claimed.message.id);
        }
        self.in_unsent_records += mails.len();
        let (app, lease) = (self.app.clone(), self.lease);
        self.unsent_records.spawn(async move { (mails.len(), unsent::record(&app, lease, &mails).await) });
    }

    pub(super) fn end_unsent_record(&mut self, recorded: Result<Recorded<usize, SendReport>, JoinError>) {
        match recorded {
            Ok((mails, outcome)) => {
                self.in_unsent_records -= mails;
                let report = self.heed(outcome).unwrap_or_default();
                self.report += report;
            }
            Err(error) => self.fail(stopped(&error)),
        }
    }

    pub(super) fn book(&mut self) {
        let mails = std::mem::take(&mut self.to_book);
        for claimed in &mails {
            self.begun.remove(&claimed.message.id);
        }
        self.in_bookings += mails.len();
        let (app, lease, accepted_at) = (self.app.clone(), self.lease, self.noted_at);
        self.bookings
            .spawn(async move { (mails.len(), accepted::book(&app, lease, &mails, accepted_at).await) });
    }

    pub(super) fn end_booking(&mut self, booked: Result<Recorded<usize, u64>, JoinError>) {
        match booked {
            Ok((mails, outcome)) => {
                self.in_bookings -= mails;
                self.report.sent += self.heed(outcome).unwrap_or_default();
            }
            Err(error) => self.fail(stopped(&error)),
        }
    }

    /// The result; `None` if the database failed, after which nothing more is claimed.
    fn heed<T>(&mut self, outcome: Result<T, StorageError>) -> Option<T> {
        outcome.map_err(|error| self.fail(error)).ok()
    }
}
