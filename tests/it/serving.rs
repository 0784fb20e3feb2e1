//! The listener itself, over a real connection.

use naklank::web::{router, server};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;

use crate::support::{Backend, TestApp};

async fn answer(address: std::net::SocketAddr, request: &str) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    let _ = stream.read_to_string(&mut answer).await;
    answer.lines().next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn one_host_is_asked_for_and_a_stop_ends_the_server() {
    let app = TestApp::start(Backend::Sqlite).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let stop = CancellationToken::new();
    let serving = tokio::spawn(server::serve(listener, router(app.app.clone()), stop.clone()));
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
