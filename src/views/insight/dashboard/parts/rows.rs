//! The segments as rows of a file: all of them, those too that the page leaves out for their number.

use crate::domain::insight::breakdown::{AgainstRest, Part};
use crate::statistics::difference::Conclusion;
use crate::statistics::rounding::rounded;
use crate::texts::Texts;
use crate::views::insight::dashboard::parts::equal;
use crate::views::insight::dashboard::{Dashboard, Details};
use crate::views::kit::rows::{RowColumns, Rows};
use crate::views::kit::words;

impl Dashboard<'_> {
    pub(in crate::views::insight::dashboard) fn part_rows(&self, details: Details<'_>, text: &Texts) -> Rows {
        let cut = self.query.cut;
        let against = |part: &&Part| part.figures.shown().and_then(|figures| figures.against_rest);
        let mut columns = RowColumns::<&Part>::new(text)
            .words(words::capitalised(&words::dimension(text, cut)), |part| {
                words::value(text, cut, &part.value)
            })
            .name("value", |part| part.value.clone())
            .estimate(&self.confidence(), |part| part.figures.shown().map(|figures| figures.estimate))
            .confidence(self.query.whole.confidence);
        if !details.at_equal_outcomes.is_empty() {
            let heading = text.parts_equal();
            columns = columns
                .number("equal_nps", heading.clone(), 1, move |part| {
                    equal(part, details).map(|equal| rounded(equal.nps, 1))
                })
                .bounds(["equal_low", "equal_high"], &heading, move |part| {
                    // Rounded for programs too: the exact figures would tell the counts by outcome behind them.
                    equal(part, details)
                        .map(|equal| (rounded(equal.interval.low, 1), rounded(equal.interval.high, 1)))
                });
        }
        columns
            .difference(&text.parts_difference(), &self.confidence(), move |part| {
                against(part).map(|found| found.difference)
            })
            .p_value("adjusted_p", text.parts_p(), move |part| against(part).map(|found| found.adjusted_p))
            .words(text.parts_conclusion(), move |part| self.conclusion_in_words(against(part), text))
            .hidden(|part| part.figures.is_too_small())
            .rows(details.parts.iter().collect())
    }

    fn conclusion_in_words(&self, against: Option<AgainstRest>, text: &Texts) -> String {
        match against.map(|found| found.conclusion(self.query.whole.confidence)) {
            Some(Conclusion::Higher) => text.parts_higher(),
            Some(Conclusion::Lower) => text.parts_lower(),
            Some(Conclusion::NoDifferenceShown) => text.parts_none_shown(),
            None => String::new(),
        }
    }
}
