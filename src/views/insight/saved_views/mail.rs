//! The monthly mail about a saved view: the headline, and a table of its months in both parts.
//!
//! The rule: no score without its interval and number of responses, and what the page hides is hidden here.

use maud::{Markup, html};

use crate::domain::insight::change::{Change, ChangeConclusion};
use crate::domain::insight::query::saved_view::gone::Gone;
use crate::domain::insight::query::saved_view::{Moves, SavedView, moves};
use crate::domain::insight::series::Point;
use crate::domain::insight::visible::Visible;
use crate::domain::people::language::Language;
use crate::domain::time::period::Granularity;
use crate::statistics::estimate::Estimate;
use crate::texts::{Texts, texts};
use crate::views::insight::saved_views::gone_sentences;
use crate::views::kit::format::{day, decimal, per_cent, period, signed, whole};
use crate::views::kit::staff_letter::staff_letter;

/// The columns of the table.
const COLUMNS: usize = 4;
/// The style of a cell; mail programs take no style sheet.
const CELL: &str = "padding:4px 12px 4px 0;text-align:left;border-bottom:1px solid #cccccc";

/// The data of the mail.
pub struct ViewMail<'a> {
    pub language: Language,
    pub organisation: &'a str,
    pub view: &'a SavedView,
    pub gone: &'a Gone,
    /// The headline figures, over the whole range.
    pub whole: &'a Point,
    /// From the period before; `None` unless both are shown.
    pub change: Option<&'a Change>,
    /// Oldest first.
    pub months: &'a [Point],
    /// The fewest responses of which figures are shown.
    pub minimum_group: u64,
    /// The absolute URL of the view.
    pub page: &'a str,
    /// The absolute URL of the list of views.
    pub all_views: &'a str,
}

