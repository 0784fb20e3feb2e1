//! Where everything is kept.

use std::net::IpAddr;
use std::path::Path;

use percent_encoding::percent_decode_str;
use secrecy::SecretString;
use url::Url;

use crate::config::settings::section::section;
use crate::config::settings::setting::default;

section! {
    /// The database.
    "database" => DatabaseConfig {
        /// `sqlite:FILE`, or `postgres://user:password@host/name`, also with `?sslmode=verify-full&sslrootcert=FILE` for a
        /// certificate of your own authority and `?options=-c%20search_path%3DSCHEMA` for a schema of that name.
        url: SecretString = default("sqlite:data/naklank.db", database_url).secret(),
    }
}

/// What the address of a server looks like, also where its password is taken for something else.
const LIKE: &str = "must be like postgres://user:password@host/name, where #, /, ? and @ in a password are written \
                    %23, %2F, %3F and %40";

/// Parts after the `?` that take any text; of others the driver would log name and value, which may be a password.
const PARAMETERS: [&str; 13] = [
    "sslrootcert",
    "ssl-root-cert",
    "ssl-ca",
    "sslcert",
    "ssl-cert",
    "sslkey",
    "ssl-key",
    "host",
    "dbname",
    "user",
    "password",
    "application_name",
    "options",
];

const SSL_MODES: [&str; 6] = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"];

/// The address of a database. It may contain a password, so no message repeats it.
fn database_url(text: &str) -> Result<SecretString, String> {
    if let Some(path) = text.strip_prefix("sqlite:") {
        return check_file(path).map(|()| SecretString::from(text));
    }
    let is_known = ["postgres:", "postgresql:"].iter().any(|scheme| text.starts_with(scheme));
    if !is_known {
        return Err("must begin with sqlite: or postgres:".to_owned());
    }
    let url = Url::parse(text).map_err(|_| LIKE)?;
    check_parts(&url)?;
    url.query_pairs().try_for_each(|(name, value)| check_parameter(&name, &value))?;
    Ok(SecretString::from(text))
}

/// Refuses what is no file that can be there or be made.
fn check_file(path: &str) -> Result<(), String> {
    // An in-memory database or a parameter would be taken for a file name.
    if path.is_empty() || path.starts_with(':') || path.contains('?') {
        return Err("must name a file, such as sqlite:data/naklank.db".to_owned());
    }
    let path = path.strip_prefix("//").unwrap_or(path);
    if path.ends_with('/') || Path::new(path).is_dir() {
        return Err("must name a file and not a directory, such as sqlite:data/naklank.db".to_owned());
    }
    Ok(())
}

/// Refuses what begins or ends early because of a sign in its password, and what is no text.
fn check_parts(url: &Url) -> Result<(), String> {
    let name = url.path().trim_start_matches('/');
    if url.fragment().is_some() || name.contains(['/', '@']) {
        return Err(LIKE.to_owned());
    }
    let parts =
        [url.host_str().unwrap_or_default(), url.username(), url.password().unwrap_or_default(), name];
    let is_text = parts.iter().all(|part| percent_decode_str(part).decode_utf8().is_ok());
    if is_text { Ok(()) } else { Err("must hold UTF-8 text where it has %".to_owned()) }
}

fn check_parameter(name: &str, value: &str) -> Result<(), String> {
    let is_sound = match name {
        "sslmode" | "ssl-mode" => {
            if SSL_MODES.contains(&value.to_ascii_lowercase().as_str()) {
                return Ok(());
            }
            return Err(format!("must say sslmode= with one of {}", SSL_MODES.join(", ")));
        }
        "port" => value.parse::<u16>().is_ok(),
        "hostaddr" => value.parse::<IpAddr>().is_ok(),
        "statement-cache-capacity" => value.parse::<usize>().is_ok(),
        _ => PARAMETERS.contains(&name) || (name.starts_with("options[") && name.ends_with(']')),
    };
    // Which one is not repeated: it may be the rest of a password with a question mark.
    let wrong = "has a part after the ? that is unknown or wrong; known are sslmode, sslrootcert, sslcert, sslkey, host, \
                 hostaddr, port, dbname, user, password, application_name, options and statement-cache-capacity";
    if is_sound { Ok(()) } else { Err(wrong.to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_taken_as_the_driver_reads_it() {
        for good in [
            "sqlite:data/naklank.db",
            "postgres://user:password@host/name",
            "postgresql://user:p%40ss%23@host:5432/name?sslmode=verify-full&sslrootcert=/etc/root.crt",
            "postgres://user@host/name?options=-c%20search_path%3Dnaklank",
            "postgres://user@host/name?options[search_path]=naklank&application_name=x",
            "postgres://%2Frun%2Fpostgresql/name",
            "postgres:///name?host=/run/postgresql&user=naklank",
            "postgres://[::1]:5433/name?sslmode=Require&statement-cache-capacity=10&port=5432&hostaddr=::1",
        ] {
            assert!(database_url(good).is_ok(), "{good}");
        }
    }

    #[test]
    fn a_directory_is_no_database() {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().display();
        for wrong in [
            format!("sqlite:{path}"),
            format!("sqlite:{path}/new/"),
            "sqlite:.".to_owned(),
            "sqlite:a/".to_owned(),
        ] {
            assert!(database_url(&wrong).unwrap_err().contains("not a directory"), "{wrong}");
        }
        assert!(database_url(&format!("sqlite:{path}/naklank.db")).is_ok());
        assert!(database_url(&format!("sqlite://{path}/naklank.db")).is_ok());
        for wrong in ["sqlite:", "sqlite::memory:", "sqlite:a?mode=ro"] {
            assert!(database_url(wrong).unwrap_err().starts_with("must name a file, such as"), "{wrong}");
        }
    }

    /// What the driver would log, connect to, or refuse only later.
    #[test]
    fn a_password_with_a_sign_in_it_is_refused_and_not_repeated() {
        for wrong in [
            "postgres://u:12?s3cret@h/db",
            "postgres://u:12/s3cret@h/db",
            "postgres://u:12#s3cret@h/db",
            "postgres://u:ab#s3cret@h/db",
            "postgres://u:ab/s3cret@h/db",
            "postgres://u:ab?s3cret@h/db",
            "postgres://u@h/db?passwrd=s3cret",
            "postgres://u:s3cret@h/db#x",
            "postgres://u:s3cret@h:70000/db",
            "postgres://u:s3cret@h:/db?port=s3cret",
            "postgres://u:s3cret@h/db?sslmode=s3cret",
            "postgres://u:s3cret@h/db?hostaddr=s3cret",
            "postgres://u:s3cret@h/db?statement-cache-capacity=s3cret",
            "postgres://u:s3cret%ff@h/db",
        ] {
            let said = database_url(wrong).unwrap_err();
            assert!(!said.contains("s3cret"), "{wrong}: {said}");
        }
    }
}
