//! What may be told: the one decision behind every door to figures over answers.
//!
//! The rule: for a reader of figures alone it is made from the counts of whole months and not from the question. Towards a reader
//! of single answers, who leaves an audit entry for each reading, small figures are hidden within one answer.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::app::App;
use crate::domain::answering::questionnaire::ItemId;
use crate::domain::complaints::segment::Dimension;
use crate::domain::insight::canonical::answers::{Whole, of_pairs, of_tied_parts, span, touched};
use crate::domain::insight::canonical::columns::{ByMonth, Column, apart, columns};
use crate::domain::insight::canonical::cross::ByPair;
use crate::domain::insight::canonical::late::LateByValue;
use crate::domain::insight::canonical::month::Month;
use crate::domain::insight::canonical::published::{Protection, Published};
use crate::domain::insight::canonical::table::{ByValue, Table};
use crate::domain::insight::query::{Basis, NpsQuery, Reader};
use crate::domain::time::period::DateRange;
use crate::storage::insight::tallies::{self, MonthAnswers};
use crate::storage::{StorageError, Tx};

/// How the figures of a question are protected.
pub(in crate::workflow) async fn protection(
    app: &App,
    tx: &mut Tx,
    query: &NpsQuery,
) -> Result<Protection, StorageError> {
    Months::read(app, tx, query).await?.protection(tx, query, query.days_needed()).await
}

/// The same of the ratings of each item; empty where single answers may be read.
pub(in crate::workflow) async fn protection_of_items(
    app: &App,
    tx: &mut Tx,
    query: &NpsQuery,
) -> Result<BTreeMap<ItemId, Protection>, StorageError> {
    let months = Months::read(app, tx, query).await?;
    if !months.decide(query) {
        return Ok(BTreeMap::new());
    }
    let by_item = months.of_items(tx, query).await?;
    Ok(by_item.into_iter().map(|(item, published)| (item, months.by(published))).collect())
}

/// All months with answers, from which every table is made.
pub(in crate::workflow) struct Months {
    basis: Basis,
    minimum: u64,
    today: NaiveDate,
    /// All days with answers, in whole years; `None` while there are none, and where every figure is told.
    all: Option<DateRange>,
    columns: Vec<Column>,
}

impl Months {
    /// Those by the day that counts for a question; none where they decide nothing about it.
    pub async fn read(app: &App, tx: &mut Tx, query: &NpsQuery) -> Result<Self, StorageError> {
        let (basis, today, minimum) = (query.basis, app.today(), app.config.privacy.minimum_group);
        let mut months = Self { basis, minimum, today, all: None, columns: Vec::new() };
        if !months.decide(query) {
            return Ok(months);
        }
        let answers = tallies::answers_of_all_months(tx, basis).await?;
        let closed = match basis {
            Basis::Closed => None,
            Basis::Answered => Some(tallies::answers_of_all_months(tx, Basis::Closed).await?),
        };
        let all = || answers.keys().chain(closed.iter().flat_map(BTreeMap::keys));
        months.all = all().min().zip(all().max()).and_then(|(first, last)| years(first.year(), last.year()));
        months.columns = Whole { answers, closed }.columns(minimum, Month::of_day(today));
        Ok(months)
    }

    /// Whether a question is protected by its months, and not within its answer alone.
    pub fn decide(&self, query: &NpsQuery) -> bool {
        self.minimum > 1 && query.reader == Reader::Figures && !query.is_day_level(self.today)
    }

    /// How the figures of a question are protected, over its own range and any other within `days`.
    pub async fn protection(
        &self,
        tx: &mut Tx,
        query: &NpsQuery,
        days: DateRange,
    ) -> Result<Protection, StorageError> {
        if !self.decide(query) {
            return Ok(Protection::Answer { minimum: self.minimum });
        }
        Ok(self.by(self.of_answers(tx, query, days).await?))
    }

    fn by(&self, published: Published) -> Protection {
        Protection::Table { published: Box::new(published), minimum: self.minimum }
    }

    /// The columns that a range touches, and the days of their years; `None` if it touches none.
    pub fn touched(&self, range: DateRange) -> Option<(Vec<Column>, DateRange)> {
        let columns = touched(self.columns.clone(), range);
        let (first, last) = span(&columns)?;
        let days = years(first.year(), last.year())?;
        Some((columns, days))
    }

    async fn of_answers(
        &self,
        tx: &mut Tx,
        query: &NpsQuery,
        days: DateRange,
    ) -> Result<Published, StorageError> {
        let dimensions: Vec<Dimension> = query.dimensions().into_iter().collect();
        let (columns, days) = match self.touched(days) {
            Some(touched) if !dimensions.is_empty() => touched,
            _ => return Ok(Published::Whole(Table::of_whole(&self.columns))),
        };
        let late = match dimensions.as_slice() {
            [one] => self.late(tx, *one).await?,
            _ => None,
        };
        let cells = tallies::answers_by_month(tx, self.basis, &dimensions, days).await?;
        Ok(self.of_cells(&dimensions, columns, cells, late.as_ref()))
    }

