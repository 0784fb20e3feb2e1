//! The sections of the page that says why as files: their rows and their pictures.

use maud::Markup;

use crate::domain::complaints::segment::Dimension;
use crate::domain::insight::breakdown::split::{GroupChange, Split};
use crate::domain::insight::query::dashboard::UNKNOWN;
use crate::domain::insight::query::download::{Chart, RowSet};
use crate::domain::insight::theme::growth::ThemeGrowth;
use crate::texts::{Texts, texts};
use crate::views::insight::downloads::Files;
use crate::views::insight::why::WhyPage;
use crate::views::insight::why::splits::name;
use crate::views::kit::chart::standalone::Picture;
use crate::views::kit::format::day;
use crate::views::kit::rows::{RowColumns, Rows};
use crate::views::kit::words;

impl WhyPage<'_> {
    /// The files of a section; a picture is of one dimension.
    pub(super) fn files(
        &self,
        section: &str,
        rows: Option<RowSet>,
        picture: Option<(Chart, Dimension)>,
        text: &Texts,
    ) -> Markup {
        let cut = picture.map(|(_, dimension)| ("cut", dimension.name()));
        let view = self.query.address_with(cut.as_slice());
        Files { view: &view, section, rows, picture: picture.map(|(chart, _)| chart) }.render(text)
    }

    /// The rows of a section; `None` if this page has none of it.
    #[must_use]
    pub fn rows(&self, set: RowSet) -> Option<Rows> {
        let text = texts(self.staff.language);
        match set {
            RowSet::Why => Some(self.split_rows(text)),
            RowSet::WhyThemes => Some(self.theme_rows(text)),
            _ => None,
        }
    }

    /// The picture of the difference over the groups of the dimension asked for; `None` if it is not split by it.
    #[must_use]
    pub fn picture(&self, chart: Chart) -> Option<Picture> {
        let text = texts(self.staff.language);
        let split = self.why.splits.iter().find(|split| split.dimension == self.query.view.cut)?;
        (chart == Chart::Why).then(|| Picture {
            title: format!("{}: {}", text.why_split_heading(), words::dimension(text, split.dimension)),
            description: text.why_picture(),
            drawing: self.bars(split, text),
            legend: vec![text.why_picture()],
            caption: self.caption(text),
        })
    }

    /// What a picture says below it: whose it is, what it is about, and when it was made.
    fn caption(&self, text: &Texts) -> String {
        let named = |dimension: &Dimension| {
            let values = self.query.view.values(dimension.name());
            let name = words::dimension(text, *dimension);
            let value =
                |value: &str| words::value(text, *dimension, if value == UNKNOWN { "" } else { value });
            values.map(|one| format!("{name}: {}.", value(one))).collect::<Vec<_>>()
        };
        let filters: Vec<String> = Dimension::ALL.iter().flat_map(named).collect();
        let made = text.download_made(day(self.staff.language, self.today));
        let parts = [format!("{} ·", self.staff.organisation), self.sentence(text)];
        parts.into_iter().chain(filters).chain([made]).collect::<Vec<_>>().join(" ")
    }

    fn split_rows(&self, text: &Texts) -> Rows {
        let groups = self.why.splits.iter();
        let groups = groups.flat_map(|split| split.groups.iter().map(move |group| (split, group)));
        RowColumns::<(&Split, &GroupChange)>::new(text)
            .words(text.download_dimension(), |row| name(row.0.dimension, text))
            .words(text.download_value(), |row| self.group(row.0, row.1, text))
            .name("dimension", |row| row.0.dimension.name().to_owned())
            .name("value", |row| row.1.value.clone().unwrap_or_else(|| OTHERS.to_owned()))
            .share("share_before", &text.why_share_before(), |row| Some(row.1.contribution.share_before))
            .share("share_now", &text.why_share_now(), |row| Some(row.1.contribution.share_now))
            .number("nps_before", text.why_nps_before(), 1, |row| Some(row.1.before?.nps))
            .number("nps_now", text.why_nps_now(), 1, |row| Some(row.1.now?.nps))
            .number("mix", text.why_mix(), 1, |row| Some(row.1.contribution.mix))
            .number("within", text.why_within(), 1, |row| Some(row.1.contribution.within))
            .number("together", text.why_together(), 1, |row| Some(row.1.contribution.total()))
            .rows(groups.collect())
    }

    fn theme_rows(&self, text: &Texts) -> Rows {
        let difference = text.why_themes_difference();
        let interval = format!("{difference}, {}", text.dashboard_interval(self.confidence()));
        let (low, high) = (text.download_low(&interval), text.download_high(&interval));
        let conclusion = |theme: &&ThemeGrowth| {
            if theme.grew { text.why_themes_grew() } else { text.parts_none_shown() }
        };
        RowColumns::<&ThemeGrowth>::new(text)
            .words(text.verbatims_theme(), |theme| theme.name.clone())
            .name("theme", |theme| theme.name.clone())
            .share("share_before", &text.why_share_before(), |theme| Some(theme.before.share.share))
            .share("share_now", &text.why_share_now(), |theme| Some(theme.now.share.share))
            .share("difference", &difference, |theme| Some(theme.difference))
            .share("difference_low", &low, |theme| Some(theme.low))
            .share("difference_high", &high, |theme| Some(theme.high))
            .confidence(self.query.now.confidence)
            .words(text.parts_conclusion(), conclusion)
            .rows(self.themes.iter().filter(|theme| theme.difference > 0.0).collect())
    }
}

/// The name for programs of what is told together because it is small.
const OTHERS: &str = "(others)";
