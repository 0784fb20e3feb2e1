//! The form on the page of a follow-up: one, with a button for each act, so that no button loses what was typed for another.
//!
//! The rule: a button stands there only for who may press it, as far as the page knows.

use maud::{Markup, html};

use crate::domain::follow_ups::detail::FollowUpDetail;
use crate::domain::follow_ups::follow_up::FollowUp;
use crate::domain::follow_ups::forms::{
    COLLEAGUE, DROP_REASON, LONGEST_NOTE, LONGEST_REASON, NO_ONE, NOTE, OUTCOME, REGISTERED, SEEN, TEAM,
};
use crate::domain::follow_ups::outcome::FollowUpOutcome;
use crate::texts::Texts;
use crate::urls;
use crate::views::follow_ups::words;
use crate::views::kit::form::{Form, Line};

/// The identifier of the form.
const ACTS: &str = "acts";

/// The form of a page.
pub(super) struct FollowUpForms<'a> {
    pub text: &'a Texts,
    pub form: &'a Form<'a>,
    pub detail: &'a FollowUpDetail,
    /// The address of the reader.
    pub reader: &'a str,
    /// Whether a complaint was named that is not known, and the reader may register it.
    pub leads_to_registering: bool,
}

/// A field of several lines.
struct Area {
    field: &'static str,
    label: String,
    hint: Option<String>,
    longest: usize,
}

