//! Requests that try to get at a session, at another site, or at how the program is made.

use axum::body::Body;
use axum::http::{HeaderValue, Method, Request, StatusCode};
use naklank::domain::access::roles::Role;
use url::Url;

use crate::access::sign_in::every_path;
use crate::support::{Answer, Backend, TestApp, on_both_engines};

/// The address in mailed links, as the tests set it.
const OWN: &str = "https://nps.example.org";
const PASSWORD: &str = "een lang wachtwoord";

/// Ways to write another site's address, or something worse, in place of a path of ours.
const ELSEWHERE: &[&str] = &[
    "https://evil.example",
    "HTTPS://evil.example/",
    "https:evil.example",
    "https:/evil.example",
    "http://evil.example",
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "\\\\evil.example",
    "/\\evil.example",
    "\\/evil.example",
    "/\\/evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/\r/evil.example",
    "\t//evil.example",
    " //evil.example",
    "\u{a0}//evil.example",
    "\u{feff}//evil.example",
    "\0//evil.example",
    "/\0/evil.example",
    "/\u{2044}evil.example",
    "/\u{2215}evil.example",
    "/\u{ff0f}evil.example",
    "\u{ff0f}\u{ff0f}evil.example",
    "/\u{29f8}evil.example",
    "//evil\u{3002}example",
    "//evil.example%2f@nps.example.org",
    "//nps.example.org@evil.example",
    "//nps.example.org%40evil.example",
    "//nps.example.org:443@evil.example",
    "//user:password@evil.example",
    "@evil.example",
    ".evil.example",
    ":443@evil.example",
    "%2f%2fevil.example",
    "%2F/evil.example",
    "/%2F/evil.example",
    "/%5Cevil.example",
    "%252F%252Fevil.example",
    "/%09/evil.example",
    "/%0d%0aLocation:%20https://evil.example",
    "/\r\nLocation: https://evil.example",
    "/x\r\nSet-Cookie: __Host-naklank=evil",
    "/x\nSet-Cookie: __Host-naklank=evil",
    "/./\\evil.example",
    "/.//evil.example",
    "/..//evil.example",
    "/../..//evil.example",
    "/a/..//evil.example",
    "?//evil.example",
    "#//evil.example",
    "//[::1]",
    "//3232235777",
    "//evil.example\\@nps.example.org",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "file:///etc/passwd",
    "blob:https://evil.example/x",
    "evil.example",
    "",
];

/// Where a browser goes that follows a response.
fn target(answer: &Answer) -> Url {
    let location = answer.header("location");
    Url::parse(OWN).unwrap().join("/sign-in").unwrap().join(location).unwrap()
}

/// Words that tell of the engine, its statements, or the code.
const TELLING: &[&str] = &[
    "sqlite",
    "postgres",
    "sqlx",
    "select *",
    "insert into",
    "no such table",
    "no such column",
    "relation \"",
    "column \"",
    "panicked",
    "backtrace",
    ".rs:",
    "naklank::",
    "hyper",
    "axum",
];

fn assert_tells_nothing(answer: &Answer) {
    let body = answer.body.to_lowercase();
    for word in TELLING {
        assert!(!body.contains(word), "{word}: {answer:?}");
    }
    for name in ["server", "x-powered-by", "via"] {
        assert!(!answer.headers.contains_key(name), "{name}: {answer:?}");
    }
}

fn with_cookies(lines: &[&str]) -> Request<Body> {
    let mut request = Request::get("/compare").body(Body::empty()).unwrap();
    for line in lines {
        request.headers_mut().append("cookie", HeaderValue::from_bytes(line.as_bytes()).unwrap());
    }
    request
}

