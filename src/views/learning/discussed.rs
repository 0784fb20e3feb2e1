//! The closed complaints with the days on which they were discussed, and the form that marks many at once.
//!
//! The rule: it works without script, and what was ticked and typed stands there again after a refusal, also what the list
//! does not show.

mod list;
pub mod replacing;
mod share;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use chrono_tz::Tz;
use maud::{Markup, html};

use crate::domain::complaints::segment::Dimension;
use crate::domain::input::fields::FieldError;
use crate::domain::learning::discussed::DiscussedWith;
use crate::domain::learning::discussed::marking::{MOST_MARKED, Marked, MarkingRefusal, ON, REPLACE, WITH};
use crate::domain::learning::discussed::overview::DiscussedOverview;
use crate::domain::learning::discussed::query::{DiscussedQuery, Listed};
use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::insight::mistakes::in_words;
use crate::views::kit::dimension_filter::DimensionFilter;
use crate::views::kit::format::whole;
use crate::views::kit::page::StaffPage;
use crate::views::kit::words;
use crate::views::learning::discussed::list::tick;
use crate::views::learning::discussed::share::shares;

/// References that a refusal names at most.
const MOST_NAMED: usize = 10;
/// With more teams than this the filter is a text input.
const MOST_OFFERED: usize = 50;

/// The page's data and its viewer.
pub struct DiscussedPage<'a> {
    pub staff: StaffPage<'a>,
    pub zone: Tz,
    pub today: NaiveDate,
    /// The team of a handler who has one, whose complaints alone are shown.
    pub own_team: Option<&'a str>,
    pub query: &'a DiscussedQuery,
    /// The query parameters as received, without empty ones.
    pub pairs: &'a [(String, String)],
    pub mistakes: &'a [FieldError],
    pub overview: &'a DiscussedOverview,
    pub form: &'a MarkingForm<'a>,
    /// What was marked just now.
    pub done: Option<Marked>,
}

/// What stands in the form, and what is wrong with it.
#[derive(Clone, Debug, Default)]
pub struct MarkingForm<'a> {
    pub ticked: BTreeSet<&'a str>,
    pub with: &'a str,
    pub on: &'a str,
    pub replaces: bool,
    pub refusals: &'a [MarkingRefusal],
}

impl MarkingForm<'_> {
    fn is_about(&self, place: &str) -> bool {
        self.refusals.iter().any(|refusal| self::place(refusal) == place)
    }
}

