//! No secret of a second factor can be read in the database.

use axum::http::StatusCode;
use data_encoding::{BASE32_NOPAD, HEXLOWER};
use naklank::domain::access::roles::Role;
use secrecy::ExposeSecret as _;
use sqlx::{Connection as _, PgConnection};

use crate::access::sign_in::second_factor::{analyst, enrol, send_code, session, waiting};
use crate::support::{Backend, TestApp, on_both_engines};

/// All that the database keeps: the files of SQLite as they are, and on PostgreSQL the rows as text, with bytes as
/// hexadecimal digits.
async fn kept(app: &TestApp) -> Vec<u8> {
    let url = app.app.config.database.url.expose_secret();
    match app.backend {
        Backend::Sqlite => {
            let path = url.trim_start_matches("sqlite:");
            let log = std::fs::read(format!("{path}-wal")).unwrap_or_default();
            [std::fs::read(path).unwrap(), log].concat()
        }
        Backend::Postgres => {
            let mut connection = PgConnection::connect(url).await.unwrap();
            let mut rows: Vec<String> = Vec::new();
            for query in [
                "SELECT users::text FROM users",
                "SELECT recovery_codes::text FROM recovery_codes",
                "SELECT sessions::text FROM sessions",
                "SELECT audit::text FROM audit",
            ] {
                rows.extend(sqlx::query_scalar::<_, String>(query).fetch_all(&mut connection).await.unwrap());
            }
            rows.join("\n").into_bytes()
        }
    }
}

fn contains(kept: &[u8], needle: &[u8]) -> bool {
    kept.windows(needle.len()).any(|bytes| bytes == needle)
}

on_both_engines! {
    async fn neither_the_secret_nor_a_recovery_code_is_kept_readable(app) {
        let (_, phone, codes) = analyst(&app).await;
        send_code(&app, &waiting(&app).await, &codes[0]).await;
        send_code(&app, &waiting(&app).await, &phone.code(&app, 0)).await;
        let kept = kept(&app).await;
        assert!(contains(&kept, b"analyst@example.org"), "this is where users are kept");
        let secret = phone.0.as_slice();
        for needle in [secret.to_vec(), BASE32_NOPAD.encode(secret).into_bytes(), HEXLOWER.encode(secret).into_bytes()] {
            assert!(!contains(&kept, &needle), "{}", String::from_utf8_lossy(&needle));
        }
        for code in &codes {
            let plain = code.replace('-', "");
            for needle in [code.clone(), plain.clone(), HEXLOWER.encode(plain.as_bytes())] {
                assert!(!contains(&kept, needle.as_bytes()), "{needle}");
            }
        }
    }

    async fn a_secret_that_was_sealed_for_another_user_opens_nothing(app) {
        let (_, phone, _) = analyst(&app).await;
        let other = app.sign_in_as(Role::Handler).await;
        enrol(&app, &other).await;
        app.execute(
            "UPDATE users SET totp_secret = (SELECT totp_secret FROM users WHERE email = 'analyst@example.org'),
                totp_last_step = NULL WHERE email = 'handler@example.org'",
        )
        .await;
        let asked = app.post_form("/sign-in", "email=handler%40example.org&password=een+lang+wachtwoord").await;
        let answer = send_code(&app, &session(&asked), &phone.code(&app, 0)).await;
        assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR, "{answer:?}");
    }
}
