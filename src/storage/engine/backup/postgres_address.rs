//! The address of a PostgreSQL database as PostgreSQL's own tools take it: in the environment, so that no password stands in
//! the list of processes.
//!
//! The rule: the tools connect to the same server, database and schema as the program does.

use url::Url;

use crate::storage::StorageError;

/// An address that was taken apart.
pub struct PostgresAddress(Url);

impl PostgresAddress {
    /// # Errors
    /// It is no address.
    pub fn parse(address: &str) -> Result<Self, StorageError> {
        Url::parse(address).map(Self).map_err(|_| StorageError::Address("postgres".to_owned()))
    }

    /// The variables that PostgreSQL's tools read.
    pub fn environment(&self) -> Vec<(&'static str, String)> {
        let mut variables = Vec::new();
        let mut set = |name: &'static str, value: Option<String>| {
            variables.extend(value.filter(|value| !value.is_empty()).map(|value| (name, value)));
        };
        set("PGHOST", self.0.host_str().map(decoded));
        set("PGPORT", self.0.port().map(|port| port.to_string()));
        set("PGUSER", Some(decoded(self.0.username())));
        set("PGPASSWORD", self.0.password().map(decoded));
        set("PGDATABASE", Some(decoded(self.0.path().trim_start_matches('/'))));
        let mut options = Vec::new();
        for (key, value) in self.0.query_pairs() {
            let name = match &*key {
                "host" | "hostaddr" => "PGHOST",
                "port" => "PGPORT",
                "user" => "PGUSER",
                "password" => "PGPASSWORD",
                "dbname" => "PGDATABASE",
                "sslmode" | "ssl-mode" => "PGSSLMODE",
                "sslrootcert" | "ssl-root-cert" | "ssl-ca" => "PGSSLROOTCERT",
                "sslcert" | "ssl-cert" => "PGSSLCERT",
                "sslkey" | "ssl-key" => "PGSSLKEY",
                "options" => {
                    options.push(value.into_owned());
                    continue;
                }
                other => {
                    let setting = other.strip_prefix("options[").and_then(|rest| rest.strip_suffix(']'));
                    options.extend(setting.map(|setting| format!("-c {setting}={value}")));
                    continue;
                }
            };
            set(name, Some(value.into_owned()));
        }
        set("PGOPTIONS", Some(options.join(" ")));
        variables
    }

    /// The name of the database, which the tools also take as an argument; empty if the address names none.
    pub fn database(&self) -> String {
        let found = self.environment().into_iter().rev().find(|(name, _)| *name == "PGDATABASE");
        found.map(|(_, value)| value).unwrap_or_default()
    }

    /// The same server and settings with another database.
    pub fn with_database(&self, name: &str) -> String {
        let mut url = self.0.clone();
        let kept: Vec<(String, String)> = url
            .query_pairs()
            .filter(|(key, _)| key != "dbname")
            .map(|(key, value)| (key.into_owned(), value.into_owned()))
            .collect();
        url.set_path(name);
        url.set_query(None);
        if !kept.is_empty() {
            // `+` for a blank would reach the server as it stands.
            let pairs: Vec<String> =
                kept.iter().map(|(key, value)| format!("{}={}", encoded(key), encoded(value))).collect();
            url.set_query(Some(&pairs.join("&")));
        }
        url.to_string()
    }
}

fn decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned()
}

fn encoded(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(address: &str) -> Vec<(&'static str, String)> {
        PostgresAddress::parse(address).unwrap().environment()
    }

    #[test]
    fn the_tools_connect_as_the_program_does() {
        let all = environment(
            "postgres://naklank:p%40ss@db.example.org:5433/nps?sslmode=verify-full&sslrootcert=root.crt&options=-c%20search_path%3Dorg_01&application_name=x",
        );
        let expected = [
            ("PGHOST", "db.example.org"),
            ("PGPORT", "5433"),
            ("PGUSER", "naklank"),
            ("PGPASSWORD", "p@ss"),
            ("PGDATABASE", "nps"),
            ("PGSSLMODE", "verify-full"),
            ("PGSSLROOTCERT", "root.crt"),
            ("PGOPTIONS", "-c search_path=org_01"),
        ];
        assert_eq!(all, expected.map(|(name, value)| (name, value.to_owned())));
        assert!(environment("postgres://%2Frun%2Fpg/nps").contains(&("PGHOST", "/run/pg".to_owned())));
        assert!(
            environment("postgres://a/b?options[search_path]=c")
                .contains(&("PGOPTIONS", "-c search_path=c".to_owned()))
        );
    }

    #[test]
    fn another_database_keeps_server_and_schema() {
        let address =
            PostgresAddress::parse("postgres://a:b@c:1/d?dbname=e&options=-c%20search_path%3Df").unwrap();
        assert_eq!(address.database(), "e");
        let other = PostgresAddress::parse(&address.with_database("scratch")).unwrap();
        assert_eq!(other.database(), "scratch");
        assert!(other.environment().contains(&("PGOPTIONS", "-c search_path=f".to_owned())));
        assert!(other.environment().contains(&("PGPASSWORD", "b".to_owned())));
    }
}