impl DiscussedPage<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let text = texts(self.staff.language);
        let body = html! {
            h1 { (text.discussed_title()) }
            @if let Some(done) = self.done { (self.done(done, text)) }
            (self.summary(text))
            p { (text.discussed_intro()) }
            p { a href="#share" { (text.discussed_to_share()) } }
            (self.filters(text))
            h2 id="list" { (text.discussed_list()) }
            (self.fault("list", "list-wrong", text))
            (self.list(text))
            (shares(self.staff.language, &self.overview.table, self.own_team.or(self.query.team.as_deref()), self.own_team.is_none()))
        };
        self.staff.wide(&text.discussed_title(), body)
    }

    fn done(&self, done: Marked, text: &Texts) -> Markup {
        let number = |count: usize| whole(self.staff.language, count as u64);
        html! {
            p.done role="status" {
                (text.discussed_done(done.marked, number(done.marked)))
                @if done.kept > 0 { " " (text.discussed_kept(done.kept, number(done.kept))) }
            }
        }
    }

    /// What was refused, with the way to each field.
    fn summary(&self, text: &Texts) -> Markup {
        let mut wrong: Vec<&str> = self.mistakes.iter().map(|mistake| mistake.field.as_str()).collect();
        wrong.sort_unstable();
        let names: Vec<String> =
            wrong.iter().map(|field| text.view_quoted(field_name(text, field))).collect();
        html! {
            @if !self.form.refusals.is_empty() {
                div.errors id="wrong" role="alert" tabindex="-1" autofocus {
                    p { (text.discussed_wrong()) }
                    ul { @for refusal in self.form.refusals {
                        li { a href={ "#" (place(refusal)) } { (self.words(refusal, text)) } }
                    } }
                }
            }
            @if !wrong.is_empty() { p.error role="alert" { (text.view_wrong(in_words(text, &names), names.len())) } }
        }
    }

    fn given<'a>(&'a self, name: &str) -> Option<&'a str> {
        self.pairs.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    fn filters(&self, text: &Texts) -> Markup {
        let range = self.query.range;
        let days = [("from", text.view_from(), range.from()), ("to", text.view_to(), range.to())];
        let teams: Vec<String> = self.overview.table.teams.keys().cloned().collect();
        html! {
            form.boxed method="get" action=(urls::DISCUSSED) {
                div.fields {
                    @for (name, label, usual) in days {
                        label { (label) input type="date" name=(name) value=(self.given(name).map_or_else(|| usual.to_string(), str::to_owned)); }
                    }
                    label { (text.discussed_show()) select name="show" {
                        @for listed in Listed::ALL {
                            option value=(listed.name()) selected[*listed == self.query.listed] { (listed_words(text, *listed)) }
                        }
                    } }
                    @if self.own_team.is_none() {
                        (DimensionFilter {
                            dimension: Dimension::Team,
                            name: Dimension::Team.name(),
                            offered: &teams,
                            most_offered: MOST_OFFERED,
                            given: self.given(Dimension::Team.name()),
                        }.render(text))
                    }
                }
                button type="submit" { (text.view_apply()) }
                " " a href=(urls::DISCUSSED) { (text.view_reset()) }
            }
        }
    }

    /// The address of this page with its filters, and a parameter more.
    fn address(&self, further: Option<(&str, &str)>) -> String {
        address(self.pairs, further)
    }

    fn list(&self, text: &Texts) -> Markup {
        let listed = &self.overview.listed;
        let others = self.ticked_elsewhere();
        html! {
            @if listed.is_empty() { p { (text.discussed_none()) } }
            (self.page_number(text))
            @if !listed.is_empty() || !others.is_empty() || !self.form.refusals.is_empty() {
                form method="post" action=(self.address(None)) novalidate {
                    // Above the list, which may be long.
                    (self.fields(text))
                    @if !listed.is_empty() {
                        p { a href=(self.address(Some(("ticked", "all")))) { (text.discussed_tick_all()) } }
                        (self.table(text))
                    }
                    @if !others.is_empty() {
                        fieldset.boxed {
                            legend { (text.discussed_elsewhere()) }
                            @for reference in others { (tick(reference, true)) }
                        }
                    }
                    // Again, for who ticked the last ones.
                    @if !listed.is_empty() { p { button type="submit" { (text.discussed_button()) } } }
                }
            }
            (self.pages(text))
        }
    }

    /// What was ticked and is not in the list, such as a complaint that a colleague marked meanwhile.
    fn ticked_elsewhere(&self) -> Vec<&str> {
        let listed: BTreeSet<&str> =
            self.overview.listed.iter().map(|complaint| complaint.reference.as_str()).collect();
        self.form.ticked.iter().copied().filter(|reference| !listed.contains(reference)).collect()
    }

    /// With whom, on which day, and whether a day that is there is replaced.
    fn fields(&self, text: &Texts) -> Markup {
        let form = self.form;
        let choices = [
            (DiscussedWith::Employee, text.discussed_with_employee()),
            (DiscussedWith::Team, text.discussed_with_team()),
        ];
        let is_wrong = |place: &str| form.is_about(place).then_some("true");
        html! {
            div.boxed {
                fieldset.question aria-describedby=[form.is_about("with-employee").then_some("with-wrong")] {
                    legend { (text.discussed_with()) }
                    div.points {
                        @for (with, words) in choices {
                            label.tick {
                                input type="radio" id={ "with-" (with.name()) } name=(WITH) value=(with.name()) checked[form.with == with.name()];
                                span { (words) }
                            }
                        }
                    }
                    (self.fault("with-employee", "with-wrong", text))
                }
                div.question {
                    label for=(ON) { (text.discussed_on()) }
                    input type="date" id=(ON) name=(ON) max=(self.today) value=(form.on) aria-invalid=[is_wrong(ON)]
                        aria-describedby=[form.is_about(ON).then_some("on-wrong")];
                    (self.fault(ON, "on-wrong", text))
                }
                div.question {
                    label.tick {
                        input type="checkbox" id=(REPLACE) name=(REPLACE) value="true" checked[form.replaces];
                        span { (text.discussed_replace()) }
                    }
                }
                button type="submit" { (text.discussed_button()) }
            }
        }
    }

    /// What is wrong with a field, beside it.
    fn fault(&self, place: &str, id: &str, text: &Texts) -> Markup {
        html! {
            @if self.form.is_about(place) {
                p.error id=(id) {
                    @for refusal in self.form.refusals.iter().filter(|refusal| self::place(refusal) == place) {
                        (self.words(refusal, text)) " "
                    }
                }
            }
        }
    }

    fn words(&self, refusal: &MarkingRefusal, text: &Texts) -> String {
        match refusal {
            MarkingRefusal::NothingChosen => text.discussed_nothing_chosen(),
            MarkingRefusal::TooMany => text.discussed_too_many(MOST_MARKED.to_string()),
            MarkingRefusal::NotWithWhom => text.discussed_not_with_whom(),
            MarkingRefusal::NoDay => text.discussed_no_day(),
            MarkingRefusal::Ahead => text.discussed_ahead(),
            MarkingRefusal::Unknown(references) => text.discussed_unknown(self.named(references, text)),
            MarkingRefusal::BeforeReceipt(references) => {
                text.discussed_before_receipt(self.named(references, text))
            }
        }
    }

    /// The first references of some.
    fn named(&self, references: &[String], text: &Texts) -> String {
        let first: Vec<&str> = references.iter().take(MOST_NAMED).map(String::as_str).collect();
        match references.len().saturating_sub(MOST_NAMED) {
            0 => first.join(", "),
            more => text.discussed_and_more(first.join(", "), whole(self.staff.language, more as u64)),
        }
    }
}

/// The address of the page with the parameters of its list, and one more.
fn address(pairs: &[(String, String)], further: Option<(&str, &str)>) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    let query = query.extend_pairs(pairs).extend_pairs(further).finish();
    urls::with_query(urls::DISCUSSED, &query)
}

/// Where on the page a refusal is mended.
fn place(refusal: &MarkingRefusal) -> &'static str {
    match refusal {
        MarkingRefusal::NothingChosen | MarkingRefusal::TooMany | MarkingRefusal::Unknown(_) => "list",
        MarkingRefusal::NotWithWhom => "with-employee",
        MarkingRefusal::NoDay | MarkingRefusal::Ahead | MarkingRefusal::BeforeReceipt(_) => ON,
    }
}

fn listed_words(text: &Texts, listed: Listed) -> String {
    match listed {
        Listed::All => text.discussed_show_all(),
        Listed::NotWithEmployee => text.discussed_show_not_with_employee(),
        Listed::NotInTeam => text.discussed_show_not_in_team(),
    }
}

fn field_name(text: &Texts, field: &str) -> String {
    if field == "show" { text.discussed_show() } else { words::field(text, field) }
}
