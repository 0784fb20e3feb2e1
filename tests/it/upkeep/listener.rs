//! The listener, over real connections.

use naklank::web::router;
use naklank::web::shell::server::{self, NetworkContext};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;

use crate::support::{Backend, TestApp};

/// Serves the program on a local port until the token is cancelled.
async fn serve(app: &TestApp) -> (std::net::SocketAddr, CancellationToken) {
    server::raise_open_file_limit();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let stop = CancellationToken::new();
    tokio::spawn(server::serve(
        listener,
        router(app.app.clone()),
        NetworkContext::of(&app.app),
        stop.clone(),
    ));
    (address, stop)
}

async fn whole_answer(address: std::net::SocketAddr, request: &str) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    let _ = stream.read_to_string(&mut answer).await;
    answer
}

/// The first line of it.
async fn answer(address: std::net::SocketAddr, request: &str) -> String {
    whole_answer(address, request).await.lines().next().unwrap_or_default().to_owned()
}

/// The status of the answer, read while the request is still being sent: the server may answer before it has read all of
/// it, and close the connection with what it did not read.
async fn status_of(address: std::net::SocketAddr, request: String) -> String {
    let (mut reader, mut writer) = TcpStream::connect(address).await.unwrap().into_split();
    let sending = tokio::spawn(async move {
        let _ = writer.write_all(request.as_bytes()).await;
        writer
    });
    let mut first = [0; 32];
    let patience = std::time::Duration::from_secs(60);
    let read = tokio::time::timeout(patience, reader.read(&mut first)).await.expect("an answer comes");
    drop(sending);
    let line = String::from_utf8_lossy(&first[..read.unwrap_or(0)]).into_owned();
    line.split(' ').nth(1).unwrap_or_default().to_owned()
}

#[tokio::test]
async fn one_host_is_asked_for_and_a_stop_ends_the_server() {
    let app = TestApp::start(Backend::Sqlite).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let stop = CancellationToken::new();
    let serving = tokio::spawn(server::serve(
        listener,
        router(app.app.clone()),
        NetworkContext::of(&app.app),
        stop.clone(),
    ));
    let end = "Connection: close\r\n\r\n";
    assert_eq!(
        answer(address, &format!("GET /healthz HTTP/1.1\r\nHost: a\r\n{end}")).await,
        "HTTP/1.1 200 OK"
    );
    let no_host = answer(address, &format!("GET /healthz HTTP/1.1\r\n{end}")).await;
    assert_eq!(no_host, "HTTP/1.1 400 Bad Request");
    let two_hosts = answer(address, &format!("GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n{end}")).await;
    assert_eq!(two_hosts, "HTTP/1.1 400 Bad Request");
    assert_eq!(
        answer(address, &format!("GET /readyz HTTP/1.1\r\nHost: a\r\n{end}")).await,
        "HTTP/1.1 200 OK"
    );
    stop.cancel();
    serving.await.unwrap().unwrap();
    assert!(TcpStream::connect(address).await.is_err(), "nobody listens any more");
}