on_both_engines! {
    async fn after_signing_in_no_notation_leads_to_another_site(app) {
        app.sign_in_as(Role::Analyst).await;
        let long = format!("//evil.example/{}", "a".repeat(100_000));
        let long_path = format!("/{}//evil.example", "a".repeat(100_000));
        for next in ELSEWHERE.iter().copied().chain([long.as_str(), long_path.as_str()]) {
            let query = form_urlencoded::Serializer::new(String::new()).append_pair("next", next).finish();
            let form = format!("email=analyst%40example.org&password={}&{query}", PASSWORD.replace(' ', "+"));
            let answer = app.post_form("/sign-in", &form).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{next:?}");
            assert_eq!(target(&answer).origin(), Url::parse(OWN).unwrap().origin(), "{next:?}: {answer:?}");
            assert!(answer.header("location").len() <= 2_000, "{next:?}");
            let mut cookies = answer.headers.get_all("set-cookie").iter();
            assert!(cookies.all(|cookie| !cookie.to_str().unwrap().contains("evil")), "{next:?}");
            if query.len() < 10_000 {
                let page = app.get(&format!("/sign-in?{query}")).await;
                assert_eq!(page.status, StatusCode::OK, "{next:?}");
                let kept = page.body.split("name=\"next\" value=\"").nth(1).map_or("", |rest| rest.split('"').next().unwrap());
                let kept = Url::parse(OWN).unwrap().join(&kept.replace("&amp;", "&")).unwrap();
                assert_eq!(kept.origin(), Url::parse(OWN).unwrap().origin(), "{next:?}");
            }
            // The form that was sent when its session had ended is shown again, and sent to a path of ours as well.
            let again = app.post_form("/sign-in", &format!("{form}&typed=note%3Dx")).await;
            assert_eq!(again.status, StatusCode::OK, "{next:?}");
            let action = again.body.split("action=\"").nth(1).unwrap().split('"').next().unwrap();
            let action = Url::parse(OWN).unwrap().join(&action.replace("&amp;", "&")).unwrap();
            assert_eq!(action.origin(), Url::parse(OWN).unwrap().origin(), "{next:?}");
        }
    }

    async fn the_session_stands_in_no_address_and_on_no_page(app) {
        let cookie = app.sign_in_as(Role::PolicyOwner).await;
        let (name, secret) = cookie.split_once('=').unwrap();
        for path in every_path() {
            let page = app.get_as(&cookie, &path).await;
            assert!(!page.body.contains(secret) && !page.header("location").contains(secret), "{path}: {page:?}");
        }
        for query in [format!("{name}={secret}"), format!("session={secret}"), format!("token={secret}")] {
            let by_address = app.get(&format!("/compare?{query}")).await;
            assert_eq!(by_address.status, StatusCode::SEE_OTHER, "a session in an address is none");
            assert!(by_address.header("location").starts_with("/sign-in"), "{by_address:?}");
        }
        let bearer = app.api_as(secret, Method::GET, "/api/v1/nps", Body::empty()).await;
        assert_eq!(bearer.status, StatusCode::UNAUTHORIZED, "a session is no key");
    }

    async fn a_cookie_opens_no_api_and_a_key_no_page(app) {
        let cookie = app.sign_in_as(Role::PolicyOwner).await;
        for path in every_path().into_iter().filter(|path| path.starts_with("/api/v1/")) {
            let status = app.get_as(&cookie, &path).await.status;
            assert!([StatusCode::UNAUTHORIZED, StatusCode::METHOD_NOT_ALLOWED].contains(&status), "{path}: {status}");
        }
        let by_key = app.api(Method::GET, "/compare", Body::empty()).await;
        assert_eq!(by_key.status, StatusCode::SEE_OTHER);
        let presented = Request::get("/compare").header("cookie", format!("__Host-naklank={}", app.key));
        assert_eq!(app.send(presented.body(Body::empty()).unwrap()).await.status, StatusCode::SEE_OTHER);
    }

    async fn looking_at_the_headers_alone_takes_a_session_too(app) {
        for path in every_path().into_iter().filter(|path| !path.starts_with("/api/")) {
            let get = app.get(&path).await;
            let head = app.send(Request::head(&path).body(Body::empty()).unwrap()).await;
            assert_eq!((head.status, head.header("location")), (get.status, get.header("location")), "{path}");
            let is_open = ["/sign-in", "/s/", "/u/", "/demo"].iter().any(|open| path.starts_with(open))
                || ["/privacy", "/healthz", "/readyz", "/metrics", "/style.css", "/staff.css", "/draft.js", "/favicon.ico"].contains(&path.as_str());
            let leads_to_sign_in = head.status == StatusCode::SEE_OTHER && head.header("location").starts_with("/sign-in");
            let is_none = [StatusCode::NOT_FOUND, StatusCode::METHOD_NOT_ALLOWED].contains(&head.status);
            assert!(is_open || leads_to_sign_in || is_none, "{path}: {head:?}");
        }
    }

    async fn no_error_tells_how_the_program_is_made(app) {
        let cookie = app.sign_in_as(Role::Analyst).await;
        let handler = app.sign_in_as(Role::Handler).await;
        for path in ["/nowhere", "/norms/x", "/norms/%zz", "/norms/%FF", "/s/unknown", "/u/unknown", "/sign-in/unknown"] {
            let answer = app.get_as(&cookie, path).await;
            assert!(answer.status.is_client_error(), "{path}: {answer:?}");
            assert_tells_nothing(&answer);
        }
        for (path, form) in [("/signals/changes", "day=%FF"), ("/signals/changes", "day=%zz"), ("/themes", "name=%00")] {
            let answer = app.post_as(&cookie, path, form).await;
            assert!(answer.status.is_client_error(), "{path}: {answer:?}");
            assert_tells_nothing(&answer);
        }
        let large = app.post_as(&cookie, "/signals/changes", &format!("note={}", "x".repeat(1_000_000))).await;
        assert_eq!(large.status, StatusCode::PAYLOAD_TOO_LARGE);
        assert_tells_nothing(&large);
        assert_tells_nothing(&app.get_as(&handler, "/compare").await);
        for (path, body) in [("/api/v1/complaints/K-1", "{"), ("/api/v1/complaints/K-1", "{\"status\": 'x'}")] {
            let answer = app.api(Method::PUT, path, body).await;
            assert!(answer.status.is_client_error(), "{answer:?}");
            assert_tells_nothing(&answer);
        }
        app.execute("ALTER TABLE themes RENAME TO former_themes").await;
        app.execute("ALTER TABLE norms RENAME TO former_norms").await;
        for answer in [
            app.get_as(&cookie, "/themes").await,
            app.post_as(&cookie, "/themes", "name=Wachttijd&keywords=wachten").await,
            app.get_as(&cookie, "/norms").await,
            app.api(Method::GET, "/api/v1/norms", Body::empty()).await,
        ] {
            assert!(answer.status.is_server_error(), "{answer:?}");
            assert_tells_nothing(&answer);
        }
        app.execute("ALTER TABLE users RENAME TO former_users").await;
        for answer in [
            app.get_as(&cookie, "/compare").await,
            app.post_as(&cookie, "/signals/changes", "day=2026-03-20&kind=process&note=x").await,
            app.post_form("/sign-in", "email=analyst%40example.org&password=een+lang+wachtwoord").await,
        ] {
            assert!(answer.status.is_server_error(), "{answer:?}");
            assert_tells_nothing(&answer);
        }
    }

    async fn what_looks_like_a_statement_is_text(app) {
        let cookie = app.sign_in_as(Role::Analyst).await;
        let statement = "'; DROP TABLE users; --";
        let encoded: String = form_urlencoded::byte_serialize(statement.as_bytes()).collect();
        let found = app.get_as(&cookie, &format!("/verbatims?q={encoded}&team={encoded}")).await;
        assert_eq!(found.status, StatusCode::OK, "{found:?}");
        let theme = app.post_as(&cookie, "/themes", &format!("name={encoded}&keywords=wachten")).await;
        assert_eq!(theme.status, StatusCode::SEE_OTHER, "{theme:?}");
        let page = app.get_as(&cookie, "/themes").await;
        assert!(page.body.contains(statement), "{}", page.body);
        let refused = app.post_form("/sign-in", "email=%27+OR+%271%27%3D%271&password=%27+OR+%271%27%3D%271").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(app.integers("SELECT COUNT(*) FROM users").await, [1]);
    }
}

