//! Parsing of whole notifications.

use proptest::prelude::*;

use super::*;

fn notification(action: &str, status: &str, said: &str) -> String {
    format!(
        "From: MAILER-DAEMON@mx.example.org\r\nTo: bounces+code@example.org\r\nAuto-Submitted: auto-replied\r\n\
         MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=x\r\n\r\n\
         --x\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n\
         --x\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.org\r\n\r\n\
         Final-Recipient: rfc822; klant@example.org\r\nAction: {action}\r\nStatus: {status}\r\n\
         Diagnostic-Code: smtp; {said}\r\n\r\n\
         --x\r\nContent-Type: message/rfc822\r\n\r\nFrom: a@example.org\r\nX-Inside: here\r\n\r\nHello\r\n--x--\r\n"
    )
}

fn kind(text: &str) -> Option<BounceKind> {
    match read(text.as_bytes())?.report(None) {
        DeliveryReport::Bounced { kind, .. } => Some(kind),
        DeliveryReport::Delayed | DeliveryReport::Nothing => None,
    }
}

#[test]
fn a_mailbox_that_is_gone_is_hard_and_a_full_one_soft() {
    assert_eq!(kind(&notification("failed", "5.1.1", "550 5.1.1 no such user")), Some(BounceKind::Hard));
    assert_eq!(kind(&notification("Failed", "5.2.2", "552 5.2.2 full")), Some(BounceKind::Soft));
    assert_eq!(kind(&notification("failed", "4.4.7", "expired")), Some(BounceKind::Soft));
    assert_eq!(kind(&notification("failed", "5.7.1", "550 5.7.1 blocked")), Some(BounceKind::Soft));
}

#[test]
fn a_vague_report_is_read_by_what_the_server_said() {
    assert_eq!(kind(&notification("failed", "5.0.0", "550 5.1.1 unknown")), Some(BounceKind::Hard));
    assert_eq!(kind(&notification("failed", "", "")), Some(BounceKind::Soft));
}

#[test]
fn a_delay_and_a_delivery_are_no_bounce() {
    let report = |action| read(notification(action, "4.4.1", "later").as_bytes()).unwrap().report(None);
    assert_eq!(report("delayed"), DeliveryReport::Delayed);
    assert_eq!(report("delivered"), DeliveryReport::Nothing);
}

#[test]
fn a_vacation_reply_and_an_ordinary_mail_say_nothing() {
    let reply = "From: klant@example.org\r\nTo: bounces+code@example.org\r\nAuto-Submitted: auto-replied\r\n\
                 Subject: Weg\r\n\r\nIk ben met vakantie. 550 5.1.1\r\n";
    assert_eq!(read(reply.as_bytes()).unwrap().report(None), DeliveryReport::Nothing);
}

#[test]
fn an_abuse_report_is_a_complaint_and_its_opposite_is_not() {
    let feedback = |kind: &str| {
        format!(
            "From: fbl@example.com\r\nMIME-Version: 1.0\r\n\
             Content-Type: multipart/report; report-type=feedback-report; boundary=x\r\n\r\n\
             --x\r\nContent-Type: message/feedback-report\r\n\r\nFeedback-Type: {kind}\r\nVersion: 1\r\n\r\n--x--\r\n"
        )
    };
    assert_eq!(kind(&feedback("abuse")), Some(BounceKind::Complaint));
    assert_eq!(kind(&feedback("not-spam")), None);
}

#[test]
fn codes_are_looked_for_in_every_part() {
    let text = read(notification("failed", "5.1.1", "x").as_bytes()).unwrap().text;
    for words in ["bounces+code@example.org", "Sorry.", "X-Inside: here"] {
        assert!(text.contains(words), "{words}: {text}");
    }
}

#[test]
fn a_mail_within_a_mail_within_a_mail_without_end_is_refused() {
    for beginning in ["Content-Type:message/rfc822\n\n", "Content-Type: MESSAGE/global\n\n"] {
        assert_eq!(read(beginning.repeat(30_000).as_bytes()), None);
    }
}

#[test]
fn a_notification_cut_off_anywhere_is_read_without_a_panic() {
    let whole = notification("failed", "5.1.1", "550 5.1.1 no such user");
    for length in 0..whole.len() {
        let _ = read(&whole.as_bytes()[..length]);
    }
}

proptest! {
    #[test]
    fn any_bytes_are_read_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = read(&bytes);
    }
}

