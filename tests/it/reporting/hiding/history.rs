//! Random small histories: complaints of which many kinds are rare, answers to some of the mails about them, and what comes
//! too late for a report.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use naklank::randomness::Randomness;
use naklank::workflow::complaints::import::import_complaints;

use crate::support::{TestApp, link_in};

type Moment = DateTime<Utc>;

/// The cells of a row of a file of complaints, by their column.
type Cells = BTreeMap<&'static str, String>;

const COLUMNS: [&str; 18] = [
    "reference",
    "status",
    "received_at",
    "closed_at",
    "contact.email",
    "complainant",
    "channel",
    "product",
    "outcome",
    "remedy",
    "remedy_amount",
    "kifid_pointed",
    "cause",
    "acknowledged_at",
    "phone_response_at",
    "written_response_at",
    "survey.ask",
    "survey.reason",
];

/// Values with how often they come; the empty one is not told.
type Weighted = &'static [(&'static str, u32)];

const COMPLAINANTS: Weighted =
    &[("customer", 80), ("lawyer", 8), ("intermediary", 4), ("opposing_party", 3), ("other", 2)];
const CHANNELS: Weighted = &[("web", 45), ("phone", 25), ("email", 12), ("letter", 5), ("other", 2), ("", 6)];
const PRODUCTS: Weighted =
    &[("Verkeer", 40), ("Wonen", 25), ("Werk", 12), ("Consument", 8), ("Reis", 3), ("", 5)];
const OUTCOMES: Weighted = &[
    ("upheld", 25),
    ("partly_upheld", 22),
    ("rejected", 25),
    ("settled", 8),
    ("withdrawn", 3),
    ("inadmissible", 2),
    ("resolved_early", 4),
    ("", 5),
];
const REMEDIES: Weighted =
    &[("none", 20), ("explanation", 30), ("apology", 20), ("correction", 6), ("payment", 10), ("", 12)];
const CAUSES: Weighted = &[("Wachttijd", 35), ("Brief", 20), ("Besluit", 15), ("Toon", 5), ("", 20)];
/// Whether a fact came in time, late, never, or was not told.
const FACTS: Weighted = &[("timely", 70), ("late", 12), ("never", 6), ("", 8)];
/// Whether the customer was pointed to Kifid.
const POINTED: Weighted = &[("true", 50), ("false", 15), ("", 10)];
/// What becomes of a mail.
const FATES: Weighted =
    &[("promoter", 26), ("passive", 18), ("detractor", 22), ("unsubscribed", 5), ("", 29)];
/// What becomes of one that was not answered, weeks later.
const LATE_FATES: Weighted = &[("promoter", 3), ("passive", 1), ("detractor", 2), ("", 14)];

/// A history that grows.
pub struct History<'a> {
    app: &'a TestApp,
    chance: Randomness,
    complaints: usize,
    /// Complaints that were open at the end of a year.
    open: Vec<Cells>,
    /// Complaints that were told as closed.
    closed: Vec<Cells>,
    mails: usize,
    /// Links that were not answered.
    waiting: Vec<String>,
}

impl<'a> History<'a> {
    pub fn new(app: &'a TestApp, seed: u64) -> Self {
        let chance = Randomness::from_seed(seed);
        Self {
            app,
            chance,
            complaints: 0,
            open: Vec::new(),
            closed: Vec::new(),
            mails: 0,
            waiting: Vec::new(),
        }
    }

    /// A whole number below `end`.
    fn below(&self, end: u32) -> u32 {
        (self.chance.share() * f64::from(end)) as u32
    }