#[tokio::test]
async fn among_many_cookies_ours_counts() {
    let app = TestApp::start(Backend::Sqlite).await;
    let cookie = app.sign_in_as(Role::Analyst).await;
    let (name, secret) = cookie.split_once('=').unwrap();
    let crowd = |cookie: &str| {
        let mut all: Vec<String> = (0..2_000).map(|number| format!("other{number}={number}")).collect();
        all.insert(1_000, cookie.to_owned());
        all.join("; ")
    };
    for (lines, is_signed_in) in [
        (vec![cookie.clone()], true),
        (vec![crowd(&cookie)], true),
        (vec![crowd("a=b"), cookie.clone(), crowd("a=b")], true),
        (vec![crowd("a=b")], false),
        (vec![format!("=; ;;, a; \"b; c=\"; {cookie};;")], true),
        (vec![format!("other=\u{e9}\u{fc}; {cookie}")], true),
        (vec![format!("{}={secret}", name.to_lowercase())], false),
        (vec![format!("naklank={secret}")], false),
        (vec![format!("other{name}={secret}")], false),
        // One of ours that another site has set beside the right one.
        (vec![format!("{cookie}; {cookie}")], true),
        (vec![format!("{cookie}; {name}=other")], false),
        (vec![format!("{name}=other; {cookie}")], false),
        (vec![format!("{name}=; {cookie}")], false),
        (vec![cookie.clone(), format!("{name}=other")], false),
    ] {
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let answer = app.send(with_cookies(&lines)).await;
        let expected = if is_signed_in { StatusCode::OK } else { StatusCode::SEE_OTHER };
        assert_eq!(answer.status, expected, "{:.200}", lines.join("\n"));
    }
}

