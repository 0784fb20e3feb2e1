//! Sending by SMTP, to a small server that behaves and to several that do not.

use std::sync::Arc;
use std::time::Duration;

use naklank::config::{SmtpServer as ServerConfig, TlsPolicy};
use naklank::domain::ids::MessageId;
use naklank::domain::sending::delivery::Cause;
use naklank::mail::message::{Letter, RawMail};
use naklank::mail::send_error::SendError;
use naklank::mail::smtp::SmtpMailer;
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

use crate::support::{Backend, Manner, SmtpServer, TestApp, process};

fn letter() -> Letter {
    Letter {
        id: MessageId(uuid::Uuid::from_u128(7)),
        date: "2026-03-23T14:00:00Z".parse().unwrap(),
        from: "Klachten \u{e9}\u{e9}n <klachten@example.org>".parse().unwrap(),
        reply_to: None,
        to: "klant@example.org".parse().unwrap(),
        to_name: Some("Zo\u{eb} \"Z\" de Vries, mr.".to_owned()),
        subject: "Hoe vond u het contact met ons? \u{20ac}".to_owned(),
        text: "Beste Zo\u{eb},\n.een punt vooraan\n".to_owned(),
        html: "<p>Beste Zo\u{eb}</p>".to_owned(),
        unsubscribe_url: Some("https://nps.example.org/u/x".to_owned()),
        return_path: Some("bounces+code@example.org".to_owned()),
        stream: "invitation",
    }
}

fn mail() -> RawMail {
    letter().to_raw(None).unwrap()
}

fn mailer(port: u16, tls: TlsPolicy) -> Arc<SmtpMailer> {
    Arc::new(SmtpMailer::new(
        ServerConfig { host: "127.0.0.1".to_owned(), port, tls, user: None, hello_name: None },
        8,
        0.0,
    ))
}

async fn send(mailer: &Arc<SmtpMailer>) -> Result<(), SendError> {
    let (mut session, mail) = (mailer.session(), mail());
    assert!(session.announce(&mail, None).await?);
    session.hand_over(&mail).await
}

/// The outcome of a mail, which must be the same with and without pipelining.
async fn outcome(manner: Manner) -> Result<(), SendError> {
    let one_by_one = SmtpServer::start(std::slice::from_ref(&manner)).await;
    let outcome = send(&mailer(one_by_one.port, TlsPolicy::None)).await;
    let pipelining = SmtpServer::start_pipelining(&[manner]).await;
    let pipelined = send(&mailer(pipelining.port, TlsPolicy::None)).await;
    assert_eq!(pipelined.map_err(|error| error.cause), outcome.clone().map_err(|error| error.cause));
    outcome
}

async fn cause(manner: Manner) -> Option<Cause> {
    outcome(manner).await.err().map(|error| error.cause)
}

#[tokio::test]
async fn a_kind_server_gets_the_whole_mail() {
    let server = SmtpServer::start(&[]).await;
    send(&mailer(server.port, TlsPolicy::None)).await.unwrap();
    let told = server.told().remove(0);
    assert_eq!(
        (told.sender.as_str(), told.recipient.as_str()),
        ("bounces+code@example.org", "klant@example.org")
    );
    let message = mail_parser::MessageParser::default().parse(told.data.as_bytes()).unwrap();
    assert_eq!(message.subject(), Some("Hoe vond u het contact met ons? \u{20ac}"));
    assert_eq!(message.to().unwrap().first().unwrap().name(), Some("Zo\u{eb} \"Z\" de Vries, mr."));
    assert!(message.body_text(0).unwrap().contains("\n.een punt vooraan"));
    assert_eq!(message.message_id(), Some("00000000-0000-0000-0000-000000000007@example.org"));
    assert_eq!(told.header("Feedback-ID"), "invitation:survey:naklank:example.org");
}

#[tokio::test]
async fn names_that_try_to_deceive_are_made_harmless_and_long_ones_are_folded() {
    for name in
        ["\u{202e}gro.elpmaxe@saab", "x\r\nBcc: b@example.org", &"\u{e9} naam ".repeat(42), "\"; <a@b.nl>,"]
    {
        let letter = Letter { to_name: Some(name.to_owned()), ..letter() };
        let bytes = String::from_utf8(letter.to_raw(None).unwrap().bytes).unwrap();
        let header = bytes.split("\r\n\r\n").next().unwrap();
        assert!(!header.contains("\nBcc") && !header.contains('\u{202e}'), "{header}");
        assert!(bytes.split("\r\n").all(|line| line.len() <= 998 && line.is_ascii()), "{bytes}");
        let message = mail_parser::MessageParser::default().parse(bytes.as_bytes()).unwrap();
        assert_eq!(message.to().unwrap().iter().count(), 1, "{name:?}");
        assert_eq!(message.to().unwrap().first().unwrap().address(), Some("klant@example.org"), "{name:?}");
    }
}

