//! The audit can be exported.

use naklank::domain::access::action::Action;
use naklank::domain::access::audit_query::AuditQuery;
use naklank::domain::input::spreadsheet::Dialect;
use naklank::domain::time::period::DateRange;
use naklank::workflow::access::audit::export::export_audit;
use naklank::workflow::access::audit::{Actor, record_reading};

use crate::support::on_both_engines;

on_both_engines! {
    async fn every_entry_of_the_days_is_exported_once_however_many_there_are(app) {
        for number in 0..1_200 {
            record_reading(&app.app, &Actor::Operator, Action::ReadVerbatims, &format!("number {number}")).await.unwrap();
        }
        let today = app.app.today();
        let day = AuditQuery::of_days(DateRange::new(today, today).unwrap());
        let mut file = Vec::new();
        let count = export_audit(&app.app, &Actor::Operator, &day, Dialect::Comma, &mut file).await.unwrap();
        let entries = app.integers("SELECT COUNT(*) FROM audit").await;
        assert_eq!([count as i64], entries[..], "its own entry among them");
        let text = String::from_utf8(file).unwrap();
        let mut numbers: Vec<u32> =
            text.lines().filter_map(|line| line.rsplit_once("number ")?.1.parse().ok()).collect();
        numbers.sort_unstable();
        assert_eq!(numbers, (0..1_200).collect::<Vec<_>>());
        let tomorrow = today.succ_opt().unwrap();
        let later = AuditQuery::of_days(DateRange::new(tomorrow, tomorrow).unwrap());
        assert_eq!(export_audit(&app.app, &Actor::Operator, &later, Dialect::Comma, &mut Vec::new()).await.unwrap(), 0);
    }

    async fn a_file_that_cannot_be_written_whole_is_an_error(app) {
        let today = app.app.today();
        let day = AuditQuery::of_days(DateRange::new(today, today).unwrap());
        let mut full = std::io::BufWriter::new(std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap());
        assert!(export_audit(&app.app, &Actor::Operator, &day, Dialect::Comma, &mut full).await.is_err());
    }
}