/// Over HTTPS no other host can set or read them, and over plain HTTP, as on a trial installation, they work at all.
#[tokio::test]
async fn cookies_are_as_strict_as_the_address_allows() {
    for (public_url, prefix, is_secure) in [(OWN, "__Host-", true), ("http://127.0.0.1:8080", "", false)] {
        let app = TestApp::start_with(Backend::Sqlite, &[("http.public_url", public_url)]).await;
        let link = app.add_user("analist@example.org", Role::Analyst).await;
        let opened = app.post_form(&link, "password=een+lang+wachtwoord").await;
        let session = opened.header("set-cookie").split(';').next().unwrap().to_owned();
        let left = app.post_as(&session, "/sign-out", "").await;
        let mut names = Vec::new();
        for cookie in opened.headers.get_all("set-cookie").iter().chain(left.headers.get_all("set-cookie")) {
            let cookie = cookie.to_str().unwrap();
            let attributes: Vec<&str> = cookie.split("; ").skip(1).collect();
            for needed in ["HttpOnly", "SameSite=Lax", "Path=/"] {
                assert!(attributes.contains(&needed), "{cookie}");
            }
            assert_eq!(attributes.contains(&"Secure"), is_secure, "{cookie}");
            assert!(!cookie.contains("Domain"), "of this host alone: {cookie}");
            let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
            assert!(name.len() + value.len() <= 4_096, "{cookie}");
            names.push(name.to_owned());
        }
        assert_eq!(names, ["naklank", "naklank-browser", "naklank"].map(|name| format!("{prefix}{name}")));
        assert!(left.header("set-cookie").contains("Max-Age=0"), "{left:?}");
        assert_eq!(opened.headers.contains_key("strict-transport-security"), is_secure);
    }
}