/// A request that a proxy in front could read differently.
#[tokio::test]
async fn what_can_be_read_in_two_ways_is_refused() {
    let app = TestApp::start(Backend::Sqlite).await;
    let (address, _stop) = serve(&app).await;
    let close = "Host: a\r\nConnection: close\r\n";
    let long = "4\r\nabcd\r\n0\r\n\r\n";
    for (request, status) in [
        (format!("GET /healthz HTTP/1.1\r\n{close}\r\n"), 200),
        (format!("\r\nGET /healthz HTTP/1.1\r\n{close}\r\n"), 200),
        (format!("POST /s/x HTTP/1.1\r\n{close}Content-Length: 7\r\n\r\nscore=9"), 404),
        (format!("POST /s/x HTTP/1.1\r\n{close}Transfer-Encoding: chunked\r\n\r\n{long}"), 404),
        (
            format!(
                "POST /s/x HTTP/1.1\r\n{close}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n{long}"
            ),
            400,
        ),
        (
            format!(
                "POST /s/x HTTP/1.1\r\n{close}Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n{long}"
            ),
            400,
        ),
        (format!("POST /s/x HTTP/1.1\r\n{close}Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcde"), 400),
        (format!("POST /s/x HTTP/1.1\r\n{close}Content-Length: +4\r\n\r\nabcd"), 400),
        (format!("POST /s/x HTTP/1.1\r\n{close}Transfer-Encoding: identity\r\n\r\n"), 400),
        (format!("POST /s/x HTTP/1.1\r\n{close}Transfer-Encoding: chunked\r\n\r\n4\nabcd\n0\n\n"), 400),
        (
            format!(
                "POST /s/x HTTP/1.1\r\n{close}Transfer-Encoding: chunked\r\n\r\n4;x\nabcd\r\n4\r\nabcd\r\n0\r\n\r\n"
            ),
            400,
        ),
        (
            format!(
                "POST /s/x HTTP/1.1\r\n{close}Transfer-Encoding: chunked\r\n\r\n4;x=y\r\nabcd\r\n0\r\n\r\n"
            ),
            404,
        ),
        (
            format!(
                "POST /s/x HTTP/1.1\r\n{close}Transfer-Encoding: chunked\r\n\r\n4\r\nabcd\r\n0\r\nX: y\n\r\n"
            ),
            400,
        ),
        (format!("GET /s/x> HTTP/1.1\r\n{close}\r\n"), 404),
        (format!("GET /s/x<br>?lang=nl HTTP/1.1\r\n{close}\r\n"), 404),
        (format!("GET /healthz HTTP/1.1\n{close}\r\n"), 400),
        (format!("GET /healthz HTTP/1.1\r\nX: y\n{close}\r\n"), 400),
        (format!("GET /healthz HTTP/1.1\r\n{close}\n"), 400),
        (format!("GET /healthz HTTP/1.1\r\nX: y\r\n z\r\n{close}\r\n"), 400),
        (format!("GET /healthz HTTP/1.1\r\nX: y\rZ: a\r\n{close}\r\n"), 400),
    ] {
        assert_eq!(
            answer(address, &request).await.split(' ').nth(1),
            Some(status.to_string().as_str()),
            "{request:?}"
        );
    }
}