/// Of signs that contradict each other the milder counts.
#[test]
fn a_mailbox_is_gone_only_where_the_signs_agree() {
    for (status, said, expected) in [
        ("5.1.1", "550 5.1.1 no such user", BounceKind::Hard),
        ("5.1.1", "550 user unknown", BounceKind::Hard),
        ("5.1.1", "", BounceKind::Hard),
        (
            "5.1.10",
            "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup",
            BounceKind::Hard,
        ),
        (
            "5.1.351",
            "550 5.1.351 Remote server returned unknown recipient or mailbox unavailable",
            BounceKind::Hard,
        ),
        ("5.4.1", "550 5.4.1 Recipient address rejected: Access denied. AS(201806281)", BounceKind::Hard),
        (
            "5.4.4",
            "Host or domain name not found. Name service error for name=weg.example type=AAAA: Host not found",
            BounceKind::Hard,
        ),
        ("5.4.310", "DNS domain weg.example does not exist", BounceKind::Hard),
        ("5.2.1", "550 5.2.1 The account that you tried to reach is disabled", BounceKind::Hard),
        ("5.1.1 (bad address)", "550 no such user (#5.1.1)", BounceKind::Hard),
        ("5.0.0", "553 no mailbox here by that name. (#5.1.1)", BounceKind::Hard),
        ("5.0.0", "550 [5.1.1] unknown", BounceKind::Hard),
        ("5.0.0", "550 5.1.1, unknown", BounceKind::Hard),
        ("5.1.1", "550 5.7.1 your server is blacklisted", BounceKind::Soft),
        ("5.1.1", "550 blocked for spam", BounceKind::Soft),
        ("5.1.1", "552 5.2.2 over quota", BounceKind::Soft),
        ("5.1.1", "552 mailbox full", BounceKind::Soft),
        ("5.1.1", "450 4.2.0 try again later", BounceKind::Soft),
        ("5.1.1", "450 later", BounceKind::Soft),
        ("4.1.1", "450 4.1.1 user unknown", BounceKind::Soft),
        ("5.1.1", "550 5.1.1 refused due to recipient preferences", BounceKind::Soft),
        (
            "5.2.1",
            "450 4.2.1 The user you are trying to contact is receiving mail at a rate",
            BounceKind::Soft,
        ),
        (
            "5.2.1",
            "550 5.2.1 is receiving mail at a rate that prevents additional messages",
            BounceKind::Soft,
        ),
        ("5.2.1", "550 5.2.1", BounceKind::Soft),
        ("5.1.0", "550 5.1.0 address rejected", BounceKind::Soft),
        ("5.1.8", "550 5.1.8 sender domain does not exist", BounceKind::Soft),
        ("5.4.4", "Name service error: Malformed or unexpected name server reply", BounceKind::Soft),
        ("5.4.1", "no answer from host", BounceKind::Soft),
        ("5.0.0", "550 unknown user", BounceKind::Soft),
        ("5.7.1", "550 5.7.1 no such user", BounceKind::Soft),
        ("5.0.0", "", BounceKind::Soft),
    ] {
        assert_eq!(kind(&notification("failed", status, said)), Some(expected), "{status} / {said}");
    }
}

/// The ways in which servers write the action.
#[test]
fn what_became_of_a_mail_is_read_however_it_is_written() {
    for action in
        ["failed", "Failed", "FAILED", "failed (delivery attempted twice)", "failed ", "failure", "error"]
    {
        assert_eq!(kind(&notification(action, "5.1.1", "550 unknown")), Some(BounceKind::Hard), "{action}");
    }
    for action in ["delayed", "delivered", "relayed", "expanded", "Delayed (still trying)"] {
        assert_eq!(kind(&notification(action, "5.1.1", "550 unknown")), None, "{action}");
    }
    let global = notification("failed", "5.1.1", "550 unknown");
    let global = global.replace("message/delivery-status", "message/global-delivery-status");
    assert_eq!(kind(&global), Some(BounceKind::Hard));
}

/// A notification with one group of fields per recipient.
fn groups(groups: &[(&str, &str, &str)]) -> String {
    let group = |(address, action, status): &(&str, &str, &str)| {
        format!("Final-Recipient: rfc822; {address}\r\nAction: {action}\r\nStatus: {status}\r\n\r\n")
    };
    let of_one = notification("failed", "5.1.1", "x");
    let (start, rest) = of_one.split_once("Final-Recipient").unwrap();
    let (_, end) = rest.split_once("\r\n\r\n").unwrap();
    format!("{start}{}{end}", groups.iter().map(group).collect::<String>())
}

