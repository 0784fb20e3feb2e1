//! The form in which a person reviews how a closure was handled, with what was given before.

use chrono_tz::Tz;
use maud::{Markup, html};

use crate::domain::complaints::complaint::Reference;
use crate::domain::input::fields::FieldError;
use crate::domain::policy::quality::checklist::{Checklist, Topic};
use crate::domain::policy::quality::sample::Revision;
use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::kit::format::moment;
use crate::views::kit::page::StaffPage;

/// Up to this many points each has a button; above, the points are typed.
const MOST_BUTTONS: u32 = 10;

/// Why a review was not stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReviewRefused {
    /// No sub-topic has points, or points are out of range.
    Points,
    /// The reviewer handled the complaint.
    OwnWork,
    /// Another reviewer was first.
    Reviewed,
}

/// The page's data and its viewer.
pub struct ReviewPage<'a> {
    pub staff: StaffPage<'a>,
    pub zone: Tz,
    pub may_see_story: bool,
    pub reference: &'a Reference,
    pub closure: u32,
    pub checklist: &'a Checklist,
    /// What stands in the form's fields: `scores.` and the sub-topic, with the points.
    pub values: &'a [(String, String)],
    pub refused: Option<ReviewRefused>,
    pub wrong: &'a [FieldError],
    /// Whether the review before this one was just stored.
    pub is_done: bool,
    /// The first review and its corrections; empty while there is none.
    pub revisions: &'a [Revision],
    /// Whether the closure was drawn.
    pub in_sample: bool,
}

impl ReviewPage<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let text = texts(self.staff.language);
        let title = text.review_title(self.reference.as_str());
        let body = html! {
            h1 { (title) }
            @if self.closure > 1 { p { (text.quality_closure(self.closure.to_string())) } }
            @if self.is_done { p.done role="status" { (text.quality_review_done()) } }
            @if let Some(refused) = self.refused {
                div.errors id="wrong" role="alert" tabindex="-1" autofocus {
                    p { (why(text, refused)) }
                    @if refused == ReviewRefused::Reviewed {
                        p { a href="#history" { (text.review_see_theirs()) } }
                    }
                    ul { @for topic in self.checklist.topics.iter().filter(|topic| self.is_wrong(topic).is_some()) {
                        li { a href={ "#scores." (topic.id) } { (self.checklist.name_of(&topic.id, self.staff.language)) } }
                    } }
                }
            }
            @if !self.in_sample { p.note { (text.review_not_drawn()) } }
            @if !self.revisions.is_empty() { p.note { (text.review_correct_note()) } }
            form method="post" action=(urls::quality_review(self.reference, self.closure)) novalidate {
                input type="hidden" name="seen" value=(self.revisions.len());
                @for topic in &self.checklist.topics { (self.topic(topic, text)) }
                button type="submit" { @if self.revisions.is_empty() { (text.review_button()) } @else { (text.review_correct_button()) } }
            }
            @if !self.revisions.is_empty() { (self.history(text)) }
            p {
                @if self.may_see_story { a href=(urls::complaint(self.reference)) { (text.story_title(self.reference.as_str())) } " · " }
                a href=(urls::QUALITY) { (text.quality_title()) }
            }
        };
        self.staff.narrow(&title, body)
    }

    fn value_of(&self, field: &str) -> &str {
        let found = self.values.iter().find(|(name, _)| name == field);
        found.map_or("", |(_, value)| value.as_str())
    }

    fn is_wrong(&self, topic: &Topic) -> Option<&'static str> {
        let field = format!("scores.{}", topic.id);
        self.wrong.iter().any(|error| error.field == field).then_some("true")
    }

    fn topic(&self, topic: &Topic, text: &Texts) -> Markup {
        let field = format!("scores.{}", topic.id);
        let wording = topic.wordings.get(&self.staff.language).cloned().unwrap_or_default();
        let (given, most) = (self.value_of(&field), self.checklist.maximum);
        let hint = format!("{field}-hint");
        html! {
            @if most <= MOST_BUTTONS {
                fieldset.question id=(field) aria-describedby=(hint) aria-invalid=[self.is_wrong(topic)] {
                    legend { (wording.name) }
                    p.note id=(hint) { (wording.hint) " " (text.review_scale(most.to_string())) }
                    div.points {
                        @for points in 0..=most {
                            @let value = points.to_string();
                            label.tick { input type="radio" name=(field) value=(value) checked[given == value]; span { (value) } }
                        }
                        label.tick { input type="radio" name=(field) value="" checked[given.is_empty()]; span { (text.review_not_applicable()) } }
                    }
                }
            } @else {
                div.question {
                    label for=(field) { (wording.name) }
                    p.note id=(hint) { (wording.hint) " " (text.review_scale(most.to_string())) " " (text.review_leave_empty()) }
                    input type="number" id=(field) name=(field) min="0" max=(most) value=(given) aria-describedby=(hint) aria-invalid=[self.is_wrong(topic)];
                }
            }
        }
    }

    fn history(&self, text: &Texts) -> Markup {
        let language = self.staff.language;
        html! {
            h2 id="history" { (text.review_history()) }
            div.scroll tabindex="0" role="group" aria-label=(text.review_history()) {
                table.stacked {
                    thead { tr {
                        th scope="col" { (text.review_when()) }
                        th scope="col" { (text.review_by()) }
                        @for topic in &self.checklist.topics { th.number scope="col" { (self.checklist.name_of(&topic.id, language)) } }
                    } }
                    tbody { @for revision in self.revisions {
                        tr {
                            th scope="row" { (moment(language, revision.reviewed_at, self.zone)) }
                            td { (revision.reviewer) }
                            @for topic in &self.checklist.topics {
                                td.number { @match revision.points.scores.get(&topic.id) {
                                    Some(points) => (format!("{points} / {}", revision.points.maximum)),
                                    None => "–",
                                } }
                            }
                        }
                    } }
                }
            }
        }
    }
}

fn why(text: &Texts, refused: ReviewRefused) -> String {
    match refused {
        ReviewRefused::Points => text.review_wrong_points(),
        ReviewRefused::OwnWork => text.review_own_work(),
        ReviewRefused::Reviewed => text.review_reviewed(),
    }
}
