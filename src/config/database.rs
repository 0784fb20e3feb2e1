//! Where everything is kept.

use secrecy::SecretString;

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

/// The address of a database. It may contain a password, so no message repeats it.
fn database_url(text: &str) -> Result<SecretString, String> {
    if let Some(path) = text.strip_prefix("sqlite:") {
        // An in-memory database or a parameter would be taken for a file name.
        let is_path = !path.is_empty() && !path.starts_with(':') && !path.contains('?');
        return if is_path {
            Ok(SecretString::from(text))
        } else {
            Err("must name a file, such as sqlite:data/naklank.db".to_owned())
        };
    }
    let is_known = ["postgres:", "postgresql:"].iter().any(|scheme| text.starts_with(scheme));
    if is_known {
        Ok(SecretString::from(text))
    } else {
        Err("must begin with sqlite: or postgres:".to_owned())
    }
}
