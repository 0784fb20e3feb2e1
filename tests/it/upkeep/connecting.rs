//! Connecting to PostgreSQL: what an operator is told when its certificate is refused.

use std::sync::Arc;

use naklank::storage::{Db, Missing, StorageError};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

/// A server that speaks PostgreSQL's protocol up to the certificate, which it made for itself; returns its port.
async fn start_with_a_certificate_of_its_own() -> u16 {
    let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    let key = rustls::pki_types::PrivatePkcs8KeyDer::from(made.signing_key.serialize_der());
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key.into())
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        loop {
            let (mut client, _) = listener.accept().await.unwrap();
            // SSLRequest: eight bytes; S is yes.
            let mut request = [0; 8];
            client.read_exact(&mut request).await.unwrap();
            client.write_all(b"S").await.unwrap();
            drop(acceptor.accept(client).await);
        }
    });
    port
}

#[tokio::test]
async fn a_refused_certificate_is_told_with_the_setting_that_is_about_it() {
    let port = start_with_a_certificate_of_its_own().await;
    let address = format!("postgres://naklank@localhost:{port}/naklank?sslmode=verify-full");
    let refused = Db::open(&address, Missing::Refused).await.unwrap_err();
    assert!(matches!(refused, StorageError::Certificate(_)), "{refused}");
    let told = refused.to_string();
    for words in ["database.url", "sslmode", "sslrootcert", "Citus"] {
        assert!(told.contains(words), "{words}: {told}");
    }
}
