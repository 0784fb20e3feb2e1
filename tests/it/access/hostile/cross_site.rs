//! Posts that a page of another site makes a browser send, by what browsers say of their origin.

use axum::body::Body;
use axum::http::{HeaderValue, Request, StatusCode};
use naklank::domain::access::roles::Role;
use naklank::web::router;
use naklank::web::shell::server::{self, NetworkContext};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;

use crate::support::{Answer, Backend, TestApp, on_both_engines};

/// The address in mailed links, as the tests set it.
const OWN: &str = "https://nps.example.org";
const COUNT: &str = "SELECT COUNT(*) FROM change_points";

/// What a browser says of a post: `Sec-Fetch-Site`, `Origin` and the `Host` that reaches the program, and whether the post is
/// taken.
const CASES: &[(Option<&str>, Option<&str>, &str, bool)] = &[
    // Neither header: a program.
    (None, None, "nps.example.org", true),
    // `Sec-Fetch-Site` alone.
    (Some("same-origin"), None, "nps.example.org", true),
    (Some("none"), None, "nps.example.org", true),
    (Some("same-site"), None, "nps.example.org", false),
    (Some("cross-site"), None, "nps.example.org", false),
    (Some(""), None, "nps.example.org", false),
    (Some("same-origin, cross-site"), None, "nps.example.org", false),
    // `Origin` alone.
    (None, Some(OWN), "nps.example.org", true),
    (None, Some("https://evil.example"), "nps.example.org", false),
    (None, Some("null"), "nps.example.org", false),
    (None, Some(""), "nps.example.org", false),
    (None, Some("https://nps.example.org.evil.example"), "nps.example.org", false),
    (None, Some("https://nps.example.org:8443"), "nps.example.org", false),
    (None, Some("http://nps.example.org"), "nps.example.org", false),
    (None, Some("https://nps.example.org/"), "nps.example.org", false),
    // Both: what `Sec-Fetch-Site` says counts.
    (Some("same-origin"), Some(OWN), "nps.example.org", true),
    (Some("cross-site"), Some("https://evil.example"), "nps.example.org", false),
    (Some("cross-site"), Some(OWN), "nps.example.org", false),
    (Some("same-site"), Some("https://other.example.org"), "nps.example.org", false),
    (Some("cross-site"), Some("null"), "nps.example.org", false),
    // A proxy that does not pass the host on.
    (Some("same-origin"), Some(OWN), "naklank:8080", true),
    (None, Some(OWN), "naklank:8080", true),
    (None, Some(OWN), "127.0.0.1:8080", true),
    (None, None, "naklank:8080", true),
    (None, Some("https://evil.example"), "naklank:8080", false),
    (None, Some("http://naklank:8080"), "naklank:8080", false),
    (Some("cross-site"), Some(OWN), "naklank:8080", false),
    (None, Some("null"), "naklank:8080", false),
];

fn post(cookie: &str, site: Option<&str>, origin: Option<&str>, host: &str) -> Request<Body> {
    let mut request = Request::post("/signals/changes")
        .header("host", host)
        .header("cookie", cookie)
        .header("content-type", "application/x-www-form-urlencoded");
    for (name, value) in [("sec-fetch-site", site), ("origin", origin)] {
        if let Some(value) = value {
            request = request.header(name, value);
        }
    }
    request.body(Body::from("day=2026-03-20&kind=process&note=x")).unwrap()
}

fn is_taken(answer: &Answer) -> bool {
    let is_refused =
        answer.status == StatusCode::FORBIDDEN && answer.body.contains("not sent from our own pages");
    assert!(is_refused || answer.status == StatusCode::SEE_OTHER, "{answer:?}");
    !is_refused
}

