//! The quality of handling: the months that were drawn, and what was drawn for one.

use chrono::NaiveDate;
use chrono_tz::Tz;
use data_encoding::HEXLOWER;
use maud::{Markup, html};

use crate::domain::people::language::Language;
use crate::domain::policy::quality::checklist::Checklist;
use crate::domain::policy::quality::sample::{Draw, Drawn, QualityFigures};
use crate::domain::time::period::{DateRange, Granularity};
use crate::statistics::sampled_share::SampledShare;
use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::kit::format::{moment, percentage, period, whole};
use crate::views::kit::page::StaffPage;
use crate::views::kit::words::capitalised;

/// What a form to draw a month was told, and why it was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DrawRefused {
    NoMonth,
    Running,
    Drawn,
    NothingClosed,
}

/// The page of all months and its viewer.
pub struct QualityPage<'a> {
    pub staff: StaffPage<'a>,
    pub checklist: &'a Checklist,
    /// How many closures are drawn each month.
    pub size: u32,
    /// Newest first.
    pub months: &'a [(Draw, QualityFigures)],
    /// What this reviewer has still to review.
    pub next: Option<&'a Drawn>,
    /// What stands in the form.
    pub wanted: &'a str,
    pub refused: Option<DrawRefused>,
    pub is_done: bool,
}

impl QualityPage<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let (text, language) = (texts(self.staff.language), self.staff.language);
        let title = text.quality_title();
        let body = html! {
            h1 { (title) }
            @if self.is_done { p.done role="status" { (text.quality_review_done()) } }
            @if let Some(refused) = self.refused {
                div.errors role="alert" tabindex="-1" autofocus { p { a href="#month" { (text.quality_month()) } ": " (why(text, refused)) } }
            }
            p { (text.quality_how(self.size.to_string())) }
            @match self.next {
                Some(_) => p { a.button href=(urls::QUALITY_NEXT) { (text.quality_next()) } },
                None => p { (text.quality_nothing_left()) },
            }
            @if self.months.is_empty() { p { (text.quality_none()) } } @else { (self.table(text)) }
            h2 { (text.quality_draw_heading()) }
            p.note { (text.quality_draw_note()) }
            form method="post" action=(urls::QUALITY) {
                div.question {
                    label for="month" { (text.quality_month()) }
                    input type="month" id="month" name="month" value=(self.wanted) placeholder="2026-03" required
                        aria-invalid=[self.refused.map(|_| "true")] aria-describedby=[self.refused.map(|_| "wrong")];
                    @if let Some(refused) = self.refused { p.error id="wrong" { (why(text, refused)) } }
                }
                button type="submit" { (text.quality_draw_button()) }
            }
            h2 { (text.quality_checklist(self.checklist.version.as_str())) }
            p { (text.quality_points(self.checklist.maximum.to_string())) }
            dl { @for topic in &self.checklist.topics {
                @if let Some(wording) = topic.wordings.get(&language) {
                    dt { (wording.name) }
                    dd { (wording.hint) }
                }
            } }
        };
        self.staff.wide(&title, body)
    }

    fn table(&self, text: &Texts) -> Markup {
        let language = self.staff.language;
        html! {
            div.scroll tabindex="0" role="group" aria-label=(text.quality_title()) {
                table.stacked {
                    thead { tr {
                        th scope="col" { (text.quality_closed_in()) }
                        th.number scope="col" { (text.quality_closures()) }
                        th.number scope="col" { (text.quality_drawn()) }
                        th.number scope="col" { (text.quality_reviewed()) }
                        th.number scope="col" { (text.board_value()) }
                        th.number scope="col" { (text.quality_interval()) }
                    } }
                    tbody { @for (draw, figures) in self.months {
                        tr {
                            th.period scope="row" { a href=(urls::quality_month(draw.month)) { (month(language, draw.month)) } }
                            td.number { (whole(language, figures.closures)) }
                            td.number { (whole(language, figures.drawn)) }
                            td.number { (whole(language, figures.reviewed)) }
                            td.number { (share(language, figures.together.as_ref())) }
                            td.number { (interval(language, figures.together.as_ref())) }
                        }
                    } }
                }
            }
        }
    }
}

fn why(text: &Texts, refused: DrawRefused) -> String {
    match refused {
        DrawRefused::NoMonth => text.quality_no_month(),
        DrawRefused::Running => text.quality_running(),
        DrawRefused::Drawn => text.quality_drawn_before(),
        DrawRefused::NothingClosed => text.quality_nothing_closed(),
    }
}

/// The page of one month and its viewer.
pub struct SamplePage<'a> {
    pub staff: StaffPage<'a>,
    pub zone: Tz,
    pub draw: &'a Draw,
    pub sample: &'a [Drawn],
    pub is_done: bool,
}

impl SamplePage<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let (text, language) = (texts(self.staff.language), self.staff.language);
        let title = text.quality_month_title(month(language, self.draw.month));
        let reviewed = self.sample.iter().filter(|drawn| drawn.review.is_some()).count() as u64;
        let number = |count| whole(language, count);
        let body = html! {
            h1 { (title) }
            @if self.is_done { p.done role="status" { (text.quality_draw_done()) } }
            p { (text.quality_month_drawn(number(self.sample.len() as u64), number(self.draw.closures), moment(language, self.draw.drawn_at, self.zone))) }
            p { (text.quality_month_reviewed(number(reviewed), number(self.sample.len() as u64))) }
            div.scroll tabindex="0" role="group" aria-label=(title) {
                table.stacked {
                    thead { tr {
                        th scope="col" { (text.quality_complaint()) }
                        th scope="col" { (text.quality_review()) }
                        th scope="col" { (capitalised(&text.dimension_team())) }
                        th scope="col" { (text.quality_reviewer()) }
                    } }
                    tbody { @for drawn in self.sample {
                        tr {
                            th scope="row" {
                                a href=(urls::quality_review(&drawn.reference, drawn.closure)) { (drawn.reference.as_str()) }
                                @if drawn.closure > 1 { " (" (text.quality_closure(drawn.closure.to_string())) ")" }
                            }
                            td { @if drawn.review.is_some() { (text.quality_is_reviewed()) } @else { strong { (text.quality_is_open()) } } }
                            td { (drawn.team) }
                            td { (drawn.reviewer.as_deref().unwrap_or("–")) }
                        }
                    } }
                }
            }
            details {
                summary { (text.quality_proof()) }
                p { (text.quality_proof_how()) }
                p { code { (HEXLOWER.encode(&self.draw.seed)) } }
                p { code { "naklank quality verify " (self.draw.month.format("%Y-%m")) } }
            }
            p { a href=(urls::QUALITY) { (text.quality_title()) } }
        };
        self.staff.narrow(&title, body)
    }
}

fn month(language: Language, first: NaiveDate) -> String {
    let whole = Granularity::Month.whole(first).or_else(|| DateRange::new(first, first));
    whole.map_or_else(String::new, |range| period(language, range, Granularity::Month))
}

/// A share in per cent; a dash where nothing is known.
pub fn share(language: Language, found: Option<&SampledShare>) -> String {
    found.map_or_else(|| "–".to_owned(), |found| percentage(language, found.share))
}

/// Its limits in per cent.
pub fn interval(language: Language, found: Option<&SampledShare>) -> String {
    found.map_or_else(
        || "–".to_owned(),
        |found| format!("{} – {}", percentage(language, found.low), percentage(language, found.high)),
    )
}
