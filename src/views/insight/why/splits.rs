//! The difference over the groups of each dimension: in words, as bars, and as a table.

use maud::{Markup, html};

use crate::domain::complaints::segment::Dimension;
use crate::domain::insight::breakdown::split::{GroupChange, Split};
use crate::domain::insight::query::dashboard::in_full;
use crate::domain::insight::query::download::{Chart, RowSet};
use crate::statistics::difference::{Conclusion, Difference};
use crate::statistics::estimate::Estimate;
use crate::statistics::rounding::rounded;
use crate::texts::Texts;
use crate::urls;
use crate::views::insight::why::WhyPage;
use crate::views::kit::chart::contributions::{ContributionRow, contributions};
use crate::views::kit::chart::drawing::Drawing;
use crate::views::kit::format::{decimal, percentage};
use crate::views::kit::words;

impl WhyPage<'_> {
    pub(super) fn splits(&self, difference: &Difference, text: &Texts) -> Markup {
        let splits = &self.why.splits;
        html! {
            section aria-labelledby="split" {
                h2 id="split" { (text.why_split_heading()) }
                @if difference.conclusion() == Conclusion::NoDifferenceShown { p { strong { (text.why_uncertain()) } } }
                @if splits.is_empty() { p { (text.why_no_splits()) } } @else {
                    p { (text.why_split_text()) }
                    (self.overview(text))
                    (self.files(&text.why_split_heading(), Some(RowSet::Why), None, text))
                }
            }
            @for (index, split) in splits.iter().enumerate() { (self.split(split, index == 0, difference, text)) }
        }
    }

    /// One row for each dimension.
    fn overview(&self, text: &Texts) -> Markup {
        html! {
            div.scroll tabindex="0" role="group" aria-labelledby="split" {
                table.stacked {
                    thead { tr {
                        td {}
                        th.number scope="col" { (text.why_mix()) }
                        th.number scope="col" { (text.why_within()) }
                    } }
                    tbody {
                        @for split in &self.why.splits {
                            tr {
                                th scope="row" { a href={ "#" (id(split.dimension)) } { (name(split.dimension, text)) } }
                                td.number { (self.signed(split.mix)) }
                                td.number { (self.signed(split.within)) }
                            }
                        }
                    }
                }
            }
        }
    }

    /// One dimension; its table is open where `is_first`.
    fn split(&self, split: &Split, is_first: bool, difference: &Difference, text: &Texts) -> Markup {
        let id = id(split.dimension);
        let (points, mix, within) =
            (self.signed(difference.points), self.signed(split.mix), self.signed(split.within));
        let has_rest = split.groups.iter().any(|group| group.value.is_none());
        html! {
            section aria-labelledby=(id) {
                h3 id=(id) { (name(split.dimension, text)) }
                p { (text.why_sentence(points, mix, within)) }
                ul {
                    @if let Some(group) = split.most_by_mix() { @if shows(group.contribution.mix) { li { (self.mix(split, group, text)) } } }
                    @if let Some(group) = split.most_within() { @if shows(group.contribution.within) { li { (self.within(split, group, text)) } } }
                }
                figure {
                    div.scroll tabindex="0" role="group" aria-labelledby=(id) { (self.bars(split, text)) }
                    figcaption { (key(text)) }
                }
                details open[is_first] {
                    summary { (text.view_table()) }
                    div.scroll tabindex="0" role="group" aria-labelledby=(id) { (self.table(split, text)) }
                    @if has_rest { p.note { (text.why_others_note()) } }
                }
                (self.files(&name(split.dimension, text), None, Some((Chart::Why, split.dimension)), text))
            }
        }
    }

    fn mix(&self, split: &Split, group: &GroupChange, text: &Texts) -> String {
        let contribution = group.contribution;
        let share = |share: f64| percentage(self.staff.language, share);
        let (before, now) = (share(contribution.share_before), share(contribution.share_now));
        let (group, points) = (self.group(split, group, text), self.signed(contribution.mix));
        if contribution.share_now > contribution.share_before {
            text.why_mix_more(group, before, now, points)
        } else {
            text.why_mix_fewer(group, before, now, points)
        }
    }

    fn within(&self, split: &Split, group: &GroupChange, text: &Texts) -> String {
        let (before, now) = (self.nps(group.before.as_ref()), self.nps(group.now.as_ref()));
        let points = self.signed(group.contribution.within);
        text.why_within_most(self.group(split, group, text), before, now, points)
    }

    pub(super) fn bars(&self, split: &Split, text: &Texts) -> Drawing {
        let row = |group: &GroupChange| {
            let (mix, within) = (group.contribution.mix, group.contribution.within);
            let name = self.group(split, group, text);
            let title = text.why_bars(name.as_str(), self.signed(mix), self.signed(within));
            ContributionRow { title, name, mix, within }
        };
        contributions(&id(split.dimension), &split.groups.iter().map(row).collect::<Vec<_>>())
    }

    fn table(&self, split: &Split, text: &Texts) -> Markup {
        let columns = [
            text.why_share_before(),
            text.why_share_now(),
            text.why_nps_before(),
            text.why_nps_now(),
            text.why_mix(),
            text.why_within(),
            text.why_together(),
        ];
        html! {
            table.dense.stacked {
                thead { tr {
                    th scope="col" { (name(split.dimension, text)) }
                    @for column in columns { th.number scope="col" { (column) } }
                    th scope="col" { (text.parts_more_of()) }
                } }
                tbody { @for group in &split.groups { (self.row(split, group, text)) } }
            }
        }
    }

    fn row(&self, split: &Split, group: &GroupChange, text: &Texts) -> Markup {
        let contribution = group.contribution;
        let name = self.group(split, group, text);
        html! {
            tr {
                th scope="row" {
                    @if let Some(value) = &group.value {
                        a href={ (urls::WHY) "?" (self.query.narrowed(split.dimension, value)) } { (name) }
                    } @else { (name) }
                }
                td.number { (percentage(self.staff.language, contribution.share_before)) }
                td.number { (percentage(self.staff.language, contribution.share_now)) }
                td.number { (self.nps(group.before.as_ref())) }
                td.number { (self.nps(group.now.as_ref())) }
                td.number { (self.signed(contribution.mix)) }
                td.number { (self.signed(contribution.within)) }
                td.number { strong { (self.signed(contribution.total())) } }
                td {
                    @if let Some(value) = &group.value {
                        @let view = self.query.view_of(split.dimension, value);
                        a href={ (urls::DASHBOARD) "?" (view) } aria-label={ (text.nav_dashboard()) ": " (name) } { (text.nav_dashboard()) }
                        " "
                        a href={ (urls::VERBATIMS) "?" (in_full(&view)) } aria-label={ (text.parts_verbatims()) ": " (name) } { (text.parts_verbatims()) }
                    }
                }
            }
        }
    }

    pub(super) fn group(&self, split: &Split, group: &GroupChange, text: &Texts) -> String {
        group
            .value
            .as_ref()
            .map_or_else(|| text.why_others(), |value| words::value(text, split.dimension, value))
    }

    fn nps(&self, estimate: Option<&Estimate>) -> String {
        estimate.map_or_else(|| "–".to_owned(), |estimate| decimal(self.staff.language, estimate.nps))
    }
}

/// What each bar is, with a bar of the same fill: which of them is the lighter one differs with the reader's colours.
fn key(text: &Texts) -> Markup {
    html! {
        (swatch("band")) " " (text.why_key_mix()) " "
        (swatch("mark")) " " (text.why_key_within()) " "
        (text.why_key_unit())
    }
}

fn swatch(class: &str) -> Markup {
    html! {
        svg.key aria-hidden="true" width="14" height="12" viewBox="0 0 14 12" {
            rect class=(class) x=".5" y=".5" width="13" height="11" {}
        }
    }
}

/// Whether a contribution is more than nothing as it is written.
fn shows(points: f64) -> bool {
    rounded(points, 1) != 0.0
}

pub(super) fn name(dimension: Dimension, text: &Texts) -> String {
    words::capitalised(&words::dimension(text, dimension))
}

fn id(dimension: Dimension) -> String {
    format!("split-{dimension}")
}