/// Pages, redirects, files, errors: whatever is answered.
#[tokio::test]
async fn every_kind_of_response_has_the_headers_that_protect_it() {
    let folder = tempfile::TempDir::new().unwrap();
    let logo = folder.path().join("logo.svg");
    std::fs::write(&logo, "<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>").unwrap();
    let settings = [("organisation.logo_file", logo.to_str().unwrap()), ("http.rate_per_address", "5/min")];
    let app = TestApp::start_with(Backend::Sqlite, &settings).await;
    let link = app.invite("K-1").await;
    let cookie = app.sign_in_as(Role::Analyst).await;
    for _ in 0..5 {
        app.get_from("192.0.2.1", None, "/privacy").await;
    }
    let foreign =
        Request::post("/sign-out").header("sec-fetch-site", "cross-site").body(Body::empty()).unwrap();
    let trace = Request::builder().method(Method::TRACE).uri("/").body(Body::empty()).unwrap();
    let csv = Request::get("/api/v1/nps")
        .header("authorization", format!("Bearer {}", app.key))
        .header("accept", "text/csv");
    let answers = [
        ("page", 200, app.get_as(&cookie, "/compare").await),
        ("survey", 200, app.get(&link).await),
        ("redirect", 303, app.get("/compare").await),
        ("broken path", 400, app.get("/norms/%zz").await),
        ("foreign post", 403, app.send(foreign).await),
        ("forbidden", 403, app.get_as(&cookie, "/follow-ups").await),
        ("not found", 404, app.get("/nowhere").await),
        ("method", 405, app.send(trace).await),
        ("gone", 410, app.get("/sign-in/unknown").await),
        ("too large", 413, app.post_as(&cookie, "/signals/changes", &"x".repeat(300_000)).await),
        ("refused form", 422, app.post_as(&cookie, "/signals/changes", "day=x").await),
        ("too many", 429, app.get_from("192.0.2.1", None, "/privacy").await),
        ("API", 200, app.api(Method::GET, "/api/v1/nps", Body::empty()).await),
        ("API without a key", 401, app.get("/api/v1/nps").await),
        ("API file", 200, app.send(csv.body(Body::empty()).unwrap()).await),
        ("description", 200, app.get("/api/openapi.json").await),
        ("export", 200, app.get_as(&cookie, "/export").await),
        ("health", 200, app.get("/healthz").await),
        ("metrics", 200, app.get("/metrics").await),
        ("style", 200, app.get("/style.css").await),
        ("script", 200, app.get("/draft.js").await),
        ("logo", 200, app.get("/logo").await),
        ("icon", 204, app.get("/favicon.ico").await),
    ];
    for (kind, status, answer) in &answers {
        assert_eq!(answer.status.as_u16(), *status, "{kind}: {answer:?}");
        let policy = answer.header("content-security-policy");
        for part in ["default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"] {
            assert!(policy.contains(part), "{kind}: {policy}");
        }
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
            ("strict-transport-security", "max-age=31536000; includeSubDomains"),
        ] {
            assert_eq!(answer.header(name), value, "{kind}: {name}");
        }
        assert!(["no-referrer", "strict-origin"].contains(&answer.header("referrer-policy")), "{kind}");
        let is_static = ["style", "script", "logo", "icon"].contains(kind);
        assert_eq!(answer.header("cache-control") == "no-store", !is_static, "{kind}: {answer:?}");
        let media_type = answer.header("content-type");
        let needs_charset = media_type.starts_with("text/");
        assert!(answer.body.is_empty() || !media_type.is_empty(), "{kind}");
        assert!(!needs_charset || media_type.ends_with("charset=utf-8"), "{kind}: {media_type}");
        let shares = answer.headers.keys().any(|name| name.as_str().starts_with("access-control-"));
        assert!(!shares, "nothing is for pages of other origins: {kind}");
    }
}

/// A method that echoes, tunnels or is unknown finds nothing, and what was sent with it does not come back.
#[tokio::test]
async fn methods_that_no_path_takes_are_refused() {
    let app = TestApp::start(Backend::Sqlite).await;
    for path in ["/", "/sign-in", "/sign-out", "/themes", "/s/unknown", "/api/v1/nps", "/healthz", "/nowhere"]
    {
        for method in ["TRACE", "CONNECT", "OPTIONS", "PATCH", "DELETE", "PROPFIND", "TRACK", "DEBUG"] {
            let request =
                Request::builder().method(method).uri(path).header("cookie", "__Host-naklank=secret-of-mine");
            let answer = app.send(request.body(Body::from("secret-of-mine")).unwrap()).await;
            let refusals = [StatusCode::METHOD_NOT_ALLOWED, StatusCode::NOT_FOUND];
            assert!(refusals.contains(&answer.status), "{method} {path}: {answer:?}");
            assert!(!answer.body.contains("secret-of-mine"), "{method} {path}");
        }
    }
}