impl ViewMail<'_> {
    #[must_use]
    pub fn subject(&self) -> String {
        texts(self.language).view_mail_subject(self.view.name.as_str())
    }

    #[must_use]
    pub fn text(&self) -> String {
        let text = texts(self.language);
        let mut paragraphs = self.sentences(text);
        paragraphs.extend((!self.months.is_empty()).then(|| self.table_in_text(text)));
        paragraphs.extend(self.notes(text));
        paragraphs.push(format!("{}\n{}", text.view_mail_look(), self.page));
        paragraphs.push(format!("{}\n{}", text.view_mail_why(), self.all_views));
        paragraphs.join("\n\n") + "\n"
    }

    #[must_use]
    pub fn html(&self) -> Markup {
        let text = texts(self.language);
        let body = html! {
            @for sentence in self.sentences(text) { p { (sentence) } }
            @if !self.months.is_empty() {
                table style="border-collapse:collapse" {
                    thead { tr { @for name in self.columns(text) { th scope="col" style=(CELL) { (name) } } } }
                    tbody { @for point in self.months {
                        @let [month, rest @ ..] = self.row(text, point);
                        tr { th scope="row" style=(CELL) { (month) } @for cell in rest { td style=(CELL) { (cell) } } }
                    } }
                }
            }
            @for note in self.notes(text) { p { (note) } }
            p { (text.view_mail_look()) br; a href=(self.page) { (self.page) } }
            p { (text.view_mail_why()) br; a href=(self.all_views) { (self.all_views) } }
        };
        staff_letter(self.language, &self.subject(), &body)
    }

    /// What the mail is about, the headline, and the change.
    fn sentences(&self, text: &Texts) -> Vec<String> {
        let range = self.whole.range;
        let mut sentences = vec![
            text.view_mail_text(self.view.name.as_str(), self.organisation),
            text.view_mail_period(day(self.language, range.from()), day(self.language, range.to())),
        ];
        sentences.extend(gone_sentences(text, self.gone));
        sentences.push(match &self.whole.figures {
            Visible::Shown(figures) => self.headline(text, &figures.estimate),
            Visible::TooSmall => text.view_mail_too_few(whole(self.language, self.minimum_group)),
            Visible::Nothing => text.views_empty(),
        });
        sentences.extend(self.change.map(|change| self.change_in_words(text, change)));
        sentences
    }

    fn headline(&self, text: &Texts, estimate: &Estimate) -> String {
        text.view_mail_headline(
            decimal(self.language, estimate.nps),
            whole(self.language, estimate.n),
            per_cent(estimate.confidence.share()),
            decimal(self.language, estimate.interval.low),
            decimal(self.language, estimate.interval.high),
        )
    }

    fn change_in_words(&self, text: &Texts, change: &Change) -> String {
        let conclusion = match change.conclusion {
            ChangeConclusion::Higher => text.view_mail_higher(),
            ChangeConclusion::Lower => text.view_mail_lower(),
            ChangeConclusion::NoDifferenceShown => text.view_mail_no_difference(),
            ChangeConclusion::Insufficient => return text.view_mail_insufficient(),
        };
        let difference = text.view_mail_change(
            signed(self.language, change.difference),
            self.confidence(),
            decimal(self.language, change.low),
            decimal(self.language, change.high),
        );
        let is_of_this_year = moves(self.view.page, &self.view.query) == Moves::Yearly;
        let compared =
            if is_of_this_year { format!(" {}", text.view_mail_same_months()) } else { String::new() };
        format!("{conclusion} {difference}{compared}")
    }

    /// The cells of a month.
    fn row(&self, text: &Texts, point: &Point) -> [String; COLUMNS] {
        let name = period(self.language, point.range, Granularity::Month);
        let month =
            if point.provisional { format!("{name} ({})", text.dashboard_provisional()) } else { name };
        match &point.figures {
            Visible::Shown(figures) => {
                let Estimate { n, nps, interval, .. } = figures.estimate;
                let limits = [interval.low, interval.high].map(|limit| decimal(self.language, limit));
                let [low, high] = limits;
                [month, decimal(self.language, nps), text.dashboard_range(low, high), whole(self.language, n)]
            }
            Visible::TooSmall => [month, text.dashboard_suppressed(), String::new(), String::new()],
            Visible::Nothing => [month, "–".to_owned(), String::new(), whole(self.language, 0)],
        }
    }

    /// The table in columns of equal width.
    fn table_in_text(&self, text: &Texts) -> String {
        let rows: Vec<[String; COLUMNS]> = std::iter::once(self.columns(text))
            .chain(self.months.iter().map(|point| self.row(text, point)))
            .collect();
        let width = |column: usize| {
            rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..COLUMNS).map(width).collect();
        let line = |row: &[String; COLUMNS]| {
            let padded = row.iter().zip(&widths).map(|(cell, &width)| format!("{cell:<width$}"));
            padded.collect::<Vec<_>>().join("  ").trim_end().to_owned()
        };
        rows.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    /// The heads of the columns.
    fn columns(&self, text: &Texts) -> [String; COLUMNS] {
        let interval = text.dashboard_interval(self.confidence());
        [text.signals_month(), text.dashboard_nps(), interval, text.dashboard_responses()]
    }

    /// The confidence of the intervals in per cent, such as "95".
    fn confidence(&self) -> String {
        let mut points = std::iter::once(self.whole).chain(self.months);
        let estimate = points.find_map(|point| point.figures.estimate());
        per_cent(estimate.map(|estimate| estimate.confidence).unwrap_or_default().share())
    }

    /// What the words in the table mean, where it has them.
    fn notes(&self, text: &Texts) -> Vec<String> {
        let is_hidden = self.months.iter().any(|point| point.figures.is_too_small());
        let is_provisional = self.months.iter().any(|point| point.provisional);
        let hidden = is_hidden.then(|| text.dashboard_suppressed_note());
        let provisional = is_provisional.then(|| text.dashboard_provisional_note());
        hidden.into_iter().chain(provisional).collect()
    }
}