on_both_engines! {
    async fn each_case_of_present_and_absent_headers_is_judged(app) {
        let cookie = app.sign_in_as(Role::Analyst).await;
        let mut taken = 0;
        for (site, origin, host, is_expected) in CASES {
            let answer = app.send(post(&cookie, *site, *origin, host)).await;
            assert_eq!(is_taken(&answer), *is_expected, "{site:?} {origin:?} {host}");
            taken += i64::from(*is_expected);
            assert_eq!(app.integers(COUNT).await, [taken], "what is refused changes nothing: {site:?} {origin:?} {host}");
        }
    }
}

#[tokio::test]
async fn a_header_that_cannot_be_read_is_not_a_browsers() {
    let app = TestApp::start(Backend::Sqlite).await;
    let cookie = app.sign_in_as(Role::Analyst).await;
    for name in ["sec-fetch-site", "origin"] {
        let mut request = post(&cookie, None, None, "nps.example.org");
        request.headers_mut().insert(name, HeaderValue::from_bytes(b"same-origin\xff").unwrap());
        assert!(!is_taken(&app.send(request).await), "{name}");
    }
}

/// On one's own network without a proxy, where browsers say only the origin.
#[tokio::test]
async fn without_https_the_host_that_was_asked_is_our_own() {
    let app = TestApp::start_with(Backend::Sqlite, &[("http.public_url", "http://127.0.0.1:8080")]).await;
    let cookie = app.sign_in_as(Role::Analyst).await;
    for (origin, host, is_expected) in [
        ("http://127.0.0.1:8080", "127.0.0.1:8080", true),
        ("http://192.0.2.7:8080", "192.0.2.7:8080", true),
        ("http://192.0.2.7:8081", "192.0.2.7:8080", false),
        ("http://evil.example", "192.0.2.7:8080", false),
    ] {
        let answer = app.send(post(&cookie, None, Some(origin), host)).await;
        assert_eq!(is_taken(&answer), is_expected, "{origin} {host}");
    }
}

/// Over a connection, from a proxy that is trusted and renames the host, and from one that is not.
#[tokio::test]
async fn behind_a_proxy_our_own_pages_may_post_and_others_not() {
    for (proxies, host, is_served) in [
        ("127.0.0.1", "upstream.internal.example", true),
        ("127.0.0.1", "nps.example.org", true),
        ("10.0.0.0/8", "nps.example.org", true),
        ("10.0.0.0/8", "upstream.internal.example", false),
    ] {
        let app = TestApp::start_with(Backend::Sqlite, &[("http.trusted_proxies", proxies)]).await;
        let cookie = app.sign_in_as(Role::Analyst).await;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let stop = CancellationToken::new();
        tokio::spawn(server::serve(
            listener,
            router(app.app.clone()),
            NetworkContext::of(&app.app),
            stop.clone(),
        ));
        for (said, is_own) in [
            (format!("Origin: {OWN}\r\n"), true),
            (format!("Sec-Fetch-Site: same-origin\r\nOrigin: {OWN}\r\n"), true),
            ("Origin: https://evil.example\r\n".to_owned(), false),
            (format!("Origin: https://{host}.evil.example\r\n"), false),
            (format!("Sec-Fetch-Site: cross-site\r\nOrigin: {OWN}\r\n"), false),
        ] {
            let form = "day=2026-03-20&kind=process&note=x";
            let request = format!(
                "POST /signals/changes HTTP/1.1\r\nHost: {host}\r\nX-Forwarded-Host: nps.example.org\r\n\
                 X-Forwarded-For: 198.51.100.1\r\nCookie: {cookie}\r\n{said}Connection: close\r\n\
                 Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
                form.len()
            );
            let expected = match (is_served, is_own) {
                (true, true) => "303",
                (true, false) => "403",
                (false, _) => "400",
            };
            let mut stream = TcpStream::connect(address).await.unwrap();
            stream.write_all(request.as_bytes()).await.unwrap();
            let mut answer = String::new();
            let _ = stream.read_to_string(&mut answer).await;
            assert_eq!(answer.split(' ').nth(1), Some(expected), "{host} behind {proxies}: {said}");
        }
        stop.cancel();
    }
}
