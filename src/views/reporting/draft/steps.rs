//! The steps of a document: approving, publishing, throwing a draft away, and taking an edition back.
//!
//! The rule: a form says which draft or edition it was made for, so that a step is taken on what was seen. What cannot be undone
//! takes a tick or a page of its own; what was typed goes along to it, so that no words are left out unseen.

use maud::{Markup, html};

use crate::domain::reporting::document::DocumentKind;
use crate::domain::reporting::draft_form::{self, CONFIRMED, EDITION, REASON, SEEN, SHA256, WORDS};
use crate::domain::reporting::edition::{Edition, WithdrawalReason};
use crate::domain::reporting::standing::{Approver, Obstacle};
use crate::texts::Texts;
use crate::urls;
use crate::views::reporting::draft::DraftPage;
use crate::views::reporting::draft::fields::FORM;
use crate::views::reporting::state;

/// The identifiers of the fields that a refusal leads to.
const CONTACTS_MEANT: &str = "contacts-meant";
const DISCARD_MEANT: &str = "discard-meant";
const REJECT_MEANT: &str = "reject-meant";
const WITHDRAWN_EDITION: &str = "withdrawn-edition";
const WITHDRAW_MEANT: &str = "withdraw-meant";
const FIRST_REASON: &str = "reason";

/// The field by which an obstacle is taken away, if there is one.
fn field_of(obstacle: Obstacle) -> Option<&'static str> {
    match obstacle {
        Obstacle::NamesContacts => Some(CONTACTS_MEANT),
        Obstacle::Unconfirmed => Some(DISCARD_MEANT),
        Obstacle::RejectUnconfirmed => Some(REJECT_MEANT),
        Obstacle::NoEdition => Some(WITHDRAWN_EDITION),
        Obstacle::NoReason => Some(FIRST_REASON),
        Obstacle::WithdrawUnconfirmed => Some(WITHDRAW_MEANT),
        Obstacle::Unsaved => Some(WORDS[0]),
        _ => None,
    }
}

/// Why a step was not taken, with the way to the field by which it can be.
pub(super) fn refusal(text: &Texts, refused: Obstacle) -> Markup {
    html! {
        div.errors id="refused" role="alert" tabindex="-1" autofocus {
            p {
                @if let Some(field) = field_of(refused) {
                    a href={ "#" (field) } { (state::obstacle(text, refused)) }
                } @else { (state::obstacle(text, refused)) }
            }
        }
    }
}

/// The e-mail addresses and telephone numbers in the words, and a tick that they are meant.
pub(super) fn contacts(text: &Texts, contacts: &[String]) -> Markup {
    html! {
        @if !contacts.is_empty() {
            p id="contacts" { (text.reports_contacts()) }
            ul { @for contact in contacts { li { (contact) } } }
            label.tick {
                input type="checkbox" id=(CONTACTS_MEANT) name=(CONFIRMED) value="yes" required aria-describedby="contacts";
                span { (text.reports_contacts_meant()) }
            }
        }
    }
}

/// A tick that a step is meant.
fn meant(id: &str, words: &str) -> Markup {
    html! {
        label.tick {
            input type="checkbox" id=(id) name=(CONFIRMED) value="yes" required;
            span { (words) }
        }
    }
}

