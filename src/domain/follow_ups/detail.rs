//! What the page of one follow-up shows.

use std::collections::BTreeMap;

use crate::domain::answering::questionnaire::{ItemId, Rating};
use crate::domain::follow_ups::entry::Entry;
use crate::domain::follow_ups::follow_up::FollowUp;
use crate::domain::ids::UserId;
use crate::domain::people::phone_number::PhoneNumber;

/// A follow-up with all that the reader may know of it.
#[derive(Clone, Debug)]
pub struct FollowUpDetail {
    pub follow_up: FollowUp,
    /// `None` until it is taken up: the customer may still change the answer.
    pub answer: Option<GivenAnswer>,
    /// Its history, oldest first; empty until it is taken up.
    pub entries: Vec<Entry>,
    /// Who may hold it.
    pub colleagues: Vec<Colleague>,
    /// The teams that it can be handed over to.
    pub teams: Vec<String>,
    /// Whether the reader may open the complaint: not where another team handles it.
    pub sees_complaint: bool,
}

/// What the customer answered, besides the score.
#[derive(Clone, Debug, Default)]
pub struct GivenAnswer {
    pub comment: Option<String>,
    pub ratings: BTreeMap<ItemId, Rating>,
}

/// A user to whom a follow-up can be given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Colleague {
    pub id: UserId,
    pub email: String,
}

/// How a customer can be reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerContact {
    pub name: Option<String>,
    pub address: String,
    pub phone: Option<PhoneNumber>,
}
