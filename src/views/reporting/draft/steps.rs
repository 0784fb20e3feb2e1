//! The steps of a document: approving, publishing, throwing a draft away, and taking an edition back.
//!
//! The rule: a form says which draft or edition it was made for, so that a step is taken on what was seen. What cannot be undone
//! takes a tick or a reason.

use maud::{Markup, html};

use crate::domain::reporting::document::DocumentKind;
use crate::domain::reporting::draft_form::{self, CONFIRMED, EDITION, REASON, SEEN, SHA256};
use crate::domain::reporting::edition::{Edition, WithdrawalReason};
use crate::domain::reporting::standing::{Approver, Obstacle};
use crate::texts::Texts;
use crate::urls;
use crate::views::reporting::draft::DraftPage;
use crate::views::reporting::state;

/// The identifiers of the fields that a refusal leads to.
const CONTACTS_MEANT: &str = "contacts-meant";
const DISCARD_MEANT: &str = "discard-meant";
const FIRST_REASON: &str = "reason";

/// The field by which an obstacle is taken away, if there is one.
pub(super) fn field_of(obstacle: Obstacle) -> Option<&'static str> {
    match obstacle {
        Obstacle::NamesContacts => Some(CONTACTS_MEANT),
        Obstacle::Unconfirmed => Some(DISCARD_MEANT),
        Obstacle::NoReason => Some(FIRST_REASON),
        _ => None,
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
                        p { (text.reports_approve_text()) }
                        form method="post" action=(urls::report_approve(self.year.year, self.kind)) {
                            (self.seen_draft())
                            (self.contacts(text))
                            button type="submit" { (text.reports_approve()) }
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

    /// The e-mail addresses and telephone numbers in the words, and a tick that they are meant.
    fn contacts(&self, text: &Texts) -> Markup {
        let contacts = self.standing().contacts();
        html! {
            @if !contacts.is_empty() {
                p id="contacts" { (text.reports_contacts()) }
                ul { @for contact in &contacts { li { (contact) } } }
                label.tick {
                    input type="checkbox" id=(CONTACTS_MEANT) name=(CONFIRMED) value="yes" required aria-describedby="contacts";
                    span { (text.reports_contacts_meant()) }
                }
            }
        }
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
                    div.buttons {
                        form method="post" action=(urls::report_publish(year, self.kind)) {
                            (self.seen_edition())
                            button type="submit" { (text.reports_publish()) }
                        }
                        form method="post" action=(urls::report_reject(year, self.kind)) {
                            (self.seen_edition())
                            button.quiet type="submit" { (text.reports_reject()) }
                        }
                    }
                } @else { p { (state::obstacle(text, Obstacle::OtherRole)) } }
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
                        label.tick {
                            input type="checkbox" id=(DISCARD_MEANT) name=(CONFIRMED) value="yes" required;
                            span { (text.reports_discard_meant()) }
                        }
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
                            label for="withdrawn-edition" { (text.reports_withdraw_which()) }
                            select id="withdrawn-edition" name=(EDITION) {
                                @for edition in &published { option value=(edition.number) { (edition.number) } }
                            }
                        }
                        (reasons(text))
                        button.quiet type="submit" { (text.reports_withdraw()) }
                    }
                }
            }
        }
    }
}

fn reasons(text: &Texts) -> Markup {
    html! {
        fieldset.question {
            legend { (text.reports_withdraw_why()) }
            @for (place, reason) in WithdrawalReason::ALL.iter().enumerate() {
                label.tick {
                    input type="radio" id=[(place == 0).then_some(FIRST_REASON)] name=(REASON) value=(reason.name()) required;
                    span { (state::reason(text, *reason)) }
                }
            }
        }
    }
}
