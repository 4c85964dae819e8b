//! How two entries stand to each other: whether they say the same, or cannot both be true.
//!
//! An entry that is wrong is to be corrected where it stands, so a contradiction has to be noticed; and a note that was right must not be
//! lost, so it has to be certain. Four things are taken for one: the same words with another number, the same words once denied, the same
//! key with another value, and the same subject with another choice *of the same kind* ([`KINDS`]). Everything else is taken for two
//! things that are both true.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use crate::words::{Claim, HABITS, stem};

/// How a new entry stands to an old one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Relation {
    /// It says nothing else.
    Same,
    /// Both cannot be true.
    Contradicts,
    /// It says something else.
    Other,
}

/// Things of which there is one for one purpose. Of the first group a project has one, whatever the purpose.
const KINDS: [(bool, &[&str]); 24] = [
    (
        true,
        &[
            "axum",
            "actix-web",
            "actix",
            "rocket",
            "warp",
            "poem",
            "tide",
            "salvo",
            "ntex",
        ],
    ),
    (true, &["tokio", "async-std", "smol", "glommio", "monoio"]),
    (true, &["bun", "npm", "pnpm", "yarn"]),
    (true, &["tab", "space"]),
    (true, &["merge", "rebase", "squash"]),
    (true, &["nextest", "libtest"]),
    (true, &["github", "gitlab", "bitbucket", "gitea", "forgejo"]),
    (true, &["jemalloc", "mimalloc", "snmalloc"]),
    (true, &["make", "just", "cargo-make", "xtask"]),
    (
        false,
        &[
            "sqlx",
            "diesel",
            "sea-orm",
            "seaorm",
            "tokio-postgres",
            "rusqlite",
        ],
    ),
    (
        false,
        &[
            "postgres",
            "mysql",
            "mariadb",
            "sqlite",
            "mongodb",
            "cassandra",
            "dynamodb",
            "cockroachdb",
            "clickhouse",
            "redis",
            "memcached",
            "valkey",
            "dragonfly",
            "memory",
            "s3",
            "minio",
            "disk",
        ],
    ),
    (
        false,
        &[
            "kafka", "nats", "rabbitmq", "redpanda", "pulsar", "sqs", "redis",
        ],
    ),
    (false, &["rest", "grpc", "graphql", "soap"]),
    (
        false,
        &[
            "json",
            "protobuf",
            "msgpack",
            "messagepack",
            "bincode",
            "cbor",
            "postcard",
            "avro",
        ],
    ),
    (false, &["tracing", "log", "slog", "log4rs"]),
    (false, &["thiserror", "anyhow", "eyre", "snafu"]),
    (false, &["jwt", "cookie", "paseto"]),
    (
        false,
        &[
            "monday",
            "tuesday",
            "wednesday",
            "thursday",
            "friday",
            "saturday",
            "sunday",
        ],
    ),
    (false, &["main", "master", "develop", "trunk"]),
    (
        false,
        &["aws", "gcp", "azure", "hetzner", "fly", "render", "heroku"],
    ),
    (
        false,
        &["kubernetes", "nomad", "ecs", "systemd", "docker-compose"],
    ),
    (false, &["uuid", "ulid", "snowflake", "serial", "bigint"]),
    (false, &["argon2", "argon2id", "bcrypt", "scrypt", "pbkdf2"]),
    (false, &["rustls", "openssl", "native-tls"]),
];

/// How `new` stands to `old`.
pub(crate) fn relation(new: &Claim, old: &Claim) -> Relation {
    let (a, b) = (new.set(), old.set());
    if a.is_empty() || b.is_empty() {
        return Relation::Other;
    }
    let contradicts = |yes: bool| {
        if yes {
            Relation::Contradicts
        } else {
            Relation::Other
        }
    };
    if a == b {
        let same = new.denied == old.denied && new.values == old.values;
        return if same {
            Relation::Same
        } else {
            Relation::Contradicts
        };
    }
    if new.key.is_some() && new.key == old.key {
        return Relation::Contradicts;
    }
    let shared: Vec<&str> = a
        .intersection(&b)
        .copied()
        .filter(|word| !is_habit(word))
        .collect();
    // "We use NATS, not Kafka" speaks against "events go through Kafka" when that is all it says, or they share what it is for.
    let rejected = b.iter().any(|word| new.against.contains(*word));
    if rejected && !old.denied {
        let rest = b
            .iter()
            .filter(|word| !is_habit(word) && !new.against.contains(**word))
            .count();
        return contradicts(rest == 0 || !shared.is_empty());
    }
    if new.denied != old.denied {
        // Only the verb differs: "never use unwrap", "unwrap is used".
        let (a, b) = (without_habits(&a), without_habits(&b));
        return contradicts(!a.is_empty() && a == b);
    }
    let only = |one: &BTreeSet<&str>, other: &BTreeSet<&str>| -> Vec<String> {
        let only = one.difference(other).filter(|word| !is_habit(word));
        only.map(|word| (*word).to_owned()).collect()
    };
    let (mine, theirs) = (only(&a, &b), only(&b, &a));
    let ([mine], [theirs]) = (mine.as_slice(), theirs.as_slice()) else {
        return Relation::Other;
    };
    let is_path = |word: &str| word.contains('/');
    let kind = kinds(mine).find(|kind| kinds(theirs).any(|other| other == *kind));
    let one_of_a_kind = kind.is_some() || is_path(mine) && is_path(theirs);
    let is_subject = |word: &str| word == mine || word == theirs;
    // The same subject is spoken of, and it is not what differs; or there is one in a project.
    let subject = [new, old].map(|claim| claim.words.iter().find(|word| !is_habit(word)));
    let same_subject = !shared.is_empty()
        && (subject[0] == subject[1] || subject.iter().flatten().all(|word| is_subject(word)));
    let whole = shared.is_empty() && kind.is_some_and(|kind| KINDS[kind].0);
    contradicts(one_of_a_kind && (same_subject || whole))
}

