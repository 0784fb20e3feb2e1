//! How a clock was counted, in words: the absolute moment and the counted days both.

use chrono::{NaiveDate, Timelike as _};
use chrono_tz::Tz;
use maud::{Markup, html};

use crate::domain::Timestamp;
use crate::domain::complaints::facts::Fact;
use crate::domain::people::language::Language;
use crate::domain::policy::clock::{Clock, CountedDay, Standing};
use crate::domain::time::holidays::Holiday;
use crate::domain::time::working_days::DayOff;
use crate::texts::{Texts, texts};
use crate::views::kit::format::weekday_and_day;
use crate::views::kit::words::{capitalised, kpi_name};

/// The whole counting as one sentence, its steps separated by semicolons.
#[must_use]
pub fn explanation(language: Language, clock: &Clock, zone: Tz) -> String {
    format!("{}.", Words { language, text: texts(language), zone }.steps(clock).join("; "))
}

/// The clocks of a complaint: where it stands for each KPI, with the counting step by step behind it.
#[must_use]
pub fn clocks(language: Language, clocks: &[Clock], zone: Tz) -> Markup {
    let text = texts(language);
    let words = Words { language, text, zone };
    html! {
        section aria-labelledby="clocks" {
            h2 id="clocks" { (text.clock_heading()) }
            @for clock in clocks {
                h3 { (kpi_name(text, clock.kpi)) ": " (standing(text, clock.standing)) }
                details {
                    summary { (text.clock_how()) }
                    ol { @for step in words.steps(clock) { li { (capitalised(&step)) "." } } }
                }
            }
        }
    }
}

/// The name of a standing.
#[must_use]
pub fn standing(text: &Texts, standing: Standing) -> String {
    match standing {
        Standing::Timely => text.clock_standing_timely(),
        Standing::Late => text.clock_standing_late(),
        Standing::Pending => text.clock_standing_pending(),
        Standing::Unknown => text.clock_standing_unknown(),
        Standing::NotApplicable => text.clock_standing_not_applicable(),
    }
}

struct Words {
    language: Language,
    text: &'static Texts,
    zone: Tz,
}

impl Words {
    fn steps(&self, clock: &Clock) -> Vec<String> {
        let mut steps = vec![self.received(clock)];
        steps.extend(self.days(&clock.allowed.days));
        steps.push(self.until(clock));
        steps.push(self.outcome(clock));
        steps
    }

    fn moment(&self, at: Timestamp) -> String {
        let local = at.with_timezone(&self.zone);
        let pattern = if local.second() == 0 { "%H:%M" } else { "%H:%M:%S" };
        let day = weekday_and_day(self.language, local.date_naive());
        self.text.format_moment(day, local.format(pattern).to_string())
    }

    fn day(&self, day: NaiveDate) -> String {
        weekday_and_day(self.language, day)
    }

    fn received(&self, clock: &Clock) -> String {
        let moment = self.moment(clock.facts.received_at);
        if clock.allowed.days.is_empty() {
            self.text.clock_received(moment)
        } else {
            self.text.clock_received_not_counted(moment)
        }
    }

    fn days(&self, days: &[CountedDay]) -> Vec<String> {
        let mut number = 0;
        let step = |counted: &CountedDay| {
            let day = self.day(counted.day);
            match counted.off {
                None => {
                    number += 1;
                    self.text.clock_day(number.to_string(), day)
                }
                Some(DayOff::Weekend) => self.text.clock_weekend(day),
                Some(DayOff::Holiday(holiday)) => self.text.clock_holiday(day, self.holiday(holiday)),
                Some(DayOff::Free) => self.text.clock_free(day),
            }
        };
        days.iter().map(step).collect()
    }

    fn until(&self, clock: &Clock) -> String {
        match clock.allowed.days.last() {
            Some(last) => self.text.clock_until_end(self.day(last.day)),
            None => self.text.clock_until(self.moment(clock.allowed.due_at)),
        }
    }

    fn outcome(&self, clock: &Clock) -> String {
        let happened = clock.facts.fact.and_then(Fact::moment);
        match (clock.standing, happened) {
            (Standing::Timely, Some(at)) => self.text.clock_happened_timely(self.moment(at)),
            (Standing::Late, Some(at)) => self.text.clock_happened_late(self.moment(at)),
            (Standing::Late, None) if clock.facts.fact == Some(Fact::Never) => self.text.clock_never_late(),
            (Standing::Late, None) => self.text.clock_open_late(),
            (Standing::Pending | Standing::Timely, _) => self.text.clock_pending(),
            (Standing::Unknown, _) => self.text.clock_unknown(),
            (Standing::NotApplicable, _) => self.text.clock_not_applicable(),
        }
    }

    fn holiday(&self, holiday: Holiday) -> String {
        let text = self.text;
        match holiday {
            Holiday::NewYearsDay => text.holiday_new_years_day(),
            Holiday::GoodFriday => text.holiday_good_friday(),
            Holiday::EasterSunday => text.holiday_easter_sunday(),
            Holiday::EasterMonday => text.holiday_easter_monday(),
            Holiday::KingsDay => text.holiday_kings_day(),
            Holiday::LiberationDay => text.holiday_liberation_day(),
            Holiday::AscensionDay => text.holiday_ascension_day(),
            Holiday::WhitSunday => text.holiday_whit_sunday(),
            Holiday::WhitMonday => text.holiday_whit_monday(),
            Holiday::ChristmasDay => text.holiday_christmas_day(),
            Holiday::BoxingDay => text.holiday_boxing_day(),
        }
    }
}