    fn of_cells(
        &self,
        dimensions: &[Dimension],
        columns: Vec<Column>,
        cells: Vec<MonthAnswers>,
        late: Option<&LateByValue>,
    ) -> Published {
        match *dimensions {
            [] => Published::Whole(Table::of_whole(&columns)),
            [one] => of_tied_parts(one, columns, &by_value(cells), self.minimum, late),
            [first, second, ..] => of_pairs([first, second], columns, by_pair(cells), self.minimum),
        }
    }

    /// The answers of each value by both days, where they are counted by the day of the answer.
    async fn late(&self, tx: &mut Tx, dimension: Dimension) -> Result<Option<LateByValue>, StorageError> {
        let Some(all) = self.all.filter(|_| self.basis == Basis::Answered) else { return Ok(None) };
        let closed = tallies::answers_by_month(tx, Basis::Closed, &[dimension], all).await?;
        let answered = tallies::answers_by_month(tx, Basis::Answered, &[dimension], all).await?;
        let (closed, answered) = (by_value(closed), by_value(answered));
        Ok(Some(LateByValue { closed, answered, minimum: self.minimum }))
    }

    /// What may be told of the ratings of each item. Years are apart as they are for the answers.
    async fn of_items(
        &self,
        tx: &mut Tx,
        query: &NpsQuery,
    ) -> Result<BTreeMap<ItemId, Published>, StorageError> {
        let Some((touched, days)) = self.touched(query.days_needed()) else { return Ok(BTreeMap::new()) };
        let dimensions: Vec<Dimension> = query.dimensions().into_iter().collect();
        let wholes = by_item(tallies::ratings_by_month(tx, self.basis, &[], days).await?);
        let mut parts = match dimensions.as_slice() {
            [] => BTreeMap::new(),
            some => by_item(tallies::ratings_by_month(tx, self.basis, some, days).await?),
        };
        let mut published = BTreeMap::new();
        for (item, whole) in wholes {
            let columns = columns_within(&touched, &by_month(whole), self.minimum);
            let cells = parts.remove(&item).unwrap_or_default();
            let of_item = self.of_cells(&dimensions, columns, cells, None);
            if let Ok(item) = item.parse::<ItemId>() {
                published.insert(item, of_item);
            }
        }
        Ok(published)
    }
}

/// The columns of some of the answers, none of which is finer than those of all, and such that no year is tied to another one
/// that is apart from it in these.
pub(in crate::workflow) fn columns_within(frame: &[Column], answers: &ByMonth, minimum: u64) -> Vec<Column> {
    let of_part = |part: Vec<Column>| {
        let (first, last) = span(&part).unzip();
        let months = first.unwrap_or(Month(0))..=last.unwrap_or(Month(0));
        let is_running = part.iter().any(|column| column.is_running);
        // Who rates an item, or whose complaint has a cause, has answered: these months are among those of the part.
        let held: ByMonth = answers.range(months).map(|(month, answers)| (*month, *answers)).collect();
        let is_joined = |before: Month, after: Month| {
            part.iter().any(|column| column.months.contains(&before) && column.months.contains(&after))
        };
        let columns = columns(&held, minimum, is_joined);
        columns.into_iter().map(|column| Column { is_running, ..column }).collect::<Vec<Column>>()
    };
    apart(frame.to_vec()).into_iter().flat_map(of_part).collect()
}

/// From the first day of a year to the last day of another.
fn years(first: i32, last: i32) -> Option<DateRange> {
    DateRange::new(NaiveDate::from_ymd_opt(first, 1, 1)?, NaiveDate::from_ymd_opt(last, 12, 31)?)
}

fn by_month(rows: Vec<MonthAnswers>) -> ByMonth {
    let mut sum = ByMonth::new();
    for row in rows {
        *sum.entry(Month::of_day(row.day)).or_default() += row.answers;
    }
    sum
}

fn by_value(rows: Vec<MonthAnswers>) -> ByValue {
    let mut values = ByValue::new();
    for row in rows {
        *values.entry(row.one).or_default().entry(Month::of_day(row.day)).or_default() += row.answers;
    }
    values
}

fn by_pair(rows: Vec<MonthAnswers>) -> ByPair {
    let mut pairs = ByPair::new();
    for row in rows {
        let months = pairs.entry((row.one, row.other)).or_default();
        *months.entry(Month::of_day(row.day)).or_default() += row.answers;
    }
    pairs
}

fn by_item(rows: Vec<MonthAnswers>) -> BTreeMap<String, Vec<MonthAnswers>> {
    let mut items: BTreeMap<String, Vec<MonthAnswers>> = BTreeMap::new();
    for row in rows {
        items.entry(row.item.clone()).or_default().push(row);
    }
    items
}
