//! The scoreboard: the six KPIs of a year, each with its norm, its months and the way to the complaints behind it.

use chrono::NaiveDate;
use chrono_tz::Tz;
use maud::{Markup, html};

use crate::domain::complaints::segment::Dimension;
use crate::domain::input::fields::FieldError;
use crate::domain::policy::clock::Standing;
use crate::domain::policy::kpi::{Kpi, Measurement, Unit};
use crate::domain::policy::quality::checklist::Checklist;
use crate::domain::policy::query::{KpiQuery, YEARS};
use crate::domain::policy::scoreboard::{KpiFigures, KpiRow, KpiVerdict, Scoreboard, Standings};
use crate::domain::reporting::standing::YearStanding;
use crate::domain::time::calendar::day_of;
use crate::domain::time::period::DateRange;
use crate::statistics::verdict::Verdict;
use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::kit::chart::months::{Share, months};
use crate::views::kit::format::{day, decimal, moment, percentage, period_or_days, tick, whole};
use crate::views::kit::page::StaffPage;
use crate::views::kit::words::{self, kpi_name};
use crate::views::norms::{bound_of, verdict};
use crate::views::policy::{quality, year_report};

/// The page's data and its viewer.
pub struct ScoreboardPage<'a> {
    pub staff: StaffPage<'a>,
    pub query: &'a KpiQuery,
    /// The filters as given in the address.
    pub filters: &'a [(String, String)],
    pub mistakes: &'a [FieldError],
    pub board: &'a Scoreboard,
    /// Where the reports on the year stand; `None` for a range that is no year.
    pub reports: Option<&'a YearStanding>,
    /// The sub-topics of KPI 4, for their names.
    pub checklist: &'a Checklist,
    pub today: NaiveDate,
    pub zone: Tz,
}

