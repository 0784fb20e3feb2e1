//! The causes of a selection as a file: the numbers of the table, in words for people and exact for programs.

use maud::{Markup, html};

use crate::domain::input::spreadsheet::{Columns, Sheet};
use crate::domain::insight::query::Basis;
use crate::domain::insight::query::download::Purpose;
use crate::domain::learning::causes::pareto::ParetoRow;
use crate::statistics::rounding::rounded;
use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::kit::format::per_cent;
use crate::views::kit::rows::{Rows, dialect_with};
use crate::views::learning::causes::CausesPage;

impl CausesPage<'_> {
    /// Links to the files of the table.
    pub(super) fn files(&self, text: &Texts) -> Markup {
        let section = text.causes_title();
        let link = |purpose: Purpose, what: String, format: &str, name: &str| {
            let mut query = form_urlencoded::Serializer::new(self.query.view.address());
            query.append_pair("for", purpose.name()).append_pair("format", format);
            let address = urls::with_query(urls::CAUSES_FILE, &query.finish());
            html! { a href=(address) aria-label=(text.download_label(section.as_str(), what, name)) { (name) } }
        };
        html! {
            p.choices.downloads {
                (text.download_line()) ": "
                (text.download_spreadsheet()) " "
                (link(Purpose::Spreadsheet, text.download_spreadsheet(), dialect_with(text).name(), "CSV"))
                " · " (text.download_exact()) " "
                (link(Purpose::Program, text.download_exact(), "csv", "CSV")) " "
                (link(Purpose::Program, text.download_exact(), "json", "JSON"))
            }
        }
    }

    /// The table as a file; a program reads of the level of the intervals in a column.
    #[must_use]
    pub fn rows(&self) -> Rows {
        let text = texts(self.staff.language);
        let level = self.query.whole().confidence.share();
        let for_program = self.overview.pareto.sheet().with("confidence", level);
        Rows { for_spreadsheet: self.for_spreadsheet(text), for_program }
    }

    fn for_spreadsheet(&self, text: &Texts) -> Sheet {
        let confidence = per_cent(self.query.whole().confidence.share());
        let nps = match self.query.whole().basis {
            Basis::Closed => text.causes_nps_closed(confidence),
            Basis::Answered => text.causes_nps_answered(confidence),
        };
        let share = |row: &&ParetoRow| row.complaints.shown().copied();
        let estimate = |row: &&ParetoRow| row.nps.shown().copied();
        let in_per_cent = |share: f64| rounded(100.0 * share, 1);
        let is_hidden = |row: &&ParetoRow| row.complaints.is_too_small() || row.nps.is_too_small();
        Columns::<&ParetoRow>::default()
            .column(text.causes_cause(), |row| row.cause.clone())
            .column(text.causes_complaints(), move |row| share(row).map(|share| share.complaints))
            .column(text.causes_main(), move |row| share(row).and_then(|share| share.main))
            .column(text.download_percent(text.causes_share()), move |row| {
                share(row).map(|share| in_per_cent(share.share))
            })
            .column(text.download_percent(text.causes_cumulative()), move |row| {
                share(row).map(|share| in_per_cent(share.cumulative))
            })
            .column(nps.clone(), move |row| estimate(row).map(|estimate| rounded(estimate.nps, 1)))
            .column(text.download_low(nps.as_str()), move |row| {
                estimate(row).map(|estimate| rounded(estimate.interval.low, 1))
            })
            .column(text.download_high(nps.as_str()), move |row| {
                estimate(row).map(|estimate| rounded(estimate.interval.high, 1))
            })
            .column(text.dashboard_responses(), move |row| estimate(row).map(|estimate| estimate.n))
            .column(text.download_remark(), move |row| is_hidden(row).then(|| text.dashboard_suppressed()))
            .sheet(self.overview.pareto.rows.iter())
    }
}
