//! A real browser, Debian's Chromium, connected to the program on a local port.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use data_encoding::BASE64;
use fantoccini::wd::{Capabilities, WebDriverCompatibleCommand};
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use naklank::web::router;
use naklank::web::shell::server::{self, NetworkContext};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::{Mutex, MutexGuard};
use tokio_util::sync::CancellationToken;

use crate::support::TestApp;

/// A generous time-out: other builds may slow the browser down.
const PATIENCE: Duration = Duration::from_secs(300);

/// A mutex: a browser has several processes, and two browsers on a small machine slow each other down.
static ONE_AT_A_TIME: Mutex<()> = Mutex::const_new(());

/// The program and a browser connected to it.
pub struct Browser {
    pub client: Client,
    pub address: String,
    driver: Child,
    stop: CancellationToken,
    _turn: MutexGuard<'static, ()>,
}

/// How the browser is set up.
#[derive(Clone, Copy, Default)]
pub struct Setup {
    pub without_script: bool,
    /// In CSS pixels; a phone has 320.
    pub width: u32,
    pub is_dark: bool,
}

impl Browser {
    pub async fn open(app: &TestApp, setup: Setup) -> Self {
        let turn = ONE_AT_A_TIME.lock().await;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let stop = CancellationToken::new();
        tokio::spawn(server::serve(
            listener,
            router(app.app.clone()),
            NetworkContext::of(&app.app),
            stop.clone(),
        ));
        let port = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
        let driver = Command::new("/usr/bin/chromedriver")
            .arg(format!("--port={port}"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let client = connect(port, capabilities(setup)).await;
        let browser = Self { client, address, driver, stop, _turn: turn };
        // Headless windows have a minimum width, so the page's width is emulated.
        let width = if setup.width == 0 { 1100 } else { setup.width };
        let metrics = json!({"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false});
        browser.devtools("Emulation.setDeviceMetricsOverride", metrics).await;
        let scheme = if setup.is_dark { "dark" } else { "light" };
        let media = json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]});
        browser.devtools("Emulation.setEmulatedMedia", media).await;
        browser
    }

    async fn devtools(&self, command: &str, parameters: Value) -> Value {
        let command = DevTools(json!({"cmd": command, "params": parameters}));
        self.client.issue_cmd(command).await.unwrap()
    }

    pub async fn visit(&self, path: &str) {
        self.client.goto(&format!("{}{path}", self.address)).await.unwrap();
    }

    /// Opens a file without any server.
    pub async fn open_file(&self, file: &Path) {
        self.client.goto(&format!("file://{}", file.display())).await.unwrap();
    }

    /// Shows pages as they are on paper.
    pub async fn emulate_paper(&self) {
        self.devtools("Emulation.setEmulatedMedia", json!({"media": "print"})).await;
    }

    /// The page as a PDF file with tags, of the size that its style asks for.
    pub async fn printed(&self) -> Vec<u8> {
        let settings = json!({"preferCSSPageSize": true, "generateTaggedPDF": true});
        let printed = self.devtools("Page.printToPDF", settings).await;
        BASE64.decode(printed["data"].as_str().unwrap().as_bytes()).unwrap()
    }

    pub async fn run(&self, script: &str) -> Value {
        self.client.execute(script, Vec::new()).await.unwrap()
    }

    pub async fn click(&self, selector: &str) {
        self.client.find(Locator::Css(selector)).await.unwrap().click().await.unwrap();
    }

    pub async fn type_into(&self, selector: &str, text: &str) {
        self.client.find(Locator::Css(selector)).await.unwrap().send_keys(text).await.unwrap();
    }

    /// Sends keys to the focused element.
    pub async fn press(&self, keys: &str) {
        self.client.active_element().await.unwrap().send_keys(keys).await.unwrap();
    }

    /// Waits until the page contains `words`, since it may still be loading after a click.
    pub async fn sees(&self, words: &str) {
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            if self.client.source().await.is_ok_and(|source| source.contains(words)) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        panic!("{words:?} did not come: {:?}", self.client.source().await);
    }

    /// The violations of WCAG 2.2 AA that axe-core finds, one line each.
    pub async fn accessibility_violations(&self) -> Vec<String> {
        self.client.execute(&axe(), Vec::new()).await.unwrap();
        let script = "const done = arguments[0];
            axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})
               .then(r => done(r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html + ' ' + n.failureSummary).join(' | '))));";
        let found = self.client.execute_async(script, Vec::new()).await.unwrap();
        serde_json::from_value(found).unwrap()
    }

    pub async fn close(mut self) {
        let _ = self.client.clone().close().await;
        self.stop.cancel();
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

async fn connect(port: u16, capabilities: Capabilities) -> Client {
    let begun = Instant::now();
    while begun.elapsed() < PATIENCE {
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(capabilities.clone());
        if let Ok(client) = builder.connect(&format!("http://127.0.0.1:{port}")).await {
            return client;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the browser did not start");
}

fn capabilities(setup: Setup) -> Capabilities {
    let mut arguments = vec![
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        "--lang=nl",
    ];
    if setup.without_script {
        arguments.push("--blink-settings=scriptEnabled=false");
    }
    let options = json!({"binary": "/usr/bin/chromium", "args": arguments});
    // The default script time-out of 30 seconds is too short for a page with a large table on a busy machine.
    let limit = u64::try_from(PATIENCE.as_millis()).unwrap();
    let timeouts = json!({"script": limit, "pageLoad": limit});
    json!({"goog:chromeOptions": options, "timeouts": timeouts}).as_object().unwrap().clone()
}

#[expect(clippy::disallowed_methods, reason = "tests/run tells where axe-core is")]
fn axe() -> String {
    let path = std::env::var("NAKLANK_TEST_AXE").expect("NAKLANK_TEST_AXE is set by tests/run");
    std::fs::read_to_string(path).unwrap()
}

/// A command of Chromium's own (`/goog/cdp/execute`).
#[derive(Debug)]
struct DevTools(Value);

impl WebDriverCompatibleCommand for DevTools {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/goog/cdp/execute", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.0.to_string()))
    }
}
