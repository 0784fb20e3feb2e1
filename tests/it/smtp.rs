//! Sending by SMTP, to a small server that behaves and to some that do not.

use std::sync::{Arc, Mutex};

use naklank::config::{SmtpServer, TlsPolicy};
use naklank::domain::ids::MessageId;
use naklank::mail::message::{Letter, RawMail};
use naklank::mail::smtp::SmtpMailer;
use naklank::mail::transport::SendError;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpListener;

/// How a server behaves.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Manner {
    Kind,
    /// Answers the recipient with this.
    Recipient(&'static str),
    /// Answers the sender with this.
    Sender(&'static str),
    /// Answers the whole mail with this.
    Mail(&'static str),
    /// Hangs up when it has the whole mail.
    HangsUpAtTheEnd,
    /// Hangs up before it has the mail.
    HangsUpAtData,
}

/// Serves one connection on a free port; returns the port and what was mailed.
async fn serve(manner: Manner) -> (u16, Arc<Mutex<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let mailed = Arc::new(Mutex::new(String::new()));
    let store = Arc::clone(&mailed);
    tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let _ = converse(stream, manner, store).await;
    });
    (port, mailed)
}

async fn converse(
    stream: tokio::net::TcpStream,
    manner: Manner,
    mailed: Arc<Mutex<String>>,
) -> std::io::Result<()> {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    write.write_all(b"220 test\r\n").await?;
    while let Some(line) = lines.next_line().await? {
        let command = line.split_whitespace().next().unwrap_or_default().to_uppercase();
        let answer = match (command.as_str(), manner) {
            ("EHLO", _) => "250-test\r\n250 8BITMIME",
            ("MAIL", Manner::Sender(answer)) | ("RCPT", Manner::Recipient(answer)) => answer,
            ("DATA", Manner::HangsUpAtData) => return Ok(()),
            ("DATA", _) => {
                write.write_all(b"354 go on\r\n").await?;
                while let Some(line) = lines.next_line().await? {
                    if line == "." {
                        break;
                    }
                    mailed.lock().unwrap().push_str(&format!("{line}\n"));
                }
                match manner {
                    Manner::HangsUpAtTheEnd => return Ok(()),
                    Manner::Mail(answer) => answer,
                    _ => "250 taken",
                }
            }
            ("QUIT", _) => "221 bye",
            _ => "250 fine",
        };
        write.write_all(format!("{answer}\r\n").as_bytes()).await?;
    }
    Ok(())
}

fn mail() -> RawMail {
    let letter = Letter {
        id: MessageId(uuid::Uuid::from_u128(7)),
        date: "2026-03-23T14:00:00Z".parse().unwrap(),
        from: "Klachten \u{e9}\u{e9}n <klachten@example.org>".parse().unwrap(),
        reply_to: None,
        to: "klant@example.org".parse().unwrap(),
        to_name: Some("Zo\u{eb} \"Z\" de Vries, mr.".to_owned()),
        subject: "Wat vindt u van ons contact met u? \u{20ac}".to_owned(),
        text: "Beste Zo\u{eb},\n.een punt vooraan\n".to_owned(),
        html: "<p>Beste Zo\u{eb}</p>".to_owned(),
        unsubscribe_url: "https://nps.example.org/u/x".to_owned(),
    };
    letter.to_raw().unwrap()
}

async fn send_to(port: u16, tls: TlsPolicy) -> Result<(), SendError> {
    let server = SmtpServer { host: "127.0.0.1".to_owned(), port, tls, user: None };
    SmtpMailer::new(server).send(&mail()).await
}

async fn outcome(manner: Manner) -> Result<(), SendError> {
    send_to(serve(manner).await.0, TlsPolicy::None).await
}

#[tokio::test]
async fn a_kind_server_gets_the_whole_mail() {
    let (port, mailed) = serve(Manner::Kind).await;
    send_to(port, TlsPolicy::None).await.unwrap();
    let text = mailed.lock().unwrap().replace("\n..", "\n.");
    let message = mail_parser::MessageParser::default().parse(text.as_bytes()).unwrap();
    assert_eq!(message.subject(), Some("Wat vindt u van ons contact met u? \u{20ac}"));
    assert_eq!(message.to().unwrap().first().unwrap().name(), Some("Zo\u{eb} \"Z\" de Vries, mr."));
    assert!(message.body_text(0).unwrap().contains("\n.een punt vooraan"));
    assert_eq!(message.message_id(), Some("00000000-0000-0000-0000-000000000007@example.org"));
}

#[tokio::test]
async fn a_refused_recipient_is_final_and_a_greylisted_one_is_not() {
    assert!(matches!(
        outcome(Manner::Recipient("550 5.1.1 no such user")).await,
        Err(SendError::Permanent(_))
    ));
    assert!(matches!(outcome(Manner::Recipient("451 4.7.1 later")).await, Err(SendError::Transient(_))));
    assert!(matches!(outcome(Manner::Mail("554 5.6.0 no")).await, Err(SendError::Permanent(_))));
    assert!(matches!(outcome(Manner::Mail("452 4.3.1 full")).await, Err(SendError::Transient(_))));
}

#[tokio::test]
async fn a_refusal_of_ourselves_burns_no_mail() {
    assert!(matches!(
        outcome(Manner::Sender("530 5.7.0 authenticate first")).await,
        Err(SendError::Transient(_))
    ));
}

#[tokio::test]
async fn hanging_up_leaves_the_fate_unknown_only_once_the_server_had_the_mail() {
    assert!(matches!(outcome(Manner::HangsUpAtTheEnd).await, Err(SendError::Unknown(_))));
    assert!(matches!(outcome(Manner::HangsUpAtData).await, Err(SendError::Transient(_))));
}

#[tokio::test]
async fn without_the_encryption_that_is_required_nothing_is_sent() {
    let (port, mailed) = serve(Manner::Kind).await;
    assert!(matches!(send_to(port, TlsPolicy::Required).await, Err(SendError::Transient(_))));
    assert_eq!(*mailed.lock().unwrap(), "");
}

#[tokio::test]
async fn a_server_that_is_not_there_is_tried_again() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    assert!(matches!(send_to(port, TlsPolicy::None).await, Err(SendError::Transient(_))));
}
