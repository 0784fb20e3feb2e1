//! The notifications of a year: its months, and two forms that tell them, one month or many.
//!
//! The rule: what was typed is kept, and every fault is named.

use maud::{Markup, html};

use crate::domain::input::csv_table::LineMistake;
use crate::domain::input::fields::FieldError;
use crate::domain::policy::notifications::Month;
use crate::domain::policy::notified_year::{MonthRow, NotifiedYear};
use crate::domain::policy::query::YEARS;
use crate::domain::time::period::Granularity;
use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::kit::format::{percentage, period, whole};
use crate::views::kit::line_faults::line_faults;
use crate::views::kit::page::StaffPage;
use crate::views::policy::rewards::rewards;

/// How many faults of a file are listed at most.
const MOST_NAMED: usize = 100;

/// The page's data and its viewer.
pub struct NotificationsPage<'a> {
    pub staff: StaffPage<'a>,
    pub year: u32,
    pub told: &'a NotifiedYear,
    pub minimum_group: u64,
    /// Whether the address asked for a year that is none.
    pub is_wrong_year: bool,
    pub is_done: bool,
    pub form: NotificationsForm<'a>,
}

/// What stands in the forms, and what is wrong with it.
#[derive(Clone, Copy, Debug, Default)]
pub struct NotificationsForm<'a> {
    /// The fields of the form for one month.
    pub values: &'a [(String, String)],
    pub errors: &'a [FieldError],
    /// The rows of the form for many months.
    pub rows: &'a str,
    pub mistakes: &'a [LineMistake],
}

impl NotificationsForm<'_> {
    #[must_use]
    pub fn is_wrong(&self) -> bool {
        !self.errors.is_empty() || !self.mistakes.is_empty()
    }
}

