//! Mails over kept connections: each is sent once, and the reply to one is never taken for the reply to another.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use naklank::config::{SmtpServer as ServerConfig, TlsPolicy};
use naklank::domain::ids::MessageId;
use naklank::domain::sending::delivery::Cause;
use naklank::mail::message::{Letter, RawMail};
use naklank::mail::send_error::SendError;
use naklank::mail::smtp::SmtpMailer;

use crate::support::{Manner, SmtpServer};

fn mail(number: usize) -> RawMail {
    let letter = Letter {
        id: MessageId(uuid::Uuid::from_u128(number as u128)),
        date: "2026-03-23T14:00:00Z".parse().unwrap(),
        from: "klachten@example.org".parse().unwrap(),
        reply_to: None,
        to: format!("klant{number}@example.org").parse().unwrap(),
        to_name: None,
        subject: "Hoe vond u het contact met ons?".to_owned(),
        text: "Beste klant,\n".to_owned(),
        html: "<p>Beste klant,</p>".to_owned(),
        unsubscribe_url: None,
        return_path: None,
        stream: "invitation",
    };
    letter.to_raw(None).unwrap()
}

fn over_one_connection(server: &SmtpServer) -> Arc<SmtpMailer> {
    over_connections(server, 1)
}

fn over_connections(server: &SmtpServer, connections: u32) -> Arc<SmtpMailer> {
    let config = ServerConfig {
        host: "127.0.0.1".to_owned(),
        port: server.port,
        tls: TlsPolicy::None,
        user: None,
        hello_name: None,
    };
    Arc::new(SmtpMailer::new(config, connections, 0.0))
}

async fn send(mailer: Arc<SmtpMailer>, number: usize) -> Result<(), SendError> {
    let (mut session, mail) = (mailer.session(), mail(number));
    assert!(session.announce(&mail, None).await?);
    session.hand_over(&mail).await
}

/// Sends what waits in a queue, one mail after another; returns for each why it was not accepted.
async fn send_some(
    mailer: Arc<SmtpMailer>,
    queue: Arc<Mutex<VecDeque<usize>>>,
) -> Vec<(usize, Option<Cause>)> {
    let take = || queue.lock().unwrap().pop_front();
    let mut outcomes = Vec::new();
    while let Some(number) = take() {
        let outcome = send(mailer.clone(), number).await;
        outcomes.push((number, outcome.err().map(|error| error.cause)));
    }
    outcomes
}

/// Sends mails over as many connections, in order; returns for each why it was not accepted.
async fn send_all_over(mailer: &Arc<SmtpMailer>, connections: usize, mails: usize) -> Vec<Option<Cause>> {
    let queue: Arc<Mutex<VecDeque<usize>>> = Arc::new(Mutex::new((0..mails).collect()));
    let sends: Vec<_> =
        (0..connections).map(|_| tokio::spawn(send_some(mailer.clone(), queue.clone()))).collect();
    let mut outcomes = Vec::new();
    for sent in sends {
        outcomes.extend(sent.await.unwrap());
    }
    outcomes.sort_unstable_by_key(|(number, _)| *number);
    outcomes.into_iter().map(|(_, cause)| cause).collect()
}

async fn send_all(mailer: &Arc<SmtpMailer>, mails: usize) -> Vec<Option<Cause>> {
    send_all_over(mailer, 1, mails).await
}

/// The recipients of the mails that the server received in full, in order.
fn recipients(server: &SmtpServer) -> Vec<String> {
    let number = |to: &str| to.trim_start_matches("klant").trim_end_matches("@example.org").to_owned();
    server.told().iter().map(|told| number(&told.recipient)).collect()
}

#[tokio::test]
async fn a_refusal_falls_on_the_mail_that_it_is_about() {
    let script = [
        Manner::Mail("550 5.7.1 looks like spam"),
        Manner::Recipient("550 5.1.1 unknown"),
        Manner::Kind,
        Manner::Mail("451 4.7.1 later"),
        Manner::Kind,
    ];
    let server = SmtpServer::start_pipelining(&script).await;
    let outcomes = send_all(&over_one_connection(&server), 5).await;
    let refusals = [Some(Cause::Policy), Some(Cause::NoSuchAddress), None, Some(Cause::Deferred), None];
    assert_eq!(outcomes, refusals);
    assert_eq!(
        (recipients(&server), server.connections()),
        (["0", "2", "3", "4"].map(str::to_owned).to_vec(), 1)
    );
}

#[tokio::test]
async fn after_a_mail_at_which_the_server_hangs_up_the_next_goes_over_another_connection() {
    for (manner, first) in
        [(Manner::HangsUpAtTheEnd, Some(Cause::UnknownFate)), (Manner::HangsUpAfterIt, None)]
    {
        let server = SmtpServer::start_pipelining(&[manner]).await;
        assert_eq!(send_all(&over_one_connection(&server), 3).await, [first, None, None]);
        let mut told = recipients(&server);
        told.sort();
        assert_eq!(
            (told, server.connections()),
            (["0", "1", "2"].map(str::to_owned).to_vec(), 2),
            "each of them once"
        );
    }
}

#[tokio::test]
async fn a_mail_that_is_given_up_while_it_waits_for_a_connection_holds_up_no_other() {
    let server = SmtpServer::start_pipelining(&[]).await;
    let mailer = over_one_connection(&server);
    let (mut first, mail_0) = (mailer.session(), mail(0));
    assert!(first.announce(&mail_0, None).await.unwrap());
    let waits = tokio::spawn(send(mailer.clone(), 1));
    let given_up = tokio::spawn(send(mailer.clone(), 2));
    tokio::task::yield_now().await;
    given_up.abort();
    first.hand_over(&mail_0).await.unwrap();
    waits.await.unwrap().unwrap();
    send(mailer, 3).await.unwrap();
    assert_eq!(recipients(&server), ["0", "1", "3"]);
}

#[tokio::test]
async fn a_connection_that_fails_among_others_costs_no_mail() {
    let server = SmtpServer::start_pipelining(&[Manner::Kind, Manner::HangsUpAfterIt]).await;
    let mailer = over_connections(&server, 2);
    assert_eq!(send_all_over(&mailer, 2, 40).await, [None; 40]);
    let mut told: Vec<usize> = recipients(&server).iter().map(|number| number.parse().unwrap()).collect();
    told.sort_unstable();
    assert_eq!(told, (0..40).collect::<Vec<_>>(), "each of them once");
    assert_eq!(server.connections(), 3);
}

#[tokio::test]
async fn a_mail_that_may_not_begin_any_more_is_not_announced() {
    let server = SmtpServer::start_pipelining(&[]).await;
    let mailer = over_one_connection(&server);
    let (mut first, mail_0) = (mailer.session(), mail(0));
    assert!(first.announce(&mail_0, None).await.unwrap());
    let soon = tokio::time::Instant::now() + std::time::Duration::from_millis(50);
    let (other, staff) = (mailer.clone(), mailer.clone());
    let late = tokio::spawn(async move { !other.session().announce(&mail(1), Some(soon)).await.unwrap() });
    let behind = tokio::spawn(send(staff, 2));
    tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    first.hand_over(&mail_0).await.unwrap();
    assert!(late.await.unwrap());
    behind.await.unwrap().unwrap();
    assert_eq!(recipients(&server), ["0", "2"]);
}
