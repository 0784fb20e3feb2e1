//! How to reach the customer of a follow-up.
//!
//! The rule: contact details stand on the page only where they were asked for, and for a customer who wants no contact
//! there is nothing to ask.

use maud::{Markup, html};

use crate::domain::follow_ups::detail::CustomerContact;
use crate::texts::Texts;
use crate::urls;
use crate::views::follow_ups::detail::FollowUpPage;
use crate::views::follow_ups::shown_contact::ShownContact;
use crate::views::kit::format::day;

impl FollowUpPage<'_> {
    /// How to reach a customer who asked for contact, for who holds the follow-up.
    pub(super) fn contact(&self, text: &Texts) -> Markup {
        let follow_up = &self.detail.follow_up;
        let may = follow_up.may_be_contacted_by(self.pages.staff.user.email);
        html! {
            h2 { (text.follow_up_contact_heading()) }
            @if follow_up.done.is_some() { p { (text.follow_up_contact_ended()) } }
            @else if !may { p { (text.follow_up_contact_holder()) } }
            @else {
                @let due = day(self.pages.staff.language, follow_up.due_on);
                @if follow_up.is_overdue(self.pages.today) { p { (text.follow_up_contact_overdue(due)) } }
                @else if follow_up.first_done_at.is_some() { p { (text.follow_up_contact_again()) } }
                @else { p { (text.follow_up_contact(due)) } }
                @match self.contact {
                    ShownContact::No => {
                        p.note { (text.follow_up_contact_recorded()) }
                        button type="submit" formaction=(urls::follow_up_contact(follow_up.id)) {
                            (text.follow_up_contact_show())
                        }
                    },
                    ShownContact::Gone => p { (text.follow_up_contact_gone()) },
                    ShownContact::Details(contact) => (Self::details(contact, follow_up.reference.as_str(), text)),
                }
            }
        }
    }

    fn details(contact: &CustomerContact, reference: &str, text: &Texts) -> Markup {
        html! {
            dl.pairs {
                @if let Some(name) = &contact.name {
                    dt { (text.follow_up_contact_name()) }
                    dd { bdi { (name) } }
                }
                dt { (text.follow_up_contact_mail()) }
                dd { a href=(urls::mail_to(&contact.address)) { (contact.address) } }
                @if let Some(phone) = &contact.phone {
                    dt { (text.follow_up_contact_phone()) }
                    dd { a href=(phone.uri()) { (phone.as_str()) } }
                }
            }
            @if contact.phone.is_none() { p { (text.follow_up_no_phone(reference)) } }
        }
    }
}
