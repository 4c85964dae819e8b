//! Which part a crate plays in a backend, and which words are names of crates wherever they stand.
//!
//! A table, because nothing in a manifest says it. A crate that is missing here is told among the others, no more.

/// A part that crates play.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    Runtime,
    Http,
    Client,
    Rpc,
    Database,
    Cache,
    Broker,
    Storage,
    Mail,
    Serialization,
    Errors,
    Telemetry,
    Security,
    Configuration,
    CommandLine,
    Concurrency,
    Time,
    Testing,
}

impl Role {
    /// What it is called.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Runtime => "async runtime",
            Self::Http => "HTTP",
            Self::Client => "HTTP client",
            Self::Rpc => "RPC and APIs",
            Self::Database => "database",
            Self::Cache => "cache",
            Self::Broker => "message broker",
            Self::Storage => "object storage and cloud",
            Self::Mail => "mail",
            Self::Serialization => "serialization",
            Self::Errors => "errors",
            Self::Telemetry => "logs, traces and metrics",
            Self::Security => "security",
            Self::Configuration => "configuration",
            Self::CommandLine => "command line",
            Self::Concurrency => "concurrency",
            Self::Time => "time",
            Self::Testing => "testing",
        }
    }

    /// Whether a design rests on what plays it.
    pub(super) fn is_of_design(self) -> bool {
        self.is_outside()
            || matches!(
                self,
                Self::Runtime | Self::Http | Self::Errors | Self::Telemetry
            )
    }

    /// Whether what plays it speaks to another system.
    pub(super) fn is_outside(self) -> bool {
        matches!(
            self,
            Self::Client
                | Self::Rpc
                | Self::Database
                | Self::Cache
                | Self::Broker
                | Self::Storage
                | Self::Mail
        )
    }
}

/// The crates of each part. Those behind `|` are words of English or names of other things as well: in prose they mean the crate
/// only in backticks.
const ROLES: [(Role, &str); 18] = [
    (
        Role::Runtime,
        "tokio async-std glommio monoio tokio-util async-trait | smol futures futures-util",
    ),
    (
        Role::Http,
        "axum actix-web axum-extra axum-server rocket_contrib ntex tower-http actix-cors actix-session actix-files tower-sessions | salvo rocket warp poem tide hyper tower http gotham hyper-util",
    ),
    (
        Role::Client,
        "reqwest ureq isahc awc reqwest-middleware | surf",
    ),
    (
        Role::Rpc,
        "tonic async-graphql jsonrpsee utoipa utoipa-axum utoipa-swagger-ui tonic-build prost-build poem-openapi | prost juniper aide tarpc schemars",
    ),
    (
        Role::Database,
        "sqlx diesel diesel-async sea-orm seaorm rusqlite tokio-postgres postgres-types deadpool-postgres deadpool-diesel bb8 bb8-postgres r2d2 r2d2_sqlite diesel_migrations rocksdb libsql heed redb sea-query clickhouse-rs mysql_async | refinery sled scylla elasticsearch postgres mongodb mysql deadpool clickhouse surrealdb",
    ),
    (
        Role::Cache,
        "deadpool-redis bb8-redis | moka lru redis fred cached quick_cache memcache",
    ),
    (
        Role::Broker,
        "rdkafka lapin async-nats rumqttc amqprs rskafka sqlxmq | apalis nats pulsar",
    ),
    (
        Role::Storage,
        "aws-sdk-s3 aws-config aws-sdk-sqs aws-sdk-dynamodb object_store rust-s3 aws-credential-types google-cloud-storage azure_storage | opendal minio kube k8s-openapi",
    ),
    (Role::Mail, "lettre mail-send aws-sdk-ses |"),
    (
        Role::Serialization,
        "serde serde_json serde_yaml serde_with serde_qs serde_urlencoded bincode rmp-serde ciborium bytemuck rkyv simd-json serde_repr quick-xml | toml csv postcard",
    ),
    (
        Role::Errors,
        "thiserror anyhow eyre color-eyre snafu miette | failure",
    ),
    (
        Role::Telemetry,
        "tracing-subscriber tracing-opentelemetry tracing-actix-web tracing-bunyan-formatter env_logger opentelemetry-otlp opentelemetry_sdk prometheus-client metrics-exporter-prometheus log4rs tracing-log tracing-appender | opentelemetry fern tracing log metrics prometheus sentry slog",
    ),
    (
        Role::Security,
        "rustls jsonwebtoken webauthn-rs openidconnect native-tls aws-lc-rs actix-web-httpauth totp-rs zeroize password-hash hmac sha2 ed25519-dalek | argon2 ring secrecy openssl casbin bcrypt oauth2 scrypt cookie",
    ),
    (
        Role::Configuration,
        "dotenvy dotenv envy twelf | figment config",
    ),
    (
        Role::CommandLine,
        "clap structopt argh clap_complete | pico-args",
    ),
    (
        Role::Concurrency,
        "dashmap parking_lot crossbeam crossbeam-channel rayon arc-swap kanal tokio-stream | flume governor backoff",
    ),
    (
        Role::Time,
        "chrono chrono-tz jiff tokio-cron-scheduler | time cron",
    ),
    (
        Role::Testing,
        "proptest quickcheck mockall wiremock testcontainers rstest assert_cmd httpmock trybuild axum-test serial_test tokio-test mockito test-case testcontainers-modules pretty_assertions | insta criterion divan loom claims fake tempfile goldenfile arbitrary",
    ),
];

/// The part that a package plays.
pub(super) fn role(package: &str) -> Option<Role> {
    let plays = |names: &&str| names.split([' ', '|']).any(|name| name == package);
    let found = ROLES.iter().find(|(_, names)| plays(names));
    found.map(|(role, _)| *role)
}

/// The words of prose that can only be crates.
pub(super) fn plain_names() -> impl Iterator<Item = &'static str> {
    let plain = ROLES
        .iter()
        .filter_map(|(_, names)| names.split('|').next());
    plain.flat_map(str::split_whitespace)
}

/// All names of the table.
pub(super) fn all_names() -> impl Iterator<Item = &'static str> {
    ROLES
        .iter()
        .flat_map(|(_, names)| names.split([' ', '|']))
        .filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_crate_plays_two_parts() {
        let mut seen = std::collections::BTreeSet::new();
        for name in all_names() {
            assert!(seen.insert(name), "{name}");
        }
        assert_eq!(role("hyper"), Some(Role::Http));
        let plain: Vec<&str> = plain_names().collect();
        assert!(plain.contains(&"sqlx") && !plain.contains(&"hyper"));
    }
}