/// The stems of [`KINDS`], with the places of their kinds.
static STEMS: LazyLock<BTreeMap<String, Vec<usize>>> = LazyLock::new(|| {
    let mut stems: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (kind, (_, names)) in KINDS.iter().enumerate() {
        for name in *names {
            stems.entry(stem(name)).or_default().push(kind);
        }
    }
    stems
});

/// The kinds that a stem belongs to.
fn kinds(word: &str) -> impl Iterator<Item = usize> + use<> {
    STEMS.get(word).cloned().unwrap_or_default().into_iter()
}

/// The other things of its kind, where a project has one of the kind.
pub(crate) fn rivals(word: &str) -> Vec<String> {
    let whole = kinds(word).filter(|kind| KINDS[*kind].0);
    whole
        .flat_map(|kind| KINDS[kind].1.iter().map(|name| stem(name)))
        .collect()
}

fn is_habit(word: &str) -> bool {
    HABITS.contains(&word)
}

fn without_habits<'a>(words: &BTreeSet<&'a str>) -> Vec<&'a str> {
    words
        .iter()
        .copied()
        .filter(|word| !is_habit(word))
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn between(new: &str, old: &str) -> Relation {
        relation(&Claim::of(new), &Claim::of(old))
    }

    #[test]
    fn what_cannot_both_be_true_is_told_from_what_can() {
        for (new, old) in [
            ("We use axum 0.8", "we use `axum` 0.7"),
            (
                "Sessions are kept in Postgres",
                "Sessions are kept in Redis because it is fast",
            ),
            ("Never use unwrap in handlers", "Use unwrap in handlers"),
            ("We use actix-web", "We use axum"),
            ("Test runner: cargo nextest", "Test runner: cargo test"),
            (
                "Use NATS instead of Kafka for events",
                "Events go through Kafka",
            ),
            ("We chose NATS over Kafka", "We use Kafka"),
            ("We no longer use Kafka", "We use Kafka"),
            (
                "Migrations live in db/migrations",
                "Migrations live in crates/store/migrations",
            ),
            ("Deploys happen on Tuesday", "Deploys happen on Friday"),
            ("Use Postgres for sessions", "Use Redis for sessions"),
            ("The request timeout is 10s", "The request timeout is 5s"),
            (
                "Always squash before merging",
                "Never squash before merging",
            ),
            ("Indent with tabs", "Indent with spaces"),
        ] {
            assert_eq!(
                between(new, old),
                Relation::Contradicts,
                "{new:?} against {old:?}"
            );
        }
        for (new, old) in [
            ("We use axum 0.8", "We use axum 0.8 because of extractors."),
            ("Never auto-commit.", "never auto-commit"),
            ("The sessions live in Postgres", "Sessions live in Postgres"),
        ] {
            assert_eq!(between(new, old), Relation::Same, "{new:?} against {old:?}");
        }
        for (new, old) in [
            ("We use axum", "We use sqlx"),
            ("We use Redis", "We use Postgres"),
            ("Carts are kept in Redis", "Sessions are kept in Redis"),
            ("Carts are kept in Postgres", "Sessions are kept in Redis"),
            ("Use Redis for carts", "Use Postgres for sessions"),
            (
                "Errors in handlers are `ApiError`",
                "Errors in workers are `JobError`",
            ),
            ("Never use unwrap in handlers", "Unwrap is fine in tests"),
            ("The request timeout is 10s", "The connect timeout is 5s"),
            (
                "Sessions expire after logout",
                "Sessions expire after a day without use",
            ),
            ("Deploys need two approvals", "Deploys happen on Friday"),
            (
                "Chose NATS over Kafka for events",
                "Kafka carries the audit trail",
            ),
            (
                "thiserror in libraries, anyhow in binaries",
                "anyhow is not used in libraries",
            ),
            ("", "a"),
        ] {
            assert_eq!(
                between(new, old),
                Relation::Other,
                "{new:?} against {old:?}"
            );
        }
    }

    proptest! {
        /// An entry never contradicts itself, whatever it says.
        #[test]
        fn it_says_what_it_says(text in "[A-Za-z0-9 .,:/'-]{1,60}") {
            prop_assert_ne!(between(&text, &text), Relation::Contradicts);
        }
    }
}
