//! Which NPS of causes stay hidden beyond what one answer hides itself.
//!
//! The rule: those with a cause and those without are told as two values of a dimension are, by the table that decides about every
//! other figure. A view by day is protected within its answer alone.

use std::collections::{BTreeMap, BTreeSet};

use crate::app::App;
use crate::domain::insight::canonical::columns::{ByMonth, Column};
use crate::domain::insight::canonical::cross::ByPair;
use crate::domain::insight::canonical::marked::{Marked, WITH, with_and_without};
use crate::domain::insight::canonical::month::Month;
use crate::domain::insight::canonical::table::ByValue;
use crate::domain::insight::query::whole::WholeQuery;
use crate::domain::learning::causes::CauseBook;
use crate::domain::learning::causes::pareto::{About, Pareto};
use crate::domain::time::period::DateRange;
use crate::storage::learning::causes::counts::{self, ToldInMonth};
use crate::storage::{StorageError, Tx};
use crate::workflow::insight::published::{Months, columns_within};

/// The name of those without a cause among the main causes.
const NO_CAUSE: &str = "";

/// Hides the scores that may not be told.
pub(super) async fn hide_scores(
    app: &App,
    tx: &mut Tx,
    book: &CauseBook,
    whole: &WholeQuery,
    pareto: &mut Pareto,
) -> Result<(), StorageError> {
    if !pareto.shows_scores() {
        return Ok(());
    }
    let months = Months::read(app, tx, whole).await?;
    let Some((columns, days)) = months.touched(whole.range).filter(|_| months.decide(whole)) else {
        return Ok(());
    };
    // With a cause, two filters are three dimensions.
    let is_hidden = whole.filters.len() > 1
        || months.protection(tx, whole, whole.range).await?.hides(whole, None, whole.range);
    let answers = if is_hidden { None } else { Some(Answers::read(tx, book, whole, days).await?) };
    let minimum = app.config.privacy.minimum_group;
    let tables = answers.as_ref().map(|answers| Tables::of(answers, whole, &columns, minimum));
    let tell = |about: About<'_>| tables.as_ref().is_some_and(|tables| tables.tell(about, whole.range));
    pareto.hide_scores(tell);
    Ok(())
}

/// Answers about complaints by value of the filter's dimension and month; of the empty value where there is no filter.
#[derive(Default)]
struct Answers {
    all: ByValue,
    not_told: ByValue,
    by_cause: BTreeMap<String, ByValue>,
    /// By main cause, empty where none was told.
    by_main: ByPair,
}

impl Answers {
    async fn read(
        tx: &mut Tx,
        book: &CauseBook,
        whole: &WholeQuery,
        days: DateRange,
    ) -> Result<Self, StorageError> {
        let dimension = whole.filters.keys().next().copied();
        let mut answers = Self::default();
        for told in counts::answered_by_month(tx, whole.basis, dimension, days).await? {
            let names = book.canonical_of(&told.causes);
            let main = names.first().copied().unwrap_or(NO_CAUSE);
            add(answers.by_main.entry((main.to_owned(), told.value.clone())).or_default(), &told);
            add(answers.all.entry(told.value.clone()).or_default(), &told);
            if names.is_empty() {
                add(answers.not_told.entry(told.value.clone()).or_default(), &told);
            }
            for name in names {
                let of_cause = answers.by_cause.entry(name.to_owned()).or_default();
                add(of_cause.entry(told.value.clone()).or_default(), &told);
            }
        }
        Ok(answers)
    }
}

fn add(months: &mut ByMonth, told: &ToldInMonth) {
    *months.entry(Month::of_day(told.day)).or_default() += told.answers;
}

/// What decides about the marks of a question.
struct Tables<'a> {
    answers: &'a Answers,
    columns: Vec<Column>,
    by_main: Marked,
    /// Those of the filter; empty without one.
    values: Vec<&'a str>,
    minimum: u64,
}

impl<'a> Tables<'a> {
    fn of(answers: &'a Answers, whole: &'a WholeQuery, touched: &[Column], minimum: u64) -> Self {
        let columns = columns_within(touched, &over_values(&answers.all), minimum);
        let values: BTreeSet<&str> = whole.filters.values().flatten().map(String::as_str).collect();
        let by_main = Marked::of(columns.clone(), answers.by_main.clone(), values.is_empty(), minimum);
        Self { answers, columns, by_main, values: values.into_iter().collect(), minimum }
    }

    fn tell(&self, about: About<'_>, range: DateRange) -> bool {
        match about {
            About::All => self.tells(&self.answers.all, range),
            About::NotTold => self.tells(&self.answers.not_told, range) && self.tells_main(NO_CAUSE, range),
            About::Cause(name) => {
                let some = self.answers.by_cause.get(name);
                some.is_none_or(|some| self.tells(some, range)) && self.tells_main(name, range)
            }
        }
    }

    fn tells_main(&self, name: &str, range: DateRange) -> bool {
        self.by_main.tells(name, &self.values, |month| is_within(month, range))
    }

    fn tells(&self, some: &ByValue, range: DateRange) -> bool {
        let pairs = with_and_without(&self.answers.all, some);
        let marked = Marked::of(self.columns.clone(), pairs, self.values.is_empty(), self.minimum);
        marked.tells(WITH, &self.values, |month| is_within(month, range))
    }
}

fn is_within(month: Month, range: DateRange) -> bool {
    (Month::of_day(range.from())..=Month::of_day(range.to())).contains(&month)
}

fn over_values(values: &ByValue) -> ByMonth {
    let mut sum = ByMonth::new();
    for (month, answers) in values.values().flatten() {
        *sum.entry(*month).or_default() += answers;
    }
    sum
}
