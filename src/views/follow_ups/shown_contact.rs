//! How much of a customer's contact details a page of a follow-up shows.
//!
//! The rule: nothing, unless it was asked for.

use crate::domain::follow_ups::detail::CustomerContact;

/// What the reader asked to see of the customer's contact details.
#[derive(Clone, Copy, Debug)]
pub enum ShownContact<'a> {
    /// Nothing was asked.
    No,
    /// They are no longer kept.
    Gone,
    Details(&'a CustomerContact),
}
