//! Bare lettre: the same mail repeatedly over a few persistent connections with `TCP_NODELAY`; nothing is claimed and
//! nothing is recorded.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Instant;

use lettre::transport::smtp::client::AsyncSmtpConnection;
use lettre::transport::smtp::commands::{Data, Mail, Quit, Rcpt};
use lettre::transport::smtp::extension::ClientId;
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use crate::Outcome;

/// Sends `count` mails over `connections` connections and prints the rate in mails per second.
pub async fn send(address: &str, file: &str, connections: usize, count: i64) -> Outcome {
    let mail: Arc<[u8]> = std::fs::read(file)?.into();
    let left = Arc::new(AtomicI64::new(count));
    let (began, mut senders) = (Instant::now(), JoinSet::new());
    for _ in 0..connections {
        let (address, mail, left) = (address.to_owned(), Arc::clone(&mail), Arc::clone(&left));
        senders.spawn(async move {
            send_over_one(&address, &mail, &left).await.map_err(|error| error.to_string())
        });
    }
    while let Some(ended) = senders.join_next().await {
        ended??;
    }
    println!("{:.1}", count as f64 / began.elapsed().as_secs_f64());
    Ok(())
}

async fn send_over_one(address: &str, mail: &[u8], left: &AtomicI64) -> Outcome {
    let stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let mut smtp =
        AsyncSmtpConnection::connect_with_transport(Box::new(stream), &ClientId::default()).await?;
    while left.fetch_sub(1, Ordering::Relaxed) > 0 {
        smtp.command(Mail::new(Some("bench@example.org".parse()?), Vec::new())).await?;
        smtp.command(Rcpt::new("customer@example.org".parse()?, Vec::new())).await?;
        smtp.command(Data).await?;
        smtp.message(mail).await?;
    }
    smtp.command(Quit).await?;
    Ok(())
}
