//! Follow-ups: the lists, one follow-up, and how many were in time.

mod contact;
pub mod detail;
pub mod figures;
mod forms;
mod history;
pub mod list;
pub mod refusal;
pub mod shown_contact;
mod words;

pub mod contact_mail;
pub mod due_mail;

use chrono::NaiveDate;
use chrono_tz::Tz;

use crate::views::kit::page::StaffPage;

/// The viewer of the pages.
#[derive(Clone, Copy)]
pub struct FollowUpPages<'a> {
    pub staff: StaffPage<'a>,
    pub zone: Tz,
    pub today: NaiveDate,
}