impl DraftPage<'_> {
    pub(super) fn approve(&self, text: &Texts) -> Markup {
        let approver = Approver { name: self.staff.user.email, may_publish: self.may_publish() };
        html! {
            section aria-labelledby="approve" {
                h2 id="approve" { (text.reports_approve_heading()) }
                @match self.standing().obstacle(&self.year.facts, &approver) {
                    Some(obstacle) => p { (state::obstacle(text, obstacle)) },
                    None => {
                        p { (text.reports_to_approve_text()) }
                        button type="submit" form=(FORM) formaction=(urls::report_approve(self.year.year, self.kind)) {
                            (text.reports_to_approve())
                        }
                    }
                }
            }
        }
    }

    fn seen_draft(&self) -> Markup {
        let seen = draft_form::seen(self.standing().draft.as_ref());
        html! { input type="hidden" name=(SEEN) value=(seen); }
    }

    pub(super) fn publish(&self, text: &Texts) -> Markup {
        let year = self.year.year;
        html! {
            section aria-labelledby="publish" {
                h2 id="publish" { (text.reports_publish_heading()) }
                @if self.may_publish() {
                    p { @match self.kind {
                        DocumentKind::Public => (text.reports_publish_text(self.address)),
                        DocumentKind::Internal => (text.reports_publish_internal_text()),
                    } }
                    form method="post" action=(urls::report_publish(year, self.kind)) {
                        (self.seen_edition())
                        button type="submit" { (text.reports_publish()) }
                    }
                } @else { p { (state::obstacle(text, Obstacle::OtherRole)) } }
            }
        }
    }

    /// Deciding that the approved edition is not published, for those who may publish.
    pub(super) fn reject(&self, text: &Texts) -> Markup {
        html! {
            @if self.may_publish() {
                section aria-labelledby="reject" {
                    h2 id="reject" { (text.reports_reject()) }
                    p { (text.reports_reject_text()) }
                    form method="post" action=(urls::report_reject(self.year.year, self.kind)) {
                        (self.seen_edition())
                        (meant(REJECT_MEANT, &text.reports_reject_meant()))
                        button.quiet type="submit" { (text.reports_reject()) }
                    }
                }
            }
        }
    }

    fn seen_edition(&self) -> Markup {
        html! {
            @if let Some(waiting) = self.standing().waiting() {
                input type="hidden" name=(EDITION) value=(waiting.number);
                input type="hidden" name=(SHA256) value=(waiting.fingerprint());
            }
        }
    }

    /// Throwing the draft away, if there is one.
    pub(super) fn discard(&self, text: &Texts) -> Markup {
        html! {
            @if self.standing().draft.is_some() {
                section aria-labelledby="discard" {
                    h2 id="discard" { (text.reports_discard_heading()) }
                    p { (text.reports_discard_text()) }
                    form method="post" action=(urls::report_discard(self.year.year, self.kind)) {
                        (self.seen_draft())
                        (meant(DISCARD_MEANT, &text.reports_discard_meant()))
                        button.quiet type="submit" { (text.reports_discard()) }
                    }
                }
            }
        }
    }

    /// Taking a published edition back, for those who may publish.
    pub(super) fn withdraw(&self, text: &Texts) -> Markup {
        let published: Vec<&Edition> =
            self.standing().editions.iter().filter(|edition| edition.is_published()).collect();
        html! {
            @if self.may_publish() && !published.is_empty() {
                section aria-labelledby="withdraw" {
                    h2 id="withdraw" { (text.reports_withdraw_heading()) }
                    p { (text.reports_withdraw_text()) }
                    form.boxed method="post" action=(urls::report_withdraw(self.year.year, self.kind)) {
                        div.question {
                            label for=(WITHDRAWN_EDITION) { (text.reports_withdraw_which()) }
                            select id=(WITHDRAWN_EDITION) name=(EDITION) required {
                                option value="" { (text.reports_withdraw_choose()) }
                                @for edition in &published {
                                    @let number = edition.number.to_string();
                                    option value=(number) selected[self.was_chosen(EDITION, &number)] { (number) }
                                }
                            }
                        }
                        (self.reasons(text))
                        (meant(WITHDRAW_MEANT, &text.reports_withdraw_meant()))
                        button.quiet type="submit" { (text.reports_withdraw()) }
                    }
                }
            }
        }
    }

    /// Why an edition is withdrawn.
    fn reasons(&self, text: &Texts) -> Markup {
        html! {
            fieldset.question {
                legend { (text.reports_withdraw_why()) }
                @for (place, reason) in WithdrawalReason::ALL.iter().enumerate() {
                    label.tick {
                        input type="radio" id=[(place == 0).then_some(FIRST_REASON)] name=(REASON) value=(reason.name())
                            checked[self.was_chosen(REASON, reason.name())] required;
                        span { (state::reason(text, *reason)) }
                    }
                }
            }
        }
    }

    /// Whether a withdrawal that was refused had this value.
    fn was_chosen(&self, field: &str, value: &str) -> bool {
        self.outcome.chosen.iter().any(|(name, chosen)| name == field && chosen == value)
    }
}
