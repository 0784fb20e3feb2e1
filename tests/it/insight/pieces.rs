//! What the database sums by period equals a sum of single days, whatever the periods, filters and groups.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, TimeDelta};
use naklank::domain::answering::score::Score;
use naklank::domain::complaints::segment::{Dimension, Segment};
use naklank::domain::ids::ImportId;
use naklank::domain::insight::query::whole::WholeQuery;
use naklank::domain::insight::query::{Basis, NpsQuery};
use naklank::domain::insight::series::{self, Counted, DayCounts, DayTally, EarlierPeriod};
use naklank::domain::time::period::DateRange;
use naklank::randomness::Randomness;
use naklank::storage::answering::imports::{self, NewImport};
use naklank::storage::complaints::segments;
use naklank::storage::insight::tallies::{self, Change, What};
use naklank::workflow::insight::series::{nps_over_time, whole_at_once};
use serde_json::json;

use crate::support::{TestApp, on_both_engines};

const MINIMUM: u64 = 5;

fn query(text: &str, today: NaiveDate) -> NpsQuery {
    let pairs: Vec<_> = form_urlencoded::parse(text.as_bytes()).into_owned().collect();
    NpsQuery::parse(&pairs, today).unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn some_segments() -> Vec<Segment> {
    let of = |team, channel| {
        Segment::default().with(Dimension::Team, Some(team)).with(Dimension::Channel, Some(channel))
    };
    vec![of("Noord", "web"), of("Noord", "phone"), of("Zuid", "web"), of("", "web")]
}

/// A change of the counts from January 2025 to March 2026, in one of the segments.
fn any_change(chance: &Randomness, segments: &[Segment]) -> Change {
    let below = |limit: u16| u16::from_be_bytes(chance.bytes::<2>()) % limit;
    let closed_on = day("2025-01-01") + TimeDelta::days(below(445).into());
    let what = match below(4) {
        0 => What::Closed,
        1 => What::Invited,
        _ => What::Response {
            score: Score::try_from(i64::from(below(11))).unwrap(),
            answered_on: closed_on + TimeDelta::days(below(60).into()),
            imported: below(3) == 0,
        },
    };
    let segment_id = segments[usize::from(below(4))].id();
    Change { what, closed_on, segment_id, amount: i64::from(1 + below(4)) }
}

/// Periods of before Naklank that begin and end within months.
fn some_periods() -> Vec<EarlierPeriod> {
    let range = |from, to| DateRange::new(day(from), day(to)).unwrap();
    let noord = Segment::default().with(Dimension::Team, Some("Noord"));
    vec![
        EarlierPeriod {
            range: range("2025-02-10", "2025-03-04"),
            closed: 90,
            invited: 80,
            segment: Segment::default(),
        },
        EarlierPeriod { range: range("2025-05-03", "2025-05-28"), closed: 40, invited: 30, segment: noord },
    ]
}

/// Stores the changes, each second one folded.
async fn store(app: &TestApp, changes: &[Change], segments: &[Segment], periods: &[EarlierPeriod]) {
    let mut tx = app.app.db.write().await.unwrap();
    for segment in segments.iter().chain(periods.iter().map(|period| &period.segment)) {
        segments::ensure(&mut tx, segment).await.unwrap();
    }
    let (folded, unfolded) = changes.split_at(changes.len() / 2);
    tallies::add(&mut tx, folded).await.unwrap();
    tallies::append(&mut tx, unfolded).await.unwrap();
    let (now, chance) = (app.app.now(), &app.app.randomness);
    let import = ImportId(chance.uuid(now));
    let earlier = NewImport {
        id: import,
        hash: b"earlier",
        responses: 0,
        days: None,
        by: "operator",
        belongs_to: None,
        at: now,
    };
    imports::insert(&mut tx, &earlier).await.unwrap();
    for period in periods {
        imports::insert_earlier_period(&mut tx, chance.uuid(now), import, period).await.unwrap();
    }
    tx.commit().await.unwrap();
}

/// The same counts by day, added up here.
fn by_day(changes: &[Change], segments: &[Segment], query: &NpsQuery) -> Vec<DayTally> {
    let mut days: BTreeMap<(NaiveDate, String), DayCounts> = BTreeMap::new();
    for Change { what, closed_on, segment_id, amount } in changes {
        let segment = segments.iter().find(|segment| segment.id() == *segment_id).unwrap();
        let accepts = |(dimension, values): (&Dimension, &Vec<String>)| {
            values.iter().any(|value| value == segment.value(*dimension))
        };
        if !query.filters.iter().all(accepts) {
            continue;
        }
        let day = match (query.basis, what) {
            (Basis::Answered, What::Response { answered_on, .. }) => *answered_on,
            _ => *closed_on,
        };
        let group = query.group_by.map_or("", |dimension| segment.value(dimension)).to_owned();
        let counts = days.entry((day, group)).or_default();
        let times = u64::try_from(*amount).unwrap();
        match what {
            What::Closed => counts.closed += times,
            What::Invited => counts.invited += times,
            What::Response { score, imported, .. } => {
                (0..times).for_each(|_| counts.tally += score.tally());
                counts.imported += if *imported { times } else { 0 };
            }
            What::Aspect { .. } => unreachable!("there are none"),
        }
    }
    days.into_iter().map(|((day, group), counts)| DayTally { day, group, counts }).collect()
}

on_both_engines! {
    async fn a_sum_by_period_is_the_sum_of_its_days(app) {
        let (segments, periods) = (some_segments(), some_periods());
        let changes: Vec<Change> = (0..400).map(|_| any_change(&app.app.randomness, &segments)).collect();
        store(&app, &changes, &segments, &periods).await;
        let today = app.app.today();
        let mut shown = 0;
        for range in ["from=2025-01-01&to=2026-03-31", "from=2025-02-03&to=2025-11-17", "from=2025-05-03&to=2025-05-28"] {
            for interval in ["day", "week", "month", "quarter", "year", "total"] {
                for selection in [
                    "", "basis=answered", "team=Noord", "team=Noord&team=&channel=web", "group_by=team",
                    "group_by=team&channel=web&basis=answered", "group_by=channel&team=Noord&team=Zuid", "team=West",
                ] {
                    for rolling in [1, 3].into_iter().filter(|rolling| *rolling == 1 || interval != "total") {
                        let text = format!("{range}&interval={interval}&{selection}&rolling={rolling}");
                        let query = query(&text, today);
                        let counted = Counted {
                            days: by_day(&changes, &segments, &query),
                            awaiting: BTreeSet::new(),
                            earlier: periods.clone(),
                        };
                        let groups = nps_over_time(&app.app, &query).await.unwrap();
                        assert_eq!(groups, series::series(&query, &counted, today, MINIMUM), "{text}");
                        shown += groups.iter().flat_map(|group| &group.points).filter(|point| point.figures.shown().is_some()).count();
                        if let Some(whole) = WholeQuery::of(&query) {
                            let total = whole_at_once(&app.app, &whole).await.unwrap();
                            assert_eq!(total, series::total(&whole, &counted, today, MINIMUM), "{text}");
                        }
                    }
                }
            }
        }
        assert!(shown > 1_000, "{shown} points could differ");
    }

    async fn two_dimensions_at_once_add_up_to_the_days_too(app) {
        let segments = some_segments();
        let changes: Vec<Change> = (0..400).map(|_| any_change(&app.app.randomness, &segments)).collect();
        store(&app, &changes, &segments, &[]).await;
        let query = query("from=2025-02-03&to=2025-11-17&interval=total&team=Noord", app.app.today());
        let mut tx = app.app.db.read().await.unwrap();
        let found = tallies::read_cross(&mut tx, &query, [Dimension::Team, Dimension::Channel]).await.unwrap();
        let mut sums = BTreeMap::new();
        for one in by_day(&changes, &segments, &NpsQuery { group_by: Some(Dimension::Channel), ..query.clone() }) {
            if query.range.contains(one.day) {
                let sum: &mut DayCounts = sums.entry(format!("Noord / {}", one.group)).or_default();
                sum.closed += one.counts.closed;
                sum.invited += one.counts.invited;
                sum.imported += one.counts.imported;
                sum.tally += one.counts.tally;
            }
        }
        let found: BTreeMap<String, DayCounts> = found.into_iter().map(|one| (one.group, one.counts)).collect();
        assert!(found == sums && found.len() == 2, "{found:?} {sums:?}");
    }

    async fn a_day_with_an_invitation_that_can_still_be_answered_is_found(app) {
        let first = app.app.today();
        app.invite_with("K-1", json!({"team": "Noord", "channel": "web"})).await;
        let second = app.app.today();
        assert!(first < second, "the clock moved on to when the mail was due");
        app.invite_with("K-2", json!({"team": "Zuid", "channel": "web"})).await;
        app.invite_with("K-3", json!({"team": "Zuid", "channel": "phone"})).await;
        let third = app.app.today();
        let waiting = async |text: &str| {
            let query = query(&format!("from=2026-01-01&to={third}&{text}"), third);
            tallies::awaiting(&mut app.app.db.read().await.unwrap(), &query).await.unwrap()
        };
        let days = async |text: &str| {
            let days: BTreeSet<NaiveDate> = waiting(text).await.into_iter().map(|(day, _)| day).collect();
            days
        };
        assert_eq!(days("").await.len(), 3);
        assert_eq!(days("team=Noord").await, BTreeSet::from([first]));
        assert_eq!(days("team=Zuid&channel=web").await, BTreeSet::from([second]));
        assert_eq!(days("team=West").await, BTreeSet::new());
        let by_team = waiting("group_by=team&channel=web").await;
        assert_eq!(by_team, BTreeSet::from([(first, "Noord".to_owned()), (second, "Zuid".to_owned())]));
    }
}