    fn pick(&self, weighted: Weighted) -> &'static str {
        let mut left = self.below(weighted.iter().map(|(_, weight)| weight).sum());
        for (value, weight) in weighted {
            if left < *weight {
                return value;
            }
            left -= weight;
        }
        unreachable!("the weights are passed")
    }

    /// A year: complaints in summer and in December, of which some stay open; each time some of those who are asked answer.
    pub async fn year(&mut self, year: i32) {
        for day in ["07-01", "12-15"] {
            let now = self.set(&format!("{year}-{day}T10:00:00Z"));
            self.waiting.clear();
            let mut rows = self.close_what_is_open(now);
            for _ in 0..20 + self.below(45) {
                let closed_at = now - TimeDelta::days(3 + i64::from(self.below(42)));
                rows.push(self.complaint(closed_at, now));
            }
            if day == "12-15" {
                self.leave_open(&mut rows);
            }
            self.closed.extend(rows.iter().filter(|cells| cells["status"] == "closed").cloned());
            self.import(&rows).await;
            self.app.advance(TimeDelta::hours(1));
            self.app.tick().await;
            self.app.advance(TimeDelta::days(1));
            self.answer(FATES).await;
        }
    }

    /// What comes in after the report of a year: complaints that were told too late, answers, the end of links, and a correction
    /// of ten or more complaints.
    pub async fn afterwards(&mut self, year: i32) {
        let closed_at: Moment = format!("{year}-12-20T10:00:00Z").parse().unwrap();
        self.set(&format!("{}-01-12T10:00:00Z", year + 1));
        self.answer(LATE_FATES).await;
        let now = self.set(&format!("{}-02-10T10:00:00Z", year + 1));
        let late = 1 + self.below(if self.below(2) == 0 { 4 } else { 30 });
        let mut rows: Vec<Cells> = (0..late).map(|_| self.complaint(closed_at, now)).collect();
        rows.extend(self.corrected(year));
        self.import(&rows).await;
        self.app.tick().await;
    }

    /// Ten to nineteen complaints of a year that came by another channel, about another product, than was told first.
    fn corrected(&self, year: i32) -> Vec<Cells> {
        let year = year.to_string();
        let is_wrong = |cells: &&Cells| cells["received_at"].starts_with(&year) && cells["channel"] == "web";
        let wrong = self.closed.iter().filter(is_wrong).take(10 + self.below(10) as usize);
        let correct = |cells: &Cells| {
            let mut cells = cells.clone();
            cells.insert("channel", "phone".to_owned());
            cells.insert("product", "Wonen".to_owned());
            cells
        };
        wrong.map(correct).collect()
    }

    fn set(&self, moment: &str) -> Moment {
        self.app.clock.set(moment);
        moment.parse().unwrap()
    }

    fn close_what_is_open(&mut self, now: Moment) -> Vec<Cells> {
        let closed_at = (now - TimeDelta::days(5)).to_rfc3339();
        let close = |mut cells: Cells| {
            cells.insert("status", "closed".to_owned());
            cells.insert("closed_at", closed_at.clone());
            cells
        };
        std::mem::take(&mut self.open).into_iter().map(close).collect()
    }

    fn leave_open(&mut self, rows: &mut [Cells]) {
        for cells in rows {
            if self.below(8) == 0 {
                self.open.push(cells.clone());
                cells.insert("status", "open".to_owned());
                cells.remove("closed_at");
            }
        }
    }

    /// A complaint that was received up to three weeks before it was closed.
    fn complaint(&mut self, closed_at: Moment, now: Moment) -> Cells {
        self.complaints += 1;
        let received_at = closed_at - TimeDelta::hours(1 + i64::from(self.below(20 * 24)));
        let fact = |timely: i64, late: i64| match self.pick(FACTS) {
            "timely" => (received_at + TimeDelta::hours(timely)).min(now).to_rfc3339(),
            "late" => (received_at + TimeDelta::hours(late)).min(now).to_rfc3339(),
            other => other.to_owned(),
        };
        let facts = [("acknowledged_at", fact(2, 30)), ("phone_response_at", fact(20, 60))];
        let letter = ("written_response_at", fact(48, 15 * 24));
        let email = match self.below(12) {
            0 => String::new(),
            1 => "geen adres".to_owned(),
            _ => format!("k-{}@example.org", self.complaints),
        };
        let picked = [
            ("complainant", COMPLAINANTS),
            ("channel", CHANNELS),
            ("product", PRODUCTS),
            ("outcome", OUTCOMES),
            ("remedy", REMEDIES),
            ("cause", CAUSES),
            ("kifid_pointed", POINTED),
        ];
        let picked = picked.map(|(column, values)| (column, self.pick(values).to_owned()));
        let own = [
            ("reference", format!("K-{}", self.complaints)),
            ("status", "closed".to_owned()),
            ("received_at", received_at.to_rfc3339()),
            ("closed_at", closed_at.to_rfc3339()),
            ("contact.email", email),
        ];
        let mut cells: Cells = own.into_iter().chain(picked).chain(facts).chain([letter]).collect();
        if cells["remedy"] == "payment" {
            cells.insert("remedy_amount", (100 * (1 + self.below(500))).to_string());
        }
        if self.below(15) == 0 {
            cells.insert("survey.ask", "false".to_owned());
            cells.insert("survey.reason", "refused".to_owned());
        }
        cells
    }

    async fn import(&self, rows: &[Cells]) {
        let line = |cells: &Cells| {
            let cells = COLUMNS.map(|column| cells.get(column).map_or("", String::as_str));
            format!("{}\n", cells.join(","))
        };
        let lines: String = rows.iter().map(line).collect();
        let file = format!("{}\n{lines}", COLUMNS.join(","));
        import_complaints(&self.app.app, file.as_bytes()).await.unwrap();
    }

    /// Lets those who have a mail do something with it, now.
    async fn answer(&mut self, fates: Weighted) {
        let mails = self.app.mails();
        let is_of_customer = |mail: &&naklank::mail::message::RawMail| {
            mail.envelope.to().iter().any(|address| address.to_string().starts_with("k-"))
        };
        let new: Vec<String> = mails[self.mails..].iter().filter(is_of_customer).map(link_in).collect();
        self.mails = mails.len();
        let mut links = std::mem::take(&mut self.waiting);
        links.extend(new);
        for link in links {
            let score = match self.pick(fates) {
                "promoter" => 9 + self.below(2),
                "passive" => 7 + self.below(2),
                "detractor" => self.below(7),
                "unsubscribed" => {
                    self.app.post_form(&link.replace("/s/", "/u/"), "").await;
                    continue;
                }
                _ => {
                    self.waiting.push(link);
                    continue;
                }
            };
            self.app.post_form(&link, &format!("score={score}")).await;
        }
    }
}