#[tokio::test]
async fn a_refusal_is_final_deferred_or_about_us_as_the_server_says() {
    assert_eq!(cause(Manner::Recipient("550 5.1.1 no such user")).await, Some(Cause::NoSuchAddress));
    assert_eq!(cause(Manner::Recipient("552 5.2.2 full")).await, Some(Cause::Refused));
    assert_eq!(cause(Manner::Recipient("451 4.7.1 greylisted")).await, Some(Cause::Deferred));
    assert_eq!(cause(Manner::Recipient("554 5.7.1 relay access denied")).await, Some(Cause::Policy));
    assert_eq!(cause(Manner::Mail("554 5.6.0 no")).await, Some(Cause::Refused));
    assert_eq!(cause(Manner::Mail("452 4.3.1 full")).await, Some(Cause::Deferred));
}

#[tokio::test]
async fn what_is_wrong_before_the_recipient_says_nothing_about_the_mail() {
    for manner in [
        Manner::Sender("530 5.7.0 authenticate first"),
        Manner::Sender("550 5.1.8 we do not know you"),
        Manner::Greeting("421 4.3.2 too busy"),
        Manner::Greeting("554 no service"),
        Manner::HangsUpAtOnce,
        Manner::Recipient("421 4.3.2 going down"),
    ] {
        assert_eq!(cause(manner.clone()).await, Some(Cause::MailServer), "{manner:?}");
    }
}

#[tokio::test]
async fn hanging_up_leaves_the_fate_unknown_only_once_the_server_had_the_mail() {
    assert_eq!(cause(Manner::HangsUpAtTheEnd).await, Some(Cause::UnknownFate));
    assert_eq!(cause(Manner::HangsUpAtData).await, Some(Cause::Interrupted));
}

#[tokio::test]
async fn a_slow_banner_is_waited_for() {
    assert_eq!(outcome(Manner::SlowBanner(Duration::from_secs(2))).await, Ok(()));
}

#[tokio::test]
async fn what_a_server_says_is_kept_without_addresses() {
    let error = outcome(Manner::Recipient("550 5.1.1 <klant@example.org>: unknown")).await.unwrap_err();
    assert!(!error.said.contains('@') && error.said.contains("5.1.1"), "{error}");
}

#[tokio::test]
async fn a_connection_carries_many_mails_and_none_after_trouble() {
    let script = [
        Manner::Kind,
        Manner::Kind,
        Manner::Recipient("550 5.1.1 unknown"),
        Manner::Kind,
        Manner::HangsUpAtTheEnd,
        Manner::Kind,
    ];
    for server in [SmtpServer::start(&script).await, SmtpServer::start_pipelining(&script).await] {
        let mailer = mailer(server.port, TlsPolicy::None);
        let mut outcomes = Vec::new();
        for _ in 0..6 {
            outcomes.push(send(&mailer).await.err().map(|error| error.cause));
        }
        let expected = [None, None, Some(Cause::NoSuchAddress), None, Some(Cause::UnknownFate), None];
        assert_eq!(outcomes, expected);
        assert_eq!(
            server.connections(),
            2,
            "a refusal in good order keeps the connection, a broken one is replaced"
        );
    }
}

#[tokio::test]
async fn a_mail_is_announced_at_once_to_a_server_that_takes_that() {
    let server = SmtpServer::start_pipelining(&[]).await;
    send(&mailer(server.port, TlsPolicy::None)).await.unwrap();
    assert_eq!((server.groups(), server.told().len()), (1, 1));
    let plain = SmtpServer::start(&[]).await;
    send(&mailer(plain.port, TlsPolicy::None)).await.unwrap();
    assert_eq!((plain.groups(), plain.told().len()), (0, 1));
}

#[tokio::test]
async fn a_server_is_greeted_once_for_each_state_of_the_connection() {
    let server = SmtpServer::start_pipelining(&[Manner::OneHello]).await;
    send(&mailer(server.port, TlsPolicy::None)).await.unwrap();
    assert_eq!((server.groups(), server.told().len()), (1, 1));
}

