//! The sections of the background as files: their rows and their pictures.

use crate::domain::complaints::segment::Dimension;
use crate::domain::insight::breakdown::Part;
use crate::domain::insight::drivers::{Driver, DriverFigures};
use crate::domain::insight::query::download::{Chart, RowSet};
use crate::domain::insight::series::Point;
use crate::domain::insight::timing::AfterReminders;
use crate::texts::{Texts, texts};
use crate::views::answering::survey::item_text;
use crate::views::insight::background::composition::{counts, names};
use crate::views::insight::background::funnel::{Place, places_of};
use crate::views::insight::background::{Background, Details};
use crate::views::kit::chart::standalone::Picture;
use crate::views::kit::rows::{RowColumns, Rows};
use crate::views::kit::words;

impl Background<'_> {
    /// The rows of a section; `None` if this page has none of it.
    #[must_use]
    pub fn rows(&self, set: RowSet) -> Option<Rows> {
        let text = texts(self.staff.language);
        match set {
            RowSet::Standing => self.details.map(|details| self.standing_rows(details, text)),
            RowSet::Drivers => self.details.map(|details| self.driver_rows(details, text)),
            RowSet::Timing => self.details.map(|details| self.timing_rows(details, text)),
            RowSet::Composition => Some(self.composition_rows(text)),
            RowSet::Scores => self.score_rows(text),
            RowSet::Funnel => self.funnel_rows(text),
            _ => None,
        }
    }

    /// The picture of a section; `None` if this page has none of it.
    #[must_use]
    pub fn picture(&self, chart: Chart) -> Option<Picture> {
        let text = texts(self.staff.language);
        match chart {
            Chart::Composition => self.composition_picture(text),
            Chart::Histogram => self.histogram_picture(text),
            Chart::Funnel => self.funnel_picture(text),
            _ => None,
        }
    }

    fn standing_rows(&self, details: Details<'_>, text: &Texts) -> Rows {
        let covered = details.covered.iter().flat_map(|(dimension, parts)| {
            let closed: u64 =
                if self.knows_closures(parts) { parts.iter().map(|part| part.closed).sum() } else { 0 };
            parts.iter().map(move |part| Covered { dimension: *dimension, part, closed })
        });
        let responses = self.whole_responses();
        RowColumns::<Covered<'_>>::new(text)
            .words(text.download_dimension(), |row| words::dimension(text, row.dimension))
            .words(text.download_value(), |row| words::value(text, row.dimension, &row.part.value))
            .name("dimension", |row| row.dimension.name().to_owned())
            .name("value", |row| row.part.value.clone())
            .estimate(&self.confidence(), |row| row.part.figures.shown().map(|figures| figures.estimate))
            .confidence(self.query.whole.confidence)
            .share("response_rate", &text.dashboard_response_rate(), |row| row.response_rate())
            .share("of_closed", &text.coverage_of_closed(), |row| share(row.part.closed, row.closed))
            .share("of_responses", &text.coverage_of_responses(), |row| share(row.answered()?, responses))
            .hidden(|row| row.part.figures.is_too_small())
            .rows(covered.collect())
    }

    fn driver_rows(&self, details: Details<'_>, text: &Texts) -> Rows {
        let of = |driver: &&Driver| -> Option<DriverFigures> { driver.figures.shown().copied() };
        let satisfied = text.drivers_satisfied();
        let interval = format!("{satisfied}, {}", text.dashboard_interval(self.confidence()));
        let (low, high) = (text.download_low(&interval), text.download_high(&interval));
        let item = |driver: &&Driver| item_text(self.staff.language, self.questionnaire, &driver.item);
        RowColumns::<&Driver>::new(text)
            .words(text.drivers_item(), item)
            .name("item", |driver| driver.item.name().to_owned())
            .number("correlation", text.drivers_correlation(), 2, move |driver| of(driver)?.correlation)
            .share("satisfied", &satisfied, move |driver| Some(of(driver)?.satisfied?.share))
            .share("satisfied_low", &low, move |driver| Some(of(driver)?.satisfied?.low))
            .share("satisfied_high", &high, move |driver| Some(of(driver)?.satisfied?.high))
            .count("responses", text.dashboard_responses(), move |driver| Some(of(driver)?.answered))
            .difference(&text.drivers_difference(), &self.confidence(), move |driver| of(driver)?.difference)
            .confidence(self.query.whole.confidence)
            .hidden(|driver| driver.figures.is_too_small())
            .rows(details.drivers.iter().collect())
    }

    fn timing_rows(&self, details: Details<'_>, text: &Texts) -> Rows {
        RowColumns::<AfterReminders>::new(text)
            .count("reminders", text.timing_reminders(), |row| Some(row.reminders))
            .estimate(&self.confidence(), |row| row.nps.shown().copied())
            .confidence(self.query.whole.confidence)
            .hidden(|row| row.nps.is_too_small())
            .rows(details.timing.after.clone())
    }

    fn composition_rows(&self, text: &Texts) -> Rows {
        let [promoters, passives, detractors] = names(text).map(|name| words::capitalised(&name));
        RowColumns::<&Point>::new(text)
            .words(text.dashboard_period(), |row| self.period(row.range))
            .days(|row| (row.range.from(), row.range.to()))
            .count("promoters", promoters, |row| Some(counts(row)?.promoters))
            .count("passives", passives, |row| Some(counts(row)?.passives))
            .count("detractors", detractors, |row| Some(counts(row)?.detractors))
            .count("responses", text.dashboard_responses(), |row| Some(counts(row)?.responses()))
            .hidden(|row| row.figures.is_too_small())
            .rows(self.over_time.iter().collect())
    }

    fn score_rows(&self, text: &Texts) -> Option<Rows> {
        let tally = self.whole.figures.shown()?.tally;
        let responses = tally.responses();
        let rows = RowColumns::<(u64, u64)>::new(text)
            .count("score", text.histogram_score(), |row| Some(row.0))
            .count("responses", text.histogram_times(), |row| Some(row.1))
            .share("share", &text.funnel_share(), move |row| share(row.1, responses));
        Some(rows.rows((0..).zip(tally.0).collect()))
    }

    fn funnel_rows(&self, text: &Texts) -> Option<Rows> {
        let places = self.funnel.places.shown()?;
        let closed = places.closed();
        let rows = RowColumns::<Place>::new(text)
            .words(text.sending_funnel_place(), |row| row.words.clone())
            .name("place", |row| row.name.to_owned())
            .count("complaints", text.sending_funnel_count(), |row| Some(row.count))
            .share("share", &text.funnel_share(), move |row| share(row.count, closed));
        Some(rows.rows(places_of(places, text)))
    }
}

/// A part of the respondents beside the same part of all closed complaints.
#[derive(Clone, Copy)]
struct Covered<'a> {
    dimension: Dimension,
    part: &'a Part,
    /// The closed complaints of all parts; 0 if they are not known.
    closed: u64,
}

impl Covered<'_> {
    /// The responses; `None` if they are hidden.
    fn answered(&self) -> Option<u64> {
        if self.part.figures.is_too_small() {
            return None;
        }
        Some(self.part.figures.shown().map_or(0, |figures| figures.estimate.n))
    }

    fn response_rate(&self) -> Option<f64> {
        let answered = self.answered()?;
        let is_known = self.closed > 0 && self.part.invited >= answered;
        if is_known { share(answered, self.part.invited) } else { None }
    }
}

/// The share of some among all; `None` if there are none at all.
fn share(some: u64, all: u64) -> Option<f64> {
    (all > 0).then(|| some as f64 / all as f64)
}