/// Only the program's own host names are accepted.
#[tokio::test]
async fn a_foreign_host_is_refused() {
    let app = TestApp::start(Backend::Sqlite).await;
    let (address, _stop) = serve(&app).await;
    for (target, host, status) in [
        ("/", "nps.example.org", "303"),
        ("/healthz", "NPS.example.org:443", "200"),
        ("/healthz", "127.0.0.1", "200"),
        ("/healthz", "[::1]:8080", "200"),
        ("/healthz", "naklank:8080", "200"),
        ("http://nps.example.org/healthz", "nps.example.org", "200"),
        ("/healthz", "", "400"),
        ("/healthz", "evil.example.com", "400"),
        ("/healthz", "nps.example.org.evil.example", "400"),
        ("/healthz", "user@nps.example.org", "400"),
        ("/healthz", "nps.example.org, evil.example.com", "400"),
        ("http://evil.example.com/healthz", "nps.example.org", "400"),
    ] {
        let request = format!("GET {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        assert_eq!(answer(address, &request).await.split(' ').nth(1), Some(status), "{request:?}");
    }
}

#[tokio::test]
async fn a_request_that_the_listener_refuses_has_an_id_and_is_counted() {
    let app = TestApp::start(Backend::Sqlite).await;
    let (address, _stop) = serve(&app).await;
    let foreign = "GET / HTTP/1.1\r\nHost: evil.example.com\r\nConnection: close\r\n\r\n";
    let mut ids = Vec::new();
    for _ in 0..2 {
        let answer = whole_answer(address, foreign).await;
        assert!(answer.starts_with("HTTP/1.1 400"), "{answer}");
        let id = answer.lines().find_map(|line| line.strip_prefix("x-request-id: "));
        ids.push(id.unwrap_or_else(|| panic!("no id: {answer}")).to_owned());
    }
    assert_ne!(ids[0], ids[1]);
    let counted = "naklank_http_requests_total{method=\"any\",route=\"none\",status=\"400\"} 2";
    let metrics = app.get("/metrics").await.body;
    assert!(metrics.lines().any(|line| line == counted), "{metrics}");
}

/// A header of 100 kB and 10,000 cookies are refused at once, and hold up no other client.
#[tokio::test]
async fn a_head_that_is_too_long_is_refused_and_others_are_served() {
    let app = TestApp::start(Backend::Sqlite).await;
    let (address, _stop) = serve(&app).await;
    let cookies =
        |count: usize| (0..count).map(|number| format!("c{number}=v")).collect::<Vec<_>>().join("; ");
    let lines: String = (0..10_000).map(|number| format!("Cookie: c{number}=v\r\n")).collect();
    for (path, head, status) in [
        ("/healthz", format!("X-Long: {}\r\n", "x".repeat(100_000)), "431"),
        ("/healthz", format!("Cookie: {}\r\n", cookies(10_000)), "431"),
        ("/healthz", lines, "431"),
        (format!("/{}", "x".repeat(100_000)).as_str(), String::new(), "431"),
        ("/healthz", format!("Cookie: {}\r\n", cookies(1_000)), "200"),
        ("/healthz", format!("X-Long: {}\r\n", "x".repeat(30_000)), "200"),
    ] {
        let request = format!("GET {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n{head}\r\n");
        assert_eq!(status_of(address, request).await, status, "{path:.20} {head:.40}");
        let other = "GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".to_owned();
        assert_eq!(status_of(address, other).await, "200", "beside {head:.40}");
    }
}

/// Methods that echo, tunnel or are unknown.
#[tokio::test]
async fn a_method_that_no_path_takes_is_refused() {
    let app = TestApp::start(Backend::Sqlite).await;
    let (address, _stop) = serve(&app).await;
    let secret = "Cookie: __Host-naklank=secret";
    for (line, statuses) in [
        ("TRACE /", &["405"][..]),
        ("TRACE /healthz", &["405"]),
        ("BREW /sign-in", &["405"]),
        ("OPTIONS /api/v1/nps", &["405"]),
        ("OPTIONS *", &["400", "404", "405"]),
        ("CONNECT nps.example.org:443", &["400", "404", "405"]),
    ] {
        let request =
            format!("{line} HTTP/1.1\r\nHost: nps.example.org\r\n{secret}\r\nConnection: close\r\n\r\n");
        let status = status_of(address, request).await;
        assert!(statuses.contains(&status.as_str()), "{line}: {status}");
    }
}

/// A client that does not read, does not send or stays silent holds a connection, but never the last one.
#[tokio::test]
async fn health_is_answered_whatever_a_crowd_does() {
    let app = TestApp::start(Backend::Sqlite).await;
    let (address, _stop) = serve(&app).await;
    let describe = "GET /api/openapi.json HTTP/1.1\r\nHost: a\r\n\r\n".repeat(40);
    let promise = "POST /sending/pause HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 90000\r\n\r\nreason=".to_owned();
    for manner in [describe.as_str(), promise.as_str(), ""] {
        let mut crowd = Vec::new();
        for _ in 0..700 {
            let mut stream = TcpStream::connect(address).await.unwrap();
            let _ = stream.write_all(manner.as_bytes()).await;
            crowd.push(stream);
        }
        let ask = |path: &str| format!("GET {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        let patience = std::time::Duration::from_secs(60);
        for (path, status) in [("/healthz", "200"), ("/readyz", "200"), ("/api/openapi.json", "503")] {
            let told = tokio::time::timeout(patience, answer(address, &ask(path))).await.expect(path);
            assert_eq!(told.split(' ').nth(1), Some(status), "{path} beside {manner:.20}");
        }
        drop(crowd);
        // Those clients have been disconnected when their connections are free again.
        let free = async {
            while answer(address, &ask("/api/openapi.json")).await.contains("503") {
                tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            }
        };
        tokio::time::timeout(patience, free).await.expect("their places are free again");
    }
}

/// Also from a client that does not percent-encode.
#[tokio::test]
async fn a_link_with_a_bracket_behind_it_opens() {
    let app = TestApp::start(Backend::Sqlite).await;
    let link = app.invite("K-1").await;
    let (address, _stop) = serve(&app).await;
    let path = link.strip_prefix("https://nps.example.org").unwrap_or(&link);
    for behind in ["", ">", ")", "]", "\"", "'", ".>", ">,", "%20", "%3E"] {
        let request = format!("GET {path}{behind} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        assert_eq!(answer(address, &request).await, "HTTP/1.1 200 OK", "{behind}");
    }
}