/// The reply code decides, never its text.
#[tokio::test]
async fn the_code_decides_whatever_the_server_says_with_it() {
    let long: &'static str = Box::leak(format!("250 {}", "x".repeat(1_990)).into_boxed_str());
    let longer: &'static str = Box::leak(format!("250-{}\r\n250 ok", "x".repeat(5_000)).into_boxed_str());
    for (manner, expected) in [
        (Manner::Mail("250 ok\u{e9}"), None),
        (Manner::Mail("250"), None),
        (Manner::Mail("250 "), None),
        (Manner::Mail("250-taken\r\n250"), None),
        (Manner::Mail("251 taken"), None),
        (Manner::Mail(long), None),
        (Manner::Mail(longer), None),
        (Manner::Mail("571 no"), Some(Cause::Refused)),
        (Manner::Mail("571"), Some(Cause::Refused)),
        (Manner::Mail("550 5.7.1 spam d\u{e9}tect\u{e9}"), Some(Cause::Policy)),
        (Manner::Mail("471 later"), Some(Cause::Deferred)),
        (Manner::Recipient("550 5.1.1 bo\u{ee}te inconnue"), Some(Cause::NoSuchAddress)),
        (Manner::Recipient("550"), Some(Cause::Refused)),
        (Manner::CarelessRecipient("250"), None),
        (Manner::Sender("250"), None),
        (Manner::Sender("250 d\u{e9}j\u{e0} vu"), None),
        (Manner::Sender("451"), Some(Cause::MailServer)),
        (Manner::Data("354"), None),
    ] {
        assert_eq!(cause(manner.clone()).await, expected, "{manner:?}");
    }
}

#[tokio::test]
async fn what_is_no_reply_leaves_the_fate_unknown() {
    for words in ["ok", "25", "2500 ok", "999 ok"] {
        assert_eq!(cause(Manner::Mail(words)).await, Some(Cause::UnknownFate), "{words}");
    }
}

/// EHLO keywords are case-insensitive, STARTTLS too.
#[tokio::test]
async fn encryption_that_is_offered_in_any_letters_is_used() {
    for offers in ["250-test\r\n250 starttls", "250-test\r\n250-StartTLS\r\n250 8bitmime"] {
        let server = SmtpServer::start_offering(offers, Some(self_signed("127.0.0.1").1)).await;
        let error = send(&mailer(server.port, TlsPolicy::Opportunistic)).await.unwrap_err();
        assert_eq!(error.cause, Cause::MailServer);
        assert_eq!(server.commands(), ["EHLO", "STARTTLS"], "nothing is said in clear: {offers}");
    }
}

/// The EHLO name is the configured one.
#[tokio::test]
async fn a_server_hears_the_name_that_is_set() {
    let server = SmtpServer::start(&[]).await;
    let config = ServerConfig {
        host: "127.0.0.1".to_owned(),
        port: server.port,
        tls: TlsPolicy::None,
        user: None,
        hello_name: Some("nps.example.org".to_owned()),
    };
    send(&Arc::new(SmtpMailer::new(config, 1, 0.0))).await.unwrap();
    assert_eq!(server.hello_names(), ["nps.example.org"]);
    let unnamed = SmtpServer::start(&[]).await;
    send(&mailer(unnamed.port, TlsPolicy::None)).await.unwrap();
    let name = unnamed.hello_names().remove(0);
    assert!(name.contains('.') && (!name.starts_with('[') || name == "[127.0.0.1]"), "{name}");
}

#[tokio::test]
async fn a_server_that_does_not_wait_for_the_mail_is_not_told_it() {
    for server in [
        SmtpServer::start(&[Manner::Data("250 and now?")]).await,
        SmtpServer::start_pipelining(&[Manner::Data("250 and now?")]).await,
    ] {
        let mailer = mailer(server.port, TlsPolicy::None);
        assert_eq!(send(&mailer).await.err().map(|error| error.cause), Some(Cause::Interrupted));
        assert_eq!(send(&mailer).await, Ok(()));
        assert_eq!(
            (server.told().len(), server.connections()),
            (1, 2),
            "and the next mail goes over another connection"
        );
        assert!(
            server
                .commands()
                .iter()
                .all(|command| ["EHLO", "MAIL", "RCPT", "DATA", "QUIT"].contains(&command.as_str()))
        );
    }
}