impl NotificationsPage<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let text = texts(self.staff.language);
        let title = text.told_title(self.year.to_string());
        self.staff.wide(
            &title,
            html! {
                h1 { (title) }
                @if self.is_wrong_year { p.error role="alert" { (text.view_wrong(text.board_years(), 1)) } }
                @if self.is_done { p.done role="status" { (text.told_done()) } }
                (self.faults(text))
                (self.years(text))
                p { (text.told_intro()) }
                (self.fewer(text))
                (self.months(text))
                (self.one(text))
                (self.many(text))
                (rewards(self.staff.language, self.year, self.told, self.minimum_group))
                p { a href={ (urls::KPIS) "?year=" (self.year) } { (text.board_title_year(self.year.to_string())) } }
            },
        )
    }

    fn years(&self, text: &Texts) -> Markup {
        let near = [self.year.saturating_sub(1), self.year, self.year.saturating_add(1)];
        html! {
            nav.choices aria-label=(text.board_years()) {
                @for year in near.into_iter().filter(|year| YEARS.contains(year)) {
                    a href=(urls::notifications(year)) aria-current=[(year == self.year).then_some("page")] { (year) }
                }
            }
        }
    }

    fn faults(&self, text: &Texts) -> Markup {
        let form = self.form;
        html! {
            @if form.is_wrong() {
                div.errors id="wrong" role="alert" tabindex="-1" autofocus {
                    p { (text.told_wrong()) }
                    @if !form.errors.is_empty() {
                        ul {
                            @for field in self.wrong_fields() {
                                li { a href={ "#" (field) } { (label(text, field)) } ": " (hint(text, field)) }
                            }
                        }
                    }
                    @if !form.mistakes.is_empty() { (line_faults(self.staff.language, form.mistakes, MOST_NAMED, "rows")) }
                }
            }
        }
    }

    /// The fields that were refused, each once.
    fn wrong_fields(&self) -> Vec<&str> {
        let mut fields: Vec<&str> = self.form.errors.iter().map(|error| error.field.as_str()).collect();
        fields.dedup();
        fields
    }

    /// The warning about months that have fewer notifications than complaints.
    fn fewer(&self, text: &Texts) -> Markup {
        let months: Vec<String> =
            self.told.rows.iter().filter(|row| row.is_fewer()).map(|row| self.named(row)).collect();
        html! {
            @if !months.is_empty() { p.notice { (text.told_fewer_note(months.join(", "))) } }
        }
    }

    /// A month, with its product if it is of one.
    fn named(&self, row: &MonthRow) -> String {
        let month = self.month(row.month);
        if row.product.is_empty() { month } else { format!("{month} ({})", row.product) }
    }

    fn month(&self, month: Month) -> String {
        let range = Granularity::Month.whole(month.first());
        range
            .map_or_else(|| month.to_string(), |range| period(self.staff.language, range, Granularity::Month))
    }

    fn months(&self, text: &Texts) -> Markup {
        html! {
            h2 id="months" { (text.told_months()) }
            @if self.told.rows.is_empty() { p { (text.told_no_months()) } } @else {
                div.scroll tabindex="0" role="group" aria-labelledby="months" {
                    table.narrow.stacked {
                        thead { tr {
                            th scope="col" { (text.told_month()) }
                            th scope="col" { (text.told_product()) }
                            th.number scope="col" { (text.board_notifications()) }
                            th.number scope="col" { (text.board_complaints()) }
                            th.number scope="col" { (text.told_share()) }
                        } }
                        tbody { @for row in &self.told.rows { (self.row(row, text)) } }
                    }
                }
                p.note { (text.told_sum()) }
            }
        }
    }

    fn row(&self, row: &MonthRow, text: &Texts) -> Markup {
        let share = row.share();
        html! {
            tr {
                th.period scope="row" { (self.month(row.month)) }
                td { @if row.product.is_empty() { (text.told_all()) } @else { (row.product) } }
                td.number {
                    @match row.notifications { Some(count) => (whole(self.staff.language, count)), None => (text.board_not_known()) }
                    @if row.is_fewer() { span.optional.below { (text.told_fewer()) } }
                }
                td.number { @match row.complaints { Some(count) => (whole(self.staff.language, count)), None => (text.dashboard_suppressed()) } }
                td.number { @match share { Some(share) => (percentage(self.staff.language, share)), None => "–" } }
            }
        }
    }

    fn one(&self, text: &Texts) -> Markup {
        html! {
            section aria-labelledby="one" {
                h2 id="one" { (text.told_one_heading()) }
                form.boxed method="post" action=(urls::notifications(self.year)) {
                    div.question {
                        label for="month" { (text.told_month()) }
                        input type="month" id="month" name="month" required value=[self.value("month")] aria-invalid=[self.is_wrong("month")];
                    }
                    div.question {
                        label for="product" { (text.told_product()) }
                        input type="text" id="product" name="product" autocomplete="off" maxlength="200" value=[self.value("product")]
                            aria-invalid=[self.is_wrong("product")] aria-describedby="product-hint";
                        p.note id="product-hint" { (text.told_product_hint()) }
                    }
                    div.question {
                        label for="count" { (text.told_count()) }
                        input type="text" inputmode="numeric" id="count" name="count" autocomplete="off" required value=[self.value("count")]
                            aria-invalid=[self.is_wrong("count")];
                    }
                    button type="submit" { (text.told_button()) }
                }
            }
        }
    }

    fn many(&self, text: &Texts) -> Markup {
        let is_wrong = (!self.form.mistakes.is_empty()).then_some("true");
        html! {
            section aria-labelledby="many" {
                h2 id="many" { (text.told_many_heading()) }
                form.boxed method="post" action=(urls::notifications(self.year)) {
                    div.question {
                        label for="rows" { (text.told_rows()) }
                        p.note id="rows-hint" { (text.told_rows_hint()) }
                        textarea id="rows" name="rows" rows="8" required spellcheck="false" aria-describedby="rows-hint" aria-invalid=[is_wrong] { (self.form.rows) }
                    }
                    button type="submit" { (text.told_button()) }
                }
            }
        }
    }

    fn value(&self, name: &str) -> Option<&str> {
        self.form.values.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    fn is_wrong(&self, name: &str) -> Option<&'static str> {
        self.form.errors.iter().any(|error| error.field == name).then_some("true")
    }
}

/// A field's label.
fn label(text: &Texts, field: &str) -> String {
    match field {
        "month" => text.told_month(),
        "product" => text.told_product(),
        "count" => text.told_count(),
        other => other.to_owned(),
    }
}

/// What a field accepts.
fn hint(text: &Texts, field: &str) -> String {
    match field {
        "month" => text.told_takes_month(),
        "product" => text.told_takes_product(),
        "count" => text.told_takes_count(),
        _ => text.told_takes_nothing(),
    }
}
