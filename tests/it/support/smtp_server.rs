//! A small SMTP server that follows a script and keeps the mails that it receives.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncBufReadExt as _, AsyncRead, AsyncWrite, AsyncWriteExt as _, BufReader};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

/// How it treats one connection or one mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Manner {
    /// Greets with this and hangs up.
    Greeting(&'static str),
    /// Refuses a second EHLO, then behaves.
    OneHello,
    /// Sends its banner only after this time, then behaves.
    SlowBanner(Duration),
    /// Closes the connection without a banner.
    HangsUpAtOnce,
    /// Accepts the mail.
    Kind,
    /// Replies with this to MAIL.
    Sender(&'static str),
    /// Replies with this to RCPT.
    Recipient(&'static str),
    /// Replies with this to RCPT, but accepts DATA anyway.
    CarelessRecipient(&'static str),
    /// Replies with this to the complete mail.
    Mail(&'static str),
    /// Replies with this to DATA.
    Data(&'static str),
    /// Closes the connection on DATA.
    HangsUpAtData,
    /// Receives the complete mail and closes the connection without a reply.
    HangsUpAtTheEnd,
    /// Receives the complete mail and never replies.
    SilentAtTheEnd,
    /// Accepts the mail, replies, and closes the connection.
    HangsUpAfterIt,
}

impl Manner {
    fn is_of_connection(&self) -> bool {
        matches!(self, Self::Greeting(_) | Self::OneHello | Self::SlowBanner(_) | Self::HangsUpAtOnce)
    }
}

/// A mail that the server received in full, whatever it replied.
#[derive(Clone, Debug)]
pub struct Told {
    pub sender: String,
    pub recipient: String,
    pub data: String,
    pub is_over_tls: bool,
}

impl Told {
    pub fn header(&self, name: &str) -> String {
        let beginning = format!("{}:", name.to_lowercase());
        let head = self.data.split("\n\n").next().unwrap().replace("\n ", " ");
        let line = head.lines().find(|line| line.to_lowercase().starts_with(&beginning));
        line.map_or(String::new(), |line| line[beginning.len()..].trim().to_owned())
    }
}

#[derive(Clone)]
pub struct SmtpServer {
    pub port: u16,
    script: Arc<Mutex<VecDeque<Manner>>>,
    told: Arc<Mutex<Vec<Told>>>,
    connections: Arc<Mutex<usize>>,
    commands: Arc<Mutex<Vec<String>>>,
    hello_names: Arc<Mutex<Vec<String>>>,
    /// An EHLO reply that replaces the usual one.
    offers: Option<&'static str>,
    /// Offers PIPELINING.
    offers_pipelining: bool,
    /// How often further commands were already buffered when MAIL was read.
    groups: Arc<Mutex<usize>>,
    tls: Option<TlsAcceptor>,
    /// The delay before the reply to each mail.
    pub pace: Duration,
}

impl SmtpServer {
    /// A server that treats the first connections and mails as scripted, and accepts all others.
    pub async fn start(script: &[Manner]) -> Self {
        Self::start_with(script, None, Duration::ZERO).await
    }

    /// The same, offering PIPELINING (RFC 2920).
    pub async fn start_pipelining(script: &[Manner]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        Self::run(listener, script, None, Duration::ZERO, true)
    }

    /// The same, with this EHLO reply.
    pub async fn start_offering(offers: &'static str, tls: Option<TlsAcceptor>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        Self::run_offering(listener, &[], tls, Duration::ZERO, false, Some(offers))
    }

    pub async fn start_with(script: &[Manner], tls: Option<TlsAcceptor>, pace: Duration) -> Self {
        Self::listen(TcpListener::bind("127.0.0.1:0").await.unwrap(), script, tls, pace)
    }

    /// The same on an existing listener.
    pub fn listen(
        listener: TcpListener,
        script: &[Manner],
        tls: Option<TlsAcceptor>,
        pace: Duration,
    ) -> Self {
        Self::run(listener, script, tls, pace, false)
    }

    fn run(
        listener: TcpListener,
        script: &[Manner],
        tls: Option<TlsAcceptor>,
        pace: Duration,
        offers_pipelining: bool,
    ) -> Self {
        Self::run_offering(listener, script, tls, pace, offers_pipelining, None)
    }

    fn run_offering(
        listener: TcpListener,
        script: &[Manner],
        tls: Option<TlsAcceptor>,
        pace: Duration,
        offers_pipelining: bool,
        offers: Option<&'static str>,
    ) -> Self {
        let server = Self {
            port: listener.local_addr().unwrap().port(),
            script: Arc::new(Mutex::new(script.iter().cloned().collect())),
            told: Arc::default(),
            connections: Arc::default(),
            commands: Arc::default(),
            hello_names: Arc::default(),
            offers,
            offers_pipelining,
            groups: Arc::default(),
            tls,
            pace,
        };
        let own = server.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                stream.set_nodelay(true).unwrap();
                *own.connections.lock().unwrap() += 1;
                let own = own.clone();
                tokio::spawn(async move { own.converse(stream).await });
            }
        });
        server
    }

    pub fn told(&self) -> Vec<Told> {
        self.told.lock().unwrap().clone()
    }

    pub fn connections(&self) -> usize {
        *self.connections.lock().unwrap()
    }

    /// The verbs of all commands received.
    pub fn commands(&self) -> Vec<String> {
        self.commands.lock().unwrap().clone()
    }

    /// The names given in EHLO.
    pub fn hello_names(&self) -> Vec<String> {
        self.hello_names.lock().unwrap().clone()
    }

    /// How many mails had their envelope sent as one pipelined group.
    pub fn groups(&self) -> usize {
        *self.groups.lock().unwrap()
    }

    /// The next manner in the script, if it is of this kind.
    fn next(&self, is_of_connection: bool) -> Option<Manner> {
        let mut script = self.script.lock().unwrap();
        let fits = script.front().is_some_and(|manner| manner.is_of_connection() == is_of_connection);
        if fits { script.pop_front() } else { None }
    }

    async fn converse(self, stream: tokio::net::TcpStream) -> std::io::Result<()> {
        let mut stream = BufReader::new(stream);
        let manner = self.next(true);
        let mut hellos = if manner == Some(Manner::OneHello) { 1 } else { usize::MAX };
        match manner {
            Some(Manner::HangsUpAtOnce) => return Ok(()),
            Some(Manner::Greeting(words)) => {
                stream.get_mut().write_all(format!("{words}\r\n").as_bytes()).await?;
                return stream.get_mut().flush().await;
            }
            Some(Manner::SlowBanner(pause)) => tokio::time::sleep(pause).await,
            _ => {}
        }
        say(&mut stream, "220 test").await?;
        if self.session(&mut stream, self.tls.is_some(), false, &mut hellos).await? {
            let acceptor = self.tls.clone().unwrap();
            let mut stream = BufReader::new(acceptor.accept(stream.into_inner()).await?);
            self.session(&mut stream, false, true, &mut hellos).await?;
        }
        Ok(())
    }

    /// Serves commands until the end, or returns true after STARTTLS.
    async fn session(
        &self,
        stream: &mut BufReader<impl AsyncRead + AsyncWrite + Unpin>,
        offers_tls: bool,
        is_over_tls: bool,
        hellos: &mut usize,
    ) -> std::io::Result<bool> {
        let (mut manner, mut sender, mut recipient) = (Manner::Kind, String::new(), String::new());
        loop {
            let mut line = String::new();
            if stream.read_line(&mut line).await? == 0 {
                return Ok(false);
            }
            let command = line.split_whitespace().next().unwrap_or_default().to_uppercase();
            self.commands.lock().unwrap().push(command.clone());
            match command.as_str() {
                "EHLO" if *hellos == 0 => say(stream, "503 5.5.1 we have met").await?,
                "EHLO" => {
                    *hellos -= 1;
                    let name = line.split_whitespace().nth(1).unwrap_or_default().to_owned();
                    self.hello_names.lock().unwrap().push(name);
                    let usual = match (offers_tls, self.offers_pipelining) {
                        (true, _) => "250-test\r\n250-8BITMIME\r\n250 STARTTLS",
                        (false, true) => "250-test\r\n250-PIPELINING\r\n250 8BITMIME",
                        (false, false) => "250-test\r\n250 8BITMIME",
                    };
                    say(stream, self.offers.filter(|_| !is_over_tls).unwrap_or(usual)).await?;
                }
                "STARTTLS" if offers_tls => {
                    say(stream, "220 go on").await?;
                    return Ok(true);
                }
                "MAIL" => {
                    manner = self.next(false).unwrap_or(Manner::Kind);
                    sender = between_angles(&line);
                    if !stream.buffer().is_empty() {
                        *self.groups.lock().unwrap() += 1;
                    }
                    let answer = if let Manner::Sender(words) = manner { words } else { "250 fine" };
                    say(stream, answer).await?;
                }
                "RCPT" => {
                    let (answer, is_welcome) = match manner {
                        Manner::Recipient(words) => (words, false),
                        Manner::CarelessRecipient(words) => (words, true),
                        _ => ("250 fine", true),
                    };
                    recipient = if is_welcome { between_angles(&line) } else { String::new() };
                    say(stream, answer).await?;
                }
                "DATA" if manner == Manner::HangsUpAtData => return Ok(false),
                "DATA" if matches!(manner, Manner::Data(words) if !words.starts_with("354")) => {
                    let Manner::Data(answer) = manner else { unreachable!() };
                    say(stream, answer).await?;
                }
                "DATA" if recipient.is_empty() => say(stream, "554 5.5.1 no valid recipients").await?,
                "DATA" => {
                    say(stream, if let Manner::Data(words) = manner { words } else { "354 go on" }).await?;
                    let data = read_data(stream).await?;
                    tokio::time::sleep(self.pace).await;
                    let (sender, recipient) = (sender.clone(), recipient.clone());
                    self.told.lock().unwrap().push(Told { sender, recipient, data, is_over_tls });
                    match manner {
                        Manner::HangsUpAtTheEnd => return Ok(false),
                        Manner::SilentAtTheEnd => std::future::pending().await,
                        Manner::HangsUpAfterIt => {
                            say(stream, "250 taken").await?;
                            return Ok(false);
                        }
                        Manner::Mail(answer) => say(stream, answer).await?,
                        _ => say(stream, "250 taken").await?,
                    }
                }
                "QUIT" => {
                    say(stream, "221 bye").await?;
                    return Ok(false);
                }
                _ => say(stream, "250 fine").await?,
            }
        }
    }
}

/// Sends each character as one octet, so that a script can contain invalid UTF-8.
async fn say(
    stream: &mut BufReader<impl AsyncRead + AsyncWrite + Unpin>,
    words: &str,
) -> std::io::Result<()> {
    let octets: Vec<u8> = format!("{words}\r\n").chars().map(|c| u8::try_from(c).unwrap()).collect();
    stream.get_mut().write_all(&octets).await?;
    stream.get_mut().flush().await
}

async fn read_data(stream: &mut BufReader<impl AsyncRead + AsyncWrite + Unpin>) -> std::io::Result<String> {
    let mut data = String::new();
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await? == 0 {
            // The connection ended within the mail: it was not received in full.
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        if line == ".\r\n" {
            return Ok(data);
        }
        let line = line.trim_end_matches("\r\n");
        data.push_str(line.strip_prefix('.').filter(|_| line.starts_with("..")).unwrap_or(line));
        data.push('\n');
    }
}

fn between_angles(line: &str) -> String {
    let inside = line.split('<').nth(1).and_then(|rest| rest.split('>').next());
    inside.unwrap_or_default().to_owned()
}