impl ScoreboardPage<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let text = texts(self.staff.language);
        let wrong: Vec<String> = self
            .mistakes
            .iter()
            .map(|mistake| text.view_quoted(words::field(text, &mistake.field)))
            .collect();
        let title = match self.query.year {
            Some(year) => text.board_title_year(year.to_string()),
            None => text.board_title(),
        };
        self.staff.wide(
            &title,
            html! {
                h1 { (title) }
                @if !wrong.is_empty() { p.error role="alert" { (text.view_wrong(wrong.join(", "), wrong.len())) } }
                (self.years(text))
            @if !self.filters.is_empty() {
                @let values: Vec<&str> = self.filters.iter().map(|(_, value)| value.as_str()).collect();
                p { (text.board_only(values.join(", "))) " " a href=(urls::KPIS) { (text.board_all()) } }
            }
                @if let Some(reports) = self.reports { (year_report::line(self.staff.language, reports, self.today)) }
                p.note { (text.board_counts_by()) }
                @if self.query.as_of.is_some() {
                    p { (text.board_as_of(moment(self.staff.language, self.board.as_of, self.zone))) " " a href=(urls::KPIS) { (text.board_now()) } }
                }
                (self.overview(text))
                @for row in &self.board.rows { (self.kpi(row, text)) }
            },
        )
    }

    fn years(&self, text: &Texts) -> Markup {
        let Some(year) = self.query.year else { return html! {} };
        html! {
            nav.choices aria-label=(text.board_years()) {
                @for other in [year - 1, year, year + 1].into_iter().filter(|other| YEARS.contains(other)) {
                    a href={ (urls::KPIS) "?" (self.address(&[("year", &other.to_string())])) } aria-current=[(other == year).then_some("page")] { (other) }
                }
            }
        }
    }

    /// A query string with the filters of this page.
    fn address(&self, own: &[(&str, &str)]) -> String {
        let filters = self.filters.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(own.iter().copied().chain(filters)).finish()
    }

    fn overview(&self, text: &Texts) -> Markup {
        html! {
            div.scroll tabindex="0" role="group" aria-label=(text.board_title()) {
                table.stacked {
                    thead { tr {
                        th scope="col" { "KPI" }
                        th.number scope="col" { (text.board_value()) }
                        th.number scope="col" { (text.board_of()) }
                        th scope="col" { (text.board_norm()) }
                        th scope="col" { (text.board_verdict()) }
                    } }
                    tbody { @for row in &self.board.rows {
                        tr {
                            th.what scope="row" { a href={ "#" (row.kpi.name()) } { (row.kpi.number()) ". " (kpi_name(text, row.kpi)) } }
                            td.number { strong { (self.value(row.kpi, &row.whole, text)) } }
                            td.number { (self.parts(&row.whole)) }
                            td { (self.norm(row.kpi, &row.whole, text)) }
                            td { (self.verdict(row.kpi, &row.whole, self.board.range, text)) }
                        }
                    } }
                }
            }
        }
    }

    fn kpi(&self, row: &KpiRow, text: &Texts) -> Markup {
        let id = row.kpi.name();
        html! {
            section aria-labelledby=(id) {
                h2 id=(id) { "KPI " (row.kpi.number()) ": " (kpi_name(text, row.kpi)) }
                @match row.kpi.definition().measurement {
                    Measurement::Estimate => p { (text.board_nps()) " " a href=(urls::DASHBOARD) { (text.nav_dashboard()) } "." },
                    Measurement::Sample => (self.sample(row, text)),
                    Measurement::Clocked(_) | Measurement::Rate => (self.census(row, text)),
                }
            }
        }
    }

    /// What was reviewed, together and by sub-topic.
    fn sample(&self, row: &KpiRow, text: &Texts) -> Markup {
        let language = self.staff.language;
        let per_cent =
            |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| percentage(language, value));
        html! {
            @if let Some(counts) = row.whole.sample {
                p { (text.board_sample(whole(language, counts.reviewed), whole(language, counts.drawn), whole(language, counts.closures))) }
            }
            @if row.whole.value.is_some() && !row.whole.is_hidden {
                p { (text.board_sample_interval(per_cent(row.whole.low), per_cent(row.whole.high))) }
                (self.picture(row))
                div.scroll tabindex="0" role="group" aria-label=(text.board_sample_topic()) { table.stacked {
                    thead { tr {
                        th scope="col" { (text.board_sample_topic()) }
                        th.number scope="col" { (text.board_value()) }
                        th.number scope="col" { (text.quality_interval()) }
                    } }
                    tbody { @for (topic, share) in &row.topics {
                        tr {
                            th scope="row" { (self.checklist.name_of(topic, language)) }
                            td.number { (quality::share(language, Some(share))) }
                            td.number { (quality::interval(language, Some(share))) }
                        }
                    } }
                } }
            }
            details {
                summary { (text.view_table()) }
                div.scroll tabindex="0" role="group" aria-labelledby=(row.kpi.name()) { (self.sample_table(row, text)) }
            }
            p { a href=(urls::QUALITY) { (text.quality_title()) } }
        }
    }

    fn sample_table(&self, row: &KpiRow, text: &Texts) -> Markup {
        let language = self.staff.language;
        html! {
            table.stacked {
                thead { tr {
                    th scope="col" { (text.board_closed_in()) }
                    th.number scope="col" { (text.board_value()) }
                    th.number scope="col" { (text.quality_interval()) }
                    th.number scope="col" { (text.quality_reviewed()) }
                    th.number scope="col" { (text.quality_drawn()) }
                    th.number scope="col" { (text.quality_closures()) }
                    th scope="col" { (text.board_norm()) }
                    th scope="col" { (text.board_verdict()) }
                } }
                tbody { @for (range, figures) in &row.points {
                    tr {
                        th.period scope="row" { (self.period(*range)) }
                        td.number { (self.value(row.kpi, figures, text)) }
                        td.number { @match figures.low.zip(figures.high) {
                            Some((low, high)) => (format!("{} – {}", percentage(language, low), percentage(language, high))),
                            None => "–",
                        } }
                        @for count in figures.sample.map_or([None; 3], |counts| [counts.reviewed, counts.drawn, counts.closures].map(Some)) {
                            td.number { @match count { Some(count) => (whole(language, count)), None => "–" } }
                        }
                        td { (self.norm(row.kpi, figures, text)) }
                        td { (self.verdict(row.kpi, figures, *range, text)) }
                    }
                } }
            }
        }
    }

    fn picture(&self, row: &KpiRow) -> Markup {
        let share = |(range, figures): &(DateRange, KpiFigures)| Share {
            name: tick(self.staff.language, range.from(), self.query.whole.interval),
            value: figures.value,
            is_provisional: figures.provisional,
        };
        let shares: Vec<Share> = row.points.iter().map(share).collect();
        html! {
            @if shares.iter().any(|share| share.value.is_some()) {
                (months(row.kpi.name(), &shares, row.whole.norm.map(|norm| norm.value)))
            }
        }
    }

    fn census(&self, row: &KpiRow, text: &Texts) -> Markup {
        html! {
            @if let Some(automatic) = row.automatic.filter(|automatic| *automatic > 0) {
                p { (text.board_automatic(whole(self.staff.language, automatic))) }
            }
            @if let Some(standings) = &row.whole.standings { (self.bounds(&row.whole, *standings, text)) }
            @if matches!(row.kpi.definition().measurement, Measurement::Rate) { (self.rate_rewards(row, text)) }
            (self.picture(row))
            details {
                summary { (text.view_table()) }
                div.scroll tabindex="0" role="group" aria-labelledby=(row.kpi.name()) {
                    @if row.kpi.definition().clocked().is_some() { (self.standings_table(row, text)) } @else { (self.rate_table(row, text)) }
                }
            }
        }
    }

    /// What the rate rewards, and where that is seen.
    fn rate_rewards(&self, row: &KpiRow, text: &Texts) -> Markup {
        let is_by_product = self.filters.iter().all(|(name, _)| name == Dimension::Product.name());
        let is_unknown = |(range, figures): &&(DateRange, KpiFigures)| {
            range.to() < self.today && figures.denominator.is_none() && !figures.is_hidden
        };
        let unknown: Vec<String> =
            row.points.iter().filter(is_unknown).map(|(range, _)| self.period(*range)).collect();
        let address = self.query.year.map_or_else(|| urls::NOTIFICATIONS.to_owned(), urls::notifications);
        html! {
            p.note { (text.board_rate_rewards()) }
            @if !is_by_product { p { (text.board_rate_not_by()) } }
            @else if !unknown.is_empty() { p { (text.board_rate_unknown(unknown.join(", "))) } }
            @else if row.points.iter().any(|(range, _)| range.to() >= self.today) { p { (text.board_rate_running()) } }
            p { a href=(address) { (text.board_tell_notifications()) } }
        }
    }

    /// What the value would be if everything unknown were late, or in time.
    fn bounds(&self, figures: &KpiFigures, standings: Standings, text: &Texts) -> Markup {
        let number = |count| whole(self.staff.language, count);
        html! {
            @if standings.pending > 0 { p { (text.board_pending(number(standings.pending))) } }
            @if standings.unknown > 0 {
                @let share = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| percentage(self.staff.language, value));
                p { (text.board_unknown(number(standings.unknown), share(figures.at_least), share(figures.at_most))) }
            }
            @if let Some(bunching) = standings.bunching() {
                p.note {
                    (text.board_bunching(percentage(self.staff.language, bunching.last), percentage(self.staff.language, bunching.before)))
                    @if bunching.is_marked() { " " (text.board_bunching_marked()) }
                }
            }
        }
    }

    fn standings_table(&self, row: &KpiRow, text: &Texts) -> Markup {
        html! {
            table.stacked {
                thead { tr {
                    th scope="col" { (text.board_received_in()) }
                    th.number scope="col" { (text.board_value()) }
                    @for standing in Standing::ALL { th.number scope="col" { (crate::views::policy::clock::standing(text, *standing)) } }
                    th scope="col" { (text.board_norm()) }
                    th scope="col" { (text.board_verdict()) }
                } }
                tbody { @for (range, figures) in &row.points {
                    tr {
                        th.period scope="row" { (self.period(*range)) }
                        td.number { (self.value(row.kpi, figures, text)) }
                        @for standing in Standing::ALL {
                            td.number { @match figures.standings {
                                Some(standings) => (self.count(row.kpi, *standing, *range, standings)),
                                None => "–",
                            } }
                        }
                        td { (self.norm(row.kpi, figures, text)) }
                        td { (self.verdict(row.kpi, figures, *range, text)) }
                    }
                } }
            }
        }
    }

    /// A count, as a link to the complaints behind it.
    fn count(&self, kpi: Kpi, standing: Standing, range: DateRange, standings: Standings) -> Markup {
        let count = standings.of(standing);
        let (from, to) = (range.from().to_string(), range.to().to_string());
        let query = self.address(&[("standing", standing.name()), ("from", &from), ("to", &to)]);
        html! {
            @if count == 0 { "0" } @else {
                a href={ (urls::KPIS) "/" (kpi.name()) "?" (query) } { (whole(self.staff.language, count)) }
            }
        }
    }

    fn rate_table(&self, row: &KpiRow, text: &Texts) -> Markup {
        html! {
            table.narrow.stacked {
                thead { tr {
                    th scope="col" { (text.board_received_in()) }
                    th.number scope="col" { (text.board_value()) }
                    th.number scope="col" { (text.board_complaints()) }
                    th.number scope="col" { (text.board_notifications()) }
                } }
                tbody { @for (range, figures) in &row.points {
                    tr {
                        th.period scope="row" { (self.period(*range)) }
                        td.number { (self.value(row.kpi, figures, text)) }
                        td.number { @match figures.numerator.and_then(|count| u64::try_from(count).ok()) {
                            Some(count) => (whole(self.staff.language, count)),
                            None => "–",
                        } }
                        td.number { @match figures.denominator { Some(count) => (whole(self.staff.language, count)), None if figures.is_hidden => "–", None => (text.board_not_known()) } }
                    }
                } }
            }
        }
    }

    fn period(&self, range: DateRange) -> String {
        period_or_days(self.staff.language, range, self.query.whole.interval, self.today)
    }

    fn value(&self, kpi: Kpi, figures: &KpiFigures, text: &Texts) -> String {
        if figures.is_hidden {
            return text.dashboard_suppressed();
        }
        let Some(value) = figures.value else { return "–".to_owned() };
        match kpi.definition().unit {
            Unit::Points => decimal(self.staff.language, value),
            Unit::Share => percentage(self.staff.language, value),
        }
    }

    fn parts(&self, figures: &KpiFigures) -> String {
        match (figures.numerator.and_then(|count| u64::try_from(count).ok()), figures.denominator) {
            (Some(part), Some(all)) if (figures.low.is_none() || figures.sample.is_some()) && all > 0 => {
                format!("{} / {}", whole(self.staff.language, part), whole(self.staff.language, all))
            }
            (_, Some(all)) if figures.low.is_some() => whole(self.staff.language, all),
            _ => "–".to_owned(),
        }
    }

    fn norm(&self, kpi: Kpi, figures: &KpiFigures, text: &Texts) -> String {
        match &figures.norm {
            Some(norm) => bound_of(self.staff.language, kpi, norm.value, norm.limit),
            None => text.board_no_norm(),
        }
    }

    fn verdict(&self, kpi: Kpi, figures: &KpiFigures, range: DateRange, text: &Texts) -> String {
        if let Some(official) = figures.official {
            let since = day(self.staff.language, day_of(official.judged_at, self.zone));
            return text.board_official(verdict::word(text, official.verdict), since);
        }
        match figures.verdict {
            Some(KpiVerdict::Judged(Verdict::Insufficient)) if !kpi.definition().measurement.has_rule() => {
                text.board_insufficient()
            }
            Some(KpiVerdict::Judged(given)) => verdict::word(text, given),
            Some(KpiVerdict::NoNorm) => "–".to_owned(),
            None if range.to() >= self.today => text.board_running(),
            None if figures.provisional => text.board_waits(),
            None => "–".to_owned(),
        }
    }
}
