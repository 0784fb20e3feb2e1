//! TLS to a mail server.
//!
//! The rule: the server must present a certificate for its name from an authority that this machine trusts. The trust
//! store is read for each connection, so that an authority installed while the program runs is known.

use std::sync::Arc;

use rustls_pki_types::ServerName;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

/// Encrypts a connection to the host with this name or address.
///
/// # Errors
/// The name is invalid, the machine trusts no authority, or the server does not prove that it is this host.
pub async fn encrypt(stream: TcpStream, host: &str) -> std::io::Result<TlsStream<TcpStream>> {
    let name = ServerName::try_from(host.to_owned()).map_err(std::io::Error::other)?;
    let config = tokio::task::spawn_blocking(config).await??;
    TlsConnector::from(config).connect(name, stream).await
}

fn config() -> std::io::Result<Arc<ClientConfig>> {
    let mut authorities = RootCertStore::empty();
    let found = rustls_native_certs::load_native_certs();
    authorities.add_parsable_certificates(found.certs);
    if authorities.is_empty() {
        return Err(std::io::Error::other(
            "this machine knows no certificate authorities; install ca-certificates or set SSL_CERT_FILE",
        ));
    }
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(std::io::Error::other)?;
    Ok(Arc::new(config.with_root_certificates(authorities).with_no_client_auth()))
}
