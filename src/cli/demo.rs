//! `naklank demo`: the whole loop on sample data, in a folder of its own.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::{Failure, listed, logging, print, serve, setup};
use crate::config::settings::key::Key;
use crate::config::settings::shown::shown;
use crate::config::settings::sources::{self, Values};
use crate::config::{self, Config, LogFormat};
use crate::storage::Missing;
use crate::urls;
use crate::workflow::demo::fill::fill_demo;

#[derive(Args)]
pub struct DemoArguments {
    /// Where the demonstration keeps its database and mails
    #[arg(long, value_name = "DIR", default_value = "data/demo")]
    data: PathBuf,
    /// Where it listens [default: NAKLANK_HTTP_LISTEN, else 127.0.0.1:8080]
    #[arg(long, value_name = "ADDR")]
    listen: Option<SocketAddr>,
}

pub async fn run(arguments: &DemoArguments) -> Result<(), Failure> {
    logging::start(LogFormat::Automatic);
    let others = sources::variables_but_listen();
    if !others.is_empty() {
        let variables = others.join(", ");
        tracing::warn!(variables, "the demonstration has settings of its own and does not act on these");
    }
    let listener = serve::listen(listen_address(arguments)?).await?;
    let address = listener.local_addr()?;
    std::fs::create_dir_all(&arguments.data)
        .map_err(|error| Failure::Failed(format!("{} cannot be made: {error}", arguments.data.display())))?;
    let app = setup::open(demo_config(&arguments.data, address)?, Missing::Made).await?;
    let made = fill_demo(&app).await?;
    if made > 0 {
        tracing::info!(complaints = made, "made three years of sample history");
    }
    let at = |path: &str| format!("{}{path}", app.config.http.public_url);
    print(format!(
        "Naklank's demonstration is ready, on sample data. You are signed in as its policy owner.\n\n  \
         Start here, close a complaint   {}\n  The customer's mailbox          {}\n  \
         The dashboard                   {}\n  A norm that waits for you       {}\n  The API, described              {}\n  \
         As analyst, or as handler       {}#as\n\nStop with Ctrl-C.",
        at(urls::DEMO),
        at(urls::DEMO_MAILBOX),
        at(urls::DASHBOARD),
        at(urls::NORMS),
        at(urls::API_DOCS),
        at(urls::DEMO),
    ))?;
    serve::serve(app, Some(listener), true).await
}

fn listen_address(arguments: &DemoArguments) -> Result<SocketAddr, Failure> {
    if let Some(address) = arguments.listen {
        return Ok(address);
    }
    let default = || config::find("http.listen").and_then(Key::default).unwrap_or_default().to_owned();
    let text = sources::listen_of_environment().unwrap_or_else(default);
    let wrong = || {
        Failure::Wrong(format!(
            "NAKLANK_HTTP_LISTEN must be an address and port like 127.0.0.1:8080, not {}",
            shown(&text)
        ))
    };
    text.trim().parse().map_err(|_| wrong())
}

/// The address that a browser on this machine opens.
fn public_address(address: SocketAddr) -> SocketAddr {
    let is_everywhere = address.ip().is_unspecified();
    if is_everywhere { SocketAddr::new(Ipv4Addr::LOCALHOST.into(), address.port()) } else { address }
}

/// Its own database, outbox and key; mail is due after one second, at any hour.
fn demo_config(folder: &Path, address: SocketAddr) -> Result<Config, Failure> {
    let inside = |name: &str| folder.join(name).display().to_string();
    let values = Values::from([
        ("database.url", format!("sqlite:{}", inside("naklank.db"))),
        ("secret.file", inside("naklank.key")),
        ("http.listen", address.to_string()),
        ("http.public_url", format!("http://{}", public_address(address))),
        ("mail.url", format!("file:{}", inside("outbox"))),
        ("mail.from", "Voorbeeld Rechtsbijstand <klachten@example.org>".to_owned()),
        ("organisation.name", "Voorbeeld Rechtsbijstand".to_owned()),
        ("organisation.contact", "klachten@example.org".to_owned()),
        ("survey.delay", "1s".to_owned()),
        ("survey.window", "always".to_owned()),
    ]);
    let config = config::parse(&values)
        .map_err(|mistakes| Failure::Failed(listed("the demonstration cannot be set up:", &mistakes)))?;
    Ok(Config { is_demo: true, ..config })
}
