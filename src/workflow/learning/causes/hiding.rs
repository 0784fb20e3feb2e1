//! Which NPS of causes stay hidden beyond what one answer hides itself.
//!
//! The rule: those with a cause and those without are told as two values of a dimension are, by the table that decides about every
//! other figure. A view by day is protected within its answer alone.

use std::collections::BTreeMap;

use crate::app::App;
use crate::domain::insight::canonical::columns::{ByMonth, Column};
use crate::domain::insight::canonical::marked::Marked;
use crate::domain::insight::canonical::month::Month;
use crate::domain::insight::canonical::table::ByValue;
use crate::domain::insight::query::whole::WholeQuery;
use crate::domain::learning::causes::CauseBook;
use crate::domain::learning::causes::pareto::{About, Pareto};
use crate::domain::time::period::DateRange;
use crate::storage::learning::causes::counts::{self, ToldInMonth};
use crate::storage::{StorageError, Tx};
use crate::workflow::insight::published::{Months, columns_within};

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
    pareto.hide_scores(|about| tables.as_ref().is_some_and(|tables| tables.tell(about)));
    Ok(())
}

/// Answers about complaints by value of the filter's dimension and month; of the empty value where there is no filter.
#[derive(Default)]
struct Answers {
    all: ByValue,
    not_told: ByValue,
    by_cause: BTreeMap<String, ByValue>,
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
            add(&mut answers.all, &told);
            let names = book.canonical_of(&told.causes);
            if names.is_empty() {
                add(&mut answers.not_told, &told);
            }
            for name in names {
                add(answers.by_cause.entry(name.to_owned()).or_default(), &told);
            }
        }
        Ok(answers)
    }
}

fn add(values: &mut ByValue, told: &ToldInMonth) {
    *values.entry(told.value.clone()).or_default().entry(Month::of_day(told.day)).or_default() +=
        told.answers;
}

/// What decides about the marks of a question.
struct Tables<'a> {
    answers: &'a Answers,
    whole: &'a WholeQuery,
    columns: Vec<Column>,
    together: ByMonth,
    minimum: u64,
}

impl<'a> Tables<'a> {
    fn of(answers: &'a Answers, whole: &'a WholeQuery, touched: &[Column], minimum: u64) -> Self {
        let together = over_values(&answers.all);
        let columns = columns_within(touched, &together, minimum);
        Self { answers, whole, columns, together, minimum }
    }

    fn tell(&self, about: About<'_>) -> bool {
        match about {
            About::All => self.tells(&self.answers.all),
            About::NotTold => self.tells(&self.answers.not_told),
            About::Cause(name) => self.answers.by_cause.get(name).is_none_or(|some| self.tells(some)),
        }
    }

    fn tells(&self, some: &ByValue) -> bool {
        let (from, to) = (Month::of_day(self.whole.range.from()), Month::of_day(self.whole.range.to()));
        let is_asked = |month: Month| from <= month && month <= to;
        let columns = self.columns.clone();
        match self.whole.filters.values().next() {
            None => {
                let some = over_values(some);
                Marked::of_whole(columns, &self.together, &some, self.minimum).tells(&[], is_asked)
            }
            Some(values) => {
                let mut values: Vec<&str> = values.iter().map(String::as_str).collect();
                values.sort_unstable();
                values.dedup();
                Marked::by_value(columns, &self.answers.all, some, self.minimum).tells(&values, is_asked)
            }
        }
    }
}

fn over_values(values: &ByValue) -> ByMonth {
    let mut sum = ByMonth::new();
    for (month, answers) in values.values().flatten() {
        *sum.entry(*month).or_default() += answers;
    }
    sum
}
