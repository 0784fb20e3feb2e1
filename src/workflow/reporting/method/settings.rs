//! What the settings say about who is asked, and when.

use chrono::TimeDelta;

use crate::config::SurveyConfig;
use crate::domain::asking::sending_window::SendingWindow;
use crate::domain::reporting::document::Statement;
use crate::domain::reporting::figure::Figure;
use crate::workflow::reporting::say::{number, percent, say};

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;

/// The sentences about the settings.
pub(super) fn settings(survey: &SurveyConfig) -> Vec<Statement> {
    let audience = survey.audience.iter().map(|complainant| say(&format!("audience_{complainant}"), []));
    let others = [
        say("mode_email", []),
        asked(survey.delay),
        window(&survey.window),
        lasting("expires_after", survey.expires_after),
        lasting("ask_within", survey.ask_within),
        reminders(survey),
        unless_none("no_cool_down", "cool_down", survey.cool_down),
        holdout(survey.holdout),
    ];
    audience.chain(others).collect()
}

/// A time in whole days, or else in hours, rounded up.
fn in_units(time: TimeDelta) -> (&'static str, Figure) {
    let seconds = time.num_seconds();
    if seconds % DAY == 0 {
        ("days", number(seconds / DAY))
    } else {
        ("hours", number((seconds + HOUR - 1) / HOUR))
    }
}

fn lasting(key: &str, time: TimeDelta) -> Statement {
    let (unit, figure) = in_units(time);
    say(&format!("{key}_{unit}"), [(unit, figure)])
}

/// When it is asked after a closure: a part of an hour is not told as an hour.
fn asked(delay: TimeDelta) -> Statement {
    if delay.num_seconds() > 0 && delay.num_seconds() < HOUR {
        say("asked_within_an_hour", [])
    } else {
        unless_none("asked_at_once", "asked_after", delay)
    }
}

fn unless_none(none: &str, key: &str, time: TimeDelta) -> Statement {
    if time.is_zero() { say(none, []) } else { lasting(key, time) }
}

fn window(window: &SendingWindow) -> Statement {
    match window {
        SendingWindow::Always => say("window_always", []),
        SendingWindow::Weekly { weekdays, opens, closes } => {
            let days = weekdays.iter().filter(|sends| **sends).count();
            let [opens, closes] =
                [opens, closes].map(|time| Figure::Text { text: time.format("%H:%M").to_string() });
            say("window_weekly", [("days", number(days)), ("opens", opens), ("closes", closes)])
        }
    }
}

fn reminders(survey: &SurveyConfig) -> Statement {
    if survey.reminders == 0 {
        return say("no_reminders", []);
    }
    let (unit, figure) = in_units(survey.reminder_after);
    say(&format!("reminders_{unit}"), [("reminders", number(survey.reminders)), (unit, figure)])
}

fn holdout(share: f64) -> Statement {
    if share > 0.0 { say("holdout", [("share", percent(share))]) } else { say("no_holdout", []) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_told_in_days_where_they_are_whole_days() {
        let told = asked;
        assert_eq!(told(TimeDelta::days(3)), say("asked_after_days", [("days", number(3))]));
        assert_eq!(told(TimeDelta::hours(36)), say("asked_after_hours", [("hours", number(36))]));
        assert_eq!(told(TimeDelta::hours(1)), say("asked_after_hours", [("hours", number(1))]));
        assert_eq!(told(TimeDelta::seconds(1)), say("asked_within_an_hour", []));
        assert_eq!(told(TimeDelta::zero()), say("asked_at_once", []));
        let soon = lasting("cool_down", TimeDelta::seconds(1));
        assert_eq!(soon, say("cool_down_hours", [("hours", number(1))]));
        assert_eq!(unless_none("no_cool_down", "cool_down", TimeDelta::zero()), say("no_cool_down", []));
    }

    #[test]
    fn the_window_tells_its_hours_and_how_many_days_it_has() {
        let text = |text: &str| Figure::Text { text: text.to_owned() };
        let told = window(&"Mon-Sat 09:00-20:00".parse().unwrap());
        let figures = [("days", number(6)), ("opens", text("09:00")), ("closes", text("20:00"))];
        assert_eq!(told, say("window_weekly", figures));
        assert_eq!(holdout(0.05), say("holdout", [("share", Figure::Percent { percent: 5.0 })]));
    }
}
