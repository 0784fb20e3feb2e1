//! Complaints from a CSV file: all rows or none.

use naklank::workflow::complaints::import::{ImportComplaintsError, import_complaints};

use crate::support::{TestApp, on_both_engines};

async fn bad_lines(app: &TestApp, file: &[u8]) -> Vec<(u64, String)> {
    match import_complaints(&app.app, file).await.unwrap_err() {
        ImportComplaintsError::Lines(mistakes) => {
            mistakes.into_iter().map(|m| (m.line, m.fault.to_string())).collect()
        }
        error @ ImportComplaintsError::Storage(_) => panic!("{error}"),
    }
}

on_both_engines! {
    async fn a_file_from_dutch_excel_is_imported(app) {
        let file = "\u{feff}reference;status;received_at;closed_at;contact.email;team\r\n\
                    K-1;closed;2026-03-02T09:15:00Z;2026-03-20T13:00:00Z;a@example.org;Noord\r\n\
                    K-2;open;2026-03-02T09:15:00+01:00;;b@example.org;\"Zuid; Oost\"\r\n";
        let imported = import_complaints(&app.app, file.as_bytes()).await.unwrap();
        assert_eq!((imported.rows, imported.new), (2, 2));
        assert_eq!(app.survey_of("K-1").await["state"], "planned");
        assert_eq!(app.survey_of("K-2").await["state"], "none");
        let again = import_complaints(&app.app, file.as_bytes()).await.unwrap();
        assert_eq!((again.rows, again.new), (2, 0), "a file may be sent again");
    }

    async fn one_bad_row_in_the_middle_stores_nothing_and_is_named(app) {
        let file = b"reference,status,received_at,closed_at\n\
                     K-1,open,2026-03-02T09:15:00Z,\n\
                     K-2,closed,2026-03-02T09:15:00Z,\n\
                     K-3,open,2026-03-02T09:15:00Z,\n";
        let lines = bad_lines(&app, file).await;
        assert_eq!(lines, [(3, "closed_at: is required".to_owned())]);
        assert_eq!(app.integers("SELECT COUNT(*) FROM complaints").await, [0]);
    }

    async fn a_telephone_number_is_taken_and_one_that_cannot_be_called_is_named_with_its_line(app) {
        let file = "reference;status;received_at;contact.phone\n\
                    K-1;open;2026-03-02T09:15:00Z;020 123 45 67\n\
                    K-2;open;2026-03-02T09:15:00Z;\n";
        import_complaints(&app.app, file.as_bytes()).await.unwrap();
        let kept = "SELECT COUNT(*) FROM complaints WHERE contact_phone = '020 123 45 67'";
        assert_eq!(app.integers(kept).await, [1]);
        let lines = bad_lines(&app, file.replace("020 123 45 67", "3,1201E+10").as_bytes()).await;
        assert!(matches!(&lines[..], [(2, fault)] if fault.starts_with("contact.phone: must be a telephone number")), "{lines:?}");
        assert_eq!(app.integers(kept).await, [1]);
    }

    async fn unknown_columns_and_repeated_references_are_refused(app) {
        let lines = bad_lines(&app, b"reference,colour\nK-1,red\n").await;
        assert_eq!(lines, [(1, "the column `colour` is not known".to_owned())]);
        let row = "K-1,open,2026-03-02T09:15:00Z\n";
        let lines = bad_lines(&app, format!("reference,status,received_at\n{row}{row}").as_bytes()).await;
        assert_eq!(lines, [(3, "K-1 is in the file twice".to_owned())]);
    }

    async fn an_old_file_mails_nobody(app) {
        let file = b"reference,status,received_at,closed_at,contact.email\n\
                     K-1,closed,2025-03-02T09:15:00Z,2025-03-20T13:00:00Z,a@example.org\n";
        import_complaints(&app.app, file).await.unwrap();
        assert_eq!(app.survey_of("K-1").await["reason"], "too_late");
    }
}