#[tokio::test]
async fn a_server_that_refuses_the_recipient_and_waits_for_the_mail_does_not_get_it() {
    let script = [Manner::CarelessRecipient("550 5.1.1 unknown"), Manner::Kind];
    let server = SmtpServer::start_pipelining(&script).await;
    let mailer = mailer(server.port, TlsPolicy::None);
    let refused = send(&mailer).await.err().map(|error| error.cause);
    assert_eq!((refused, server.told().len()), (Some(Cause::NoSuchAddress), 0));
    assert_eq!(send(&mailer).await, Ok(()));
    assert_eq!((server.told().len(), server.connections()), (1, 2));
}

#[tokio::test]
async fn a_connection_that_the_server_closed_meanwhile_is_replaced_without_a_word() {
    let server = SmtpServer::start(&[Manner::Kind, Manner::Sender("421 4.4.2 idle too long")]).await;
    let mailer = mailer(server.port, TlsPolicy::None);
    assert_eq!(send(&mailer).await, Ok(()));
    assert_eq!(send(&mailer).await, Ok(()));
    assert_eq!((server.told().len(), server.connections()), (2, 2));
}

#[tokio::test]
async fn the_pace_is_kept_over_all_connections() {
    let server = SmtpServer::start(&[]).await;
    let config = ServerConfig {
        host: "127.0.0.1".to_owned(),
        port: server.port,
        tls: TlsPolicy::None,
        user: None,
        hello_name: None,
    };
    let mailer = Arc::new(SmtpMailer::new(config, 8, 20.0));
    let begun = tokio::time::Instant::now();
    let mut sends = tokio::task::JoinSet::new();
    for _ in 0..5 {
        let mailer = Arc::clone(&mailer);
        sends.spawn(async move { send(&mailer).await });
    }
    assert!(sends.join_all().await.iter().all(Result::is_ok));
    assert!(begun.elapsed() >= Duration::from_millis(200), "the fifth mail has its turn after 200 ms");
}

#[tokio::test]
async fn without_the_encryption_that_is_required_nothing_is_sent() {
    let server = SmtpServer::start(&[]).await;
    let error = send(&mailer(server.port, TlsPolicy::Required)).await.unwrap_err();
    assert_eq!(error.cause, Cause::MailServer);
    assert!(!server.commands().contains(&"MAIL".to_owned()));
}

#[tokio::test]
async fn a_certificate_that_nobody_vouches_for_is_refused_before_a_word_about_the_mail() {
    let server = SmtpServer::start_with(&[], Some(self_signed("127.0.0.1").1), Duration::ZERO).await;
    let error = send(&mailer(server.port, TlsPolicy::Required)).await.unwrap_err();
    assert_eq!(error.cause, Cause::MailServer);
    assert_eq!(server.commands(), ["EHLO", "STARTTLS"]);
}

#[tokio::test]
async fn a_server_that_is_not_there_is_tried_again() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let error = send(&mailer(port, TlsPolicy::None)).await.unwrap_err();
    assert_eq!(error.cause, Cause::MailServer);
}

#[tokio::test(flavor = "multi_thread")]
async fn with_a_certificate_that_is_vouched_for_mail_goes_out_encrypted() {
    let (certificate, acceptor) = self_signed("localhost");
    let script = [Manner::Recipient("550 5.1.1 unknown")];
    let server = SmtpServer::start_with(&script, Some(acceptor), Duration::ZERO).await;
    let app = TestApp::start(Backend::Sqlite).await;
    crate::sending::kill_drill::fill(&app, 2).await;
    let folder = tempfile::TempDir::new().unwrap();
    std::fs::write(folder.path().join("authorities.pem"), certificate).unwrap();
    let url = format!("smtp://localhost:{}?tls=required", server.port);
    let mut child = process::start(&app, folder.path(), &url, &["tick"]);
    assert!(tokio::task::spawn_blocking(move || child.wait().unwrap().success()).await.unwrap());
    let told = server.told();
    assert_eq!(told.len(), 1, "one went out, one was refused");
    assert!(told[0].is_over_tls);
}

/// A self-signed certificate for a name, as PEM, and a TLS acceptor that presents it.
fn self_signed(name: &str) -> (String, TlsAcceptor) {
    let made = rcgen::generate_simple_self_signed(vec![name.to_owned()]).unwrap();
    let key = rustls::pki_types::PrivatePkcs8KeyDer::from(made.signing_key.serialize_der());
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key.into())
        .unwrap();
    (made.cert.pem(), TlsAcceptor::from(Arc::new(config)))
}
