//! The DKIM signature, verified by an independent implementation.

use std::io::Write as _;
use std::process::{Command, Stdio};

use crate::support::process::python;
use crate::support::{Backend, TestApp};

/// Verifies the mail on stdin; the key's record is passed as an argument instead of looked up in DNS.
const VERIFY: &str = "
import sys, dkim
record = sys.argv[1].encode()
mail = sys.stdin.buffer.read()
print(dkim.verify(mail, dnsfunc=lambda name, **_: record if name == b'nps._domainkey.example.org.' else None))
";

fn openssl(arguments: &[&str]) -> Vec<u8> {
    let output = Command::new("openssl").args(arguments).stderr(Stdio::null()).output().unwrap();
    assert!(output.status.success());
    output.stdout
}

fn verify(mail: &[u8], record: &str) -> String {
    let mut child = Command::new(python())
        .args(["-c", VERIFY, record])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(mail).unwrap();
    String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap().trim().to_owned()
}

#[tokio::test]
#[cfg_attr(not(feature = "tool-tests"), ignore = "needs dkimpy: run tests/run")]
async fn another_implementation_accepts_the_signature_and_refuses_a_changed_mail() {
    use base64::Engine as _;
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("dkim.pem");
    let path = path.to_str().unwrap();
    openssl(&["genrsa", "-out", path, "2048"]);
    let public = openssl(&["rsa", "-in", path, "-pubout", "-outform", "DER"]);
    let record = format!("v=DKIM1; k=rsa; p={}", base64::engine::general_purpose::STANDARD.encode(public));
    let settings = [
        ("mail.dkim_selector", "nps"),
        ("mail.dkim_domain", "example.org"),
        ("mail.dkim_key_file", path),
        ("mail.reply_to", "Klachtenbureau <klachten@example.org>"),
    ];
    let app = TestApp::start_with(Backend::Sqlite, &settings).await;
    let named =
        serde_json::json!({"contact": {"email": "a@example.org", "name": "Zo\u{eb}  \"Z\" de Vries"}});
    app.invite_with("K-1", named).await;
    let mail = app.mails().remove(0).bytes;
    assert_eq!(verify(&mail, &record), "True");
    let text = String::from_utf8(mail).unwrap();
    assert!(text.split("\r\n").take_while(|line| !line.is_empty()).all(|line| line.len() <= 120), "{text}");
    for (from, to) in
        [("Subject: ", "Subject: !"), ("List-Unsubscribe: <", "List-Unsubscribe: <x"), ("Beste", "Lieve")]
    {
        assert_eq!(verify(text.replacen(from, to, 1).as_bytes(), &record), "False", "{from}");
    }
    let added = text.replacen("From: ", "From: boef@example.com\r\nFrom: ", 1);
    assert_eq!(verify(added.as_bytes(), &record), "False", "no second sender can be added");
}