/// Other recipients' groups before the one that failed.
#[test]
fn of_several_recipients_ours_counts_else_the_mildest_that_failed() {
    let about = |text: &str, address: Option<&str>| match read(text.as_bytes()).unwrap().report(address) {
        DeliveryReport::Bounced { kind, .. } => Some(kind),
        DeliveryReport::Delayed | DeliveryReport::Nothing => None,
    };
    let (ours, other) = ("klant@example.org", "ander@example.org");
    let expanded = groups(&[(ours, "expanded", "2.0.0"), (other, "failed", "5.1.1")]);
    assert_eq!(about(&expanded, Some(ours)), Some(BounceKind::Hard), "an alias fares as those behind it");
    let delivered = groups(&[(other, "delivered", "2.0.0"), (ours, "failed", "5.1.1")]);
    assert_eq!(about(&delivered, Some(ours)), Some(BounceKind::Hard));
    assert_eq!(about(&delivered, None), Some(BounceKind::Hard));
    let others = groups(&[(ours, "failed", "5.2.2"), (other, "failed", "5.1.1")]);
    assert_eq!(about(&others, Some("KLANT@example.org")), Some(BounceKind::Soft));
    assert_eq!(about(&others, Some(other)), Some(BounceKind::Hard));
    assert_eq!(about(&others, None), Some(BounceKind::Soft), "unknown whose: the mildest");
    let still = groups(&[(ours, "delayed", "4.4.1"), (other, "failed", "5.1.1")]);
    assert_eq!(read(still.as_bytes()).unwrap().report(Some(ours)), DeliveryReport::Delayed);
}

#[test]
fn a_notification_within_that_of_a_gateway_counts_and_one_that_a_person_forwards_does_not() {
    let inner = notification("failed", "5.1.1", "550 unknown");
    let within = |from: &str, subject: &str| {
        format!(
            "From: {from}\r\nSubject: {subject}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=g\r\n\r\n\
             --g\r\nContent-Type: text/plain\r\n\r\nSee below.\r\n--g\r\nContent-Type: message/rfc822\r\n\r\n{inner}\r\n--g--\r\n"
        )
    };
    assert_eq!(kind(&within("postmaster@gateway.example.org", "Undeliverable")), Some(BounceKind::Hard));
    for (from, subject) in [
        ("Jan Jansen <jan@example.org>", "Fwd: Undelivered Mail Returned to Sender"),
        ("Jan Jansen <jan@example.org>", "wat is dit?"),
        ("postmaster@example.org", "FW: Undelivered Mail Returned to Sender"),
    ] {
        assert_eq!(kind(&within(from, subject)), None, "{from} {subject}");
    }
}

/// A free-text notification.
fn free_text(head: &str, body: &str) -> String {
    format!("{head}\nContent-Type: text/plain\n\n{body}\n")
}

