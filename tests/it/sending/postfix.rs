//! A real bounce: Postfix accepts a mail, cannot deliver it, and returns it.

use std::time::Duration;

use axum::http::Method;
use tokio::net::TcpListener;

use crate::support::{Backend, Manner, SmtpServer, TestApp};

/// The port on which this run's Postfix accepts mail, and the port to which it relays everything.
#[expect(clippy::disallowed_methods, reason = "tests/run tells where its Postfix is")]
fn ports() -> (u16, u16) {
    let ports = std::env::var("NAKLANK_TEST_POSTFIX").expect("NAKLANK_TEST_POSTFIX is set by tests/run");
    let (takes, hands_on) = ports.split_once(' ').unwrap();
    (takes.parse().unwrap(), hands_on.parse().unwrap())
}

#[tokio::test]
#[cfg_attr(not(feature = "tool-tests"), ignore = "needs Postfix: run tests/run")]
async fn a_bounce_of_postfix_marks_the_right_invitation() {
    let (takes, hands_on) = ports();
    let refusals = [
        Manner::Recipient("550 5.1.1 <klant@example.net>: Recipient address rejected: User unknown"),
        Manner::Kind,
        Manner::Recipient("552 5.2.2 mailbox full"),
        Manner::Kind,
    ];
    let listener = TcpListener::bind(("127.0.0.1", hands_on)).await.unwrap();
    let next_hop = SmtpServer::listen(listener, &refusals, None, Duration::ZERO);
    let url = format!("smtp://127.0.0.1:{takes}?tls=none");
    let app =
        TestApp::start_mailing(Backend::Sqlite, &url, &[("mail.bounce_address", "bounces@example.org")])
            .await;
    for (number, (reference, expected)) in [("K-1", "hard"), ("K-2", "soft")].iter().enumerate() {
        app.close_and_mail(reference).await;
        let told = wait_for(&next_hop, number + 1).await;
        assert_eq!(told.sender, "", "a notification has no sender");
        assert!(told.recipient.starts_with("bounces+"), "{}", told.recipient);
        let notification = told.data.replace('\n', "\r\n");
        let answer = app.api(Method::POST, "/api/v1/bounces", notification).await;
        assert_eq!(answer.json()["outcome"], *expected, "{}", told.data);
    }
    assert_eq!(app.survey_of("K-1").await["state"], "undeliverable");
    assert_eq!(app.survey_of("K-2").await["state"], "sent");
}

async fn wait_for(server: &SmtpServer, mails: usize) -> crate::support::Told {
    for _ in 0..6_000 {
        if let Some(told) = server.told().get(mails - 1) {
            return told.clone();
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("Postfix sent nothing back within five minutes");
}