impl FollowUpForms<'_> {
    fn follow_up(&self) -> &FollowUp {
        &self.detail.follow_up
    }

    /// The form around the sections of the page. Enter in a line presses its first button, so the first one is that of the end, or
    /// that of a note where the reader may not end it.
    pub(super) fn around(&self, may_finish: bool, sections: &Markup) -> Markup {
        let (id, owner) = (self.follow_up().id, self.follow_up().owner.as_ref());
        let (usual, usual_words) = if may_finish {
            (urls::follow_up_end(id), self.text.follow_up_done_button())
        } else {
            (urls::follow_up_note(id), self.text.follow_up_note_button())
        };
        html! {
            form id=(ACTS) method="post" action=(usual) novalidate {
                button.unseen type="submit" tabindex="-1" aria-hidden="true" { (usual_words) }
                // Who held it when the page was made.
                input type="hidden" name=(SEEN) value=(owner.map(|owner| owner.id.to_string()).unwrap_or_default());
                (sections)
            }
        }
    }

    /// The button to take it up.
    pub(super) fn take_up(&self) -> Markup {
        html! {
            p {
                button type="submit" formaction=(urls::follow_up_take_up(self.follow_up().id)) {
                    (self.text.follow_ups_take_up())
                }
            }
        }
    }

    /// How to complete and to drop it, for who holds it.
    pub(super) fn finish(&self) -> Markup {
        let text = self.text;
        html! {
            h2 { (text.follow_up_finish_heading()) }
            div.boxed {
                (self.outcomes())
                (self.form.line(&Line {
                    field: REGISTERED,
                    kind: "text",
                    label: text.follow_up_registered(),
                    hint: Some(text.follow_up_registered_hint()),
                    is_required: false,
                    list: None,
                }))
                @if self.leads_to_registering {
                    p { (text.follow_up_register_first()) " " a href=(urls::COMPLAINT_NEW) { (text.nav_register()) } }
                }
                button type="submit" formaction=(urls::follow_up_end(self.follow_up().id)) {
                    (text.follow_up_done_button())
                }
            }
            details open[self.form.is_wrong(DROP_REASON)] {
                summary { (text.follow_up_drop()) }
                p { (text.follow_up_drop_text()) }
                div.boxed {
                    (self.area(&Area {
                        field: DROP_REASON,
                        label: text.follow_up_drop_reason(),
                        hint: None,
                        longest: LONGEST_REASON,
                    }))
                    button.quiet type="submit" formaction=(urls::follow_up_drop(self.follow_up().id)) {
                        (text.follow_up_drop_button())
                    }
                }
            }
        }
    }

    /// The outcomes to choose from; the first has the field's name as identifier, for the summary to lead to.
    fn outcomes(&self) -> Markup {
        let (text, form) = (self.text, self.form);
        html! {
            fieldset.question.wrong[form.is_wrong(OUTCOME)] aria-describedby=[form.described_by(OUTCOME, false)] {
                legend { (text.follow_up_outcome()) }
                (form.notes(OUTCOME, None))
                @for (place, outcome) in FollowUpOutcome::choices(self.follow_up().contact_me).enumerate() {
                    label.tick {
                        input type="radio" id=[(place == 0).then_some(OUTCOME)] name=(OUTCOME) value=(outcome.name())
                            checked[form.holds(OUTCOME, outcome.name())];
                        span { (words::outcome(text, outcome)) }
                    }
                }
            }
        }
    }

    /// How to open it again.
    pub(super) fn reopen(&self) -> Markup {
        html! {
            h2 { (self.text.follow_up_reopen_button()) }
            p { (self.text.follow_up_reopen_text()) }
            p {
                button.quiet type="submit" formaction=(urls::follow_up_reopen(self.follow_up().id)) {
                    (self.text.follow_up_reopen_button())
                }
            }
        }
    }

    /// To whom it can be given, and to which team.
    pub(super) fn hold(&self) -> Markup {
        let (text, follow_up) = (self.text, self.follow_up());
        let other = follow_up.owner.as_ref().filter(|owner| owner.email != self.reader);
        html! {
            h2 { (text.follow_up_hold_heading()) }
            @if let Some(owner) = other { p { (text.follow_up_held_by_other(&owner.email)) } }
            div.boxed {
                (self.select(COLLEAGUE, &text.follow_up_colleague(), None, &self.colleagues()))
                button.quiet type="submit" formaction=(urls::follow_up_assign(follow_up.id)) {
                    (text.follow_up_assign_button())
                }
            }
            @if !self.detail.teams.is_empty() {
                div.boxed {
                    (self.select(TEAM, &text.follow_up_team(), Some(&text.follow_up_team_hint()), &self.teams()))
                    button.quiet type="submit" formaction=(urls::follow_up_hand_over(follow_up.id)) {
                        (text.follow_up_hand_over_button())
                    }
                }
            }
        }
    }

    /// The colleagues to choose from, each with the value that is sent, and no one where someone holds it.
    fn colleagues(&self) -> Vec<(String, String)> {
        let owner = self.follow_up().owner.as_ref();
        let name = |email: &str| {
            if email == self.reader { self.text.follow_up_yourself(email) } else { email.to_owned() }
        };
        let others = self.detail.colleagues.iter().filter(|one| owner.is_none_or(|owner| owner.id != one.id));
        let others = others.map(|one| (one.id.to_string(), name(&one.email)));
        let no_one = owner.map(|_| (NO_ONE.to_owned(), self.text.follow_up_give_to_no_one()));
        others.chain(no_one).collect()
    }

    fn teams(&self) -> Vec<(String, String)> {
        self.detail.teams.iter().map(|team| (team.clone(), team.clone())).collect()
    }

    /// A note to add.
    pub(super) fn note(&self) -> Markup {
        html! {
            div.boxed {
                (self.area(&Area {
                    field: NOTE,
                    label: self.text.follow_up_note(),
                    hint: Some(self.text.follow_up_note_hint()),
                    longest: LONGEST_NOTE,
                }))
                button type="submit" formaction=(urls::follow_up_note(self.follow_up().id)) {
                    (self.text.follow_up_note_button())
                }
            }
        }
    }

    fn area(&self, area: &Area) -> Markup {
        let (form, field) = (self.form, area.field);
        html! {
            div.question.wrong[form.is_wrong(field)] {
                label for=(field) { (area.label) }
                (form.notes(field, area.hint.as_deref()))
                textarea id=(field) name=(field) rows="4" dir="auto" autocomplete="off" maxlength=(area.longest)
                    aria-invalid=[form.is_wrong(field).then_some("true")]
                    aria-describedby=[form.described_by(field, area.hint.is_some())] {
                    (form.value(field).unwrap_or_default())
                }
            }
        }
    }

    /// A choice of one; nothing is chosen at first.
    fn select(&self, field: &str, label: &str, hint: Option<&str>, choices: &[(String, String)]) -> Markup {
        let form = self.form;
        html! {
            div.question.wrong[form.is_wrong(field)] {
                label for=(field) { (label) }
                (form.notes(field, hint))
                select id=(field) name=(field) aria-invalid=[form.is_wrong(field).then_some("true")]
                    aria-describedby=[form.described_by(field, hint.is_some())] {
                    option value="" { (self.text.follow_up_choose()) }
                    @for (value, words) in choices {
                        option value=(value) selected[form.holds(field, value)] { (words) }
                    }
                }
            }
        }
    }
}