/// Notifications without a machine-readable part.
#[test]
fn a_notification_for_people_is_understood() {
    let exim = "From: Mail Delivery System <Mailer-Daemon@mx.example.org>\nX-Failed-Recipients: klant@example.org\nSubject: Mail delivery failed: returning message to sender";
    let qmail = "From: MAILER-DAEMON@mx.example.org\nSubject: failure notice";
    let exchange = "From: System Administrator <postmaster@example.org>\nSubject: Undeliverable: Hoe vond u het contact met ons?";
    let yahoo = "From: MAILER-DAEMON@yahoo.example\nSubject: Failure Notice";
    let nameless = "Return-Path: <>\nFrom: <>\nSubject: Delivery failed";
    for (mail, expected) in [
        (
            free_text(
                exim,
                "A message could not be delivered to its recipient.\n\n  klant@example.org\n    SMTP error from remote mail server after RCPT TO:<klant@example.org>:\n    550 5.1.1 User unknown",
            ),
            BounceKind::Hard,
        ),
        (
            free_text(exim, "This is a permanent error.\n\n  klant@example.org\n    Unrouteable address"),
            BounceKind::Soft,
        ),
        (
            free_text(
                qmail,
                "Hi. This is the qmail-send program.\n\n<klant@example.org>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n--- Below this line is a copy of the message.\n\n550 5.7.1 spam",
            ),
            BounceKind::Hard,
        ),
        (
            free_text(
                qmail,
                "<klant@example.org>:\n192.0.2.1 does not like recipient.\nRemote host said: 550 5.2.2 over quota",
            ),
            BounceKind::Soft,
        ),
        (
            free_text(
                exchange,
                "Your message did not reach the following recipient(s):\n\nklant@example.org on Mon\n    The recipient name is not recognized",
            ),
            BounceKind::Soft,
        ),
        (
            free_text(
                yahoo,
                "Sorry, we were unable to deliver your message to the following address.\n\n<klant@example.org>:\nRemote host said: 550 5.1.1 User unknown [RCPT_TO]",
            ),
            BounceKind::Hard,
        ),
        (free_text(nameless, "550 5.1.1 no such user"), BounceKind::Hard),
        (
            free_text(
                qmail,
                "Action: failed\nFinal-Recipient: rfc822; klant@example.org\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 unknown",
            ),
            BounceKind::Hard,
        ),
        (format!("\n\n{}", free_text(qmail, "no such user (#5.1.1)")), BounceKind::Hard),
        (
            format!("From postmaster Thu Nov 26 2026\n{}", free_text(qmail, "no such user (#5.1.1)")),
            BounceKind::Hard,
        ),
    ] {
        assert_eq!(kind(&mail), Some(expected), "{mail}");
    }
}

/// Mail that must never count.
#[test]
fn what_says_nothing_about_a_delivery_never_counts() {
    let daemon = "From: MAILER-DAEMON@mx.example.org\nAuto-Submitted: auto-replied";
    for mail in [
        free_text(
            &format!("{daemon}\nSubject: Warning: message delayed 24 hours"),
            "Your message has not yet been delivered. 550 5.1.1",
        ),
        free_text(
            &format!("{daemon}\nSubject: Delivery Status Notification (Delay)"),
            "THIS IS A WARNING MESSAGE ONLY. YOU DO NOT NEED TO RESEND.",
        ),
        free_text(
            &format!("{daemon}\nSubject: Out of office"),
            "Your mail could not be delivered to me: 550 5.1.1 I am away",
        ),
        free_text(
            "From: Klant <klant@example.org>\nAuto-Submitted: auto-replied\nSubject: Afwezig",
            "Ik ben weg. 550 5.1.1 user unknown",
        ),
        free_text(
            "From: Klant <klant@example.org>\nSubject: Re: Hoe vond u het contact met ons?",
            "Uw brief kon niet worden bezorgd. 550 5.1.1 user unknown",
        ),
        free_text(
            "From: klant@example.org\nX-Autoreply: yes\nReturn-Path: <>\nSubject: Bedankt",
            "550 5.1.1 user unknown",
        ),
        free_text(
            "From: klant@example.org\nPrecedence: auto_reply\nReturn-Path: <>\nSubject: Bedankt",
            "undeliverable 550 5.1.1",
        ),
        free_text("From: postmaster@example.org\nSubject: Nieuwe website", "Wij hebben een nieuwe website."),
        notification("delivered", "2.0.0", "250 ok"),
    ] {
        assert_eq!(kind(&mail), None, "{mail}");
    }
}

/// Abuse reports in their common forms.
#[test]
fn an_abuse_report_is_understood_in_each_of_its_common_forms() {
    let part = |kind: &str, field: &str| {
        format!(
            "From: fbl@example.com\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n\
             --x\nContent-Type: {kind}\n\nFeedback-Type: {field}\nUser-Agent: Provider/1\nVersion: 1\n\n--x--\n"
        )
    };
    let hotmail = "From: staff@hotmail.com\nSubject: complaint about message from 192.0.2.1\nMIME-Version: 1.0\n\
        Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: message/rfc822\n\nSubject: Hoe vond u het?\n\nBeste klant\n--x--\n";
    for mail in [
        part("message/feedback-report", "abuse"),
        part("MESSAGE/FEEDBACK-REPORT", "Abuse"),
        part("message/feedback-report", "opt-out"),
        part("text/plain", "abuse"),
        hotmail.to_owned(),
    ] {
        assert_eq!(kind(&mail), Some(BounceKind::Complaint), "{mail}");
    }
    for field in ["not-spam", "auth-failure", "dmarc"] {
        assert_eq!(kind(&part("message/feedback-report", field)), None, "{field}");
    }
}
