//! What must never be written into a memory: keys, tokens, passwords, private keys.
//!
//! Three ways to notice one. A known shape: the prefix that its issuer gives it. An assignment: something called a password or a token, and a
//! value behind it that is not a placeholder. Chance: a long run of characters without any word in it, which is what a generator makes
//! and no person types. It does not ask anybody whether a key is valid. A reference such as `$DATABASE_URL` is no secret.

/// What a text gives away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Secret {
    /// What it is, with its article.
    pub what: &'static str,
    /// Where in the text it begins, in bytes. The text itself is repeated nowhere.
    pub at: usize,
}

/// A prefix, how many characters of a token follow it at least, and what it then is.
type Shape = (&'static str, usize, &'static str);

/// From the documentation of who issues them.
const SHAPES: [Shape; 34] = [
    ("AKIA", 16, "an AWS access key"),
    ("ASIA", 16, "an AWS access key"),
    ("ghp_", 20, "a GitHub token"),
    ("gho_", 20, "a GitHub token"),
    ("ghu_", 20, "a GitHub token"),
    ("ghs_", 20, "a GitHub token"),
    ("ghr_", 20, "a GitHub token"),
    ("github_pat_", 20, "a GitHub token"),
    ("glpat-", 16, "a GitLab token"),
    ("xoxb-", 10, "a Slack token"),
    ("xoxp-", 10, "a Slack token"),
    ("xoxa-", 10, "a Slack token"),
    ("xapp-", 10, "a Slack token"),
    ("sk-ant-", 10, "an Anthropic key"),
    ("sk-proj-", 10, "an OpenAI key"),
    ("sk-", 24, "an API key"),
    ("sk_live_", 10, "a Stripe key"),
    ("rk_live_", 10, "a Stripe key"),
    ("sk_test_", 10, "a Stripe key"),
    ("whsec_", 10, "a webhook secret"),
    ("AIza", 30, "a Google key"),
    ("ya29.", 20, "a Google token"),
    ("npm_", 30, "an npm token"),
    ("pypi-", 30, "a PyPI token"),
    ("cio", 32, "a crates.io token"),
    ("hf_", 20, "a Hugging Face token"),
    ("SG.", 30, "a SendGrid key"),
    ("dop_v1_", 30, "a DigitalOcean token"),
    ("dckr_pat_", 16, "a Docker token"),
    ("AGE-SECRET-KEY-", 20, "an age key"),
    ("hvs.", 20, "a Vault token"),
    ("lin_api_", 20, "a Linear key"),
    ("eyJ", 60, "a JSON web token"),
    ("AccountKey=", 20, "an Azure key"),
];

/// What a thing is called whose value is a secret, as the last words of its name.
const NAMES: [&str; 13] = [
    "password",
    "passwd",
    "pwd",
    "passphrase",
    "secret",
    "token",
    "api_key",
    "apikey",
    "access_key",
    "private_key",
    "secret_key",
    "client_secret",
    "auth_token",
];

/// Values that stand for one.
const PLACEHOLDERS: [&str; 15] = [
    "example",
    "changeme",
    "placeholder",
    "redacted",
    "secret",
    "password",
    "token",
    "required",
    "optional",
    "unset",
    "none",
    "null",
    "true",
    "false",
    "string",
];

/// How what is done with a password is called: no value of one.
const TREATMENTS: [&str; 10] = [
    "argon2", "bcrypt", "scrypt", "pbkdf2", "sha", "md5", "hmac", "blake", "rfc", "oauth",
];

/// A secret in a text, if there is any.
pub fn find(text: &str) -> Option<Secret> {
    // What says most about it first.
    private_key(text)
        .or_else(|| in_a_url(text))
        .or_else(|| shaped(text))
        .or_else(|| assigned(text))
        .or_else(|| by_chance(text))
}

fn private_key(text: &str) -> Option<Secret> {
    let at = text.find("-----BEGIN ")?;
    let line = text[at..].lines().next()?;
    line.contains("PRIVATE KEY").then_some(Secret {
        what: "a private key",
        at,
    })
}

/// `scheme://user:password@host`.
fn in_a_url(text: &str) -> Option<Secret> {
    text.match_indices("://").find_map(|(at, _)| {
        let rest = &text[at + 3..];
        let end = rest
            .find(|c: char| c.is_whitespace() || "/?#\"'`<>".contains(c))
            .unwrap_or(rest.len());
        // A slash may be part of a password that somebody forgot to escape.
        let (user, _) = rest[..end].rsplit_once('@').or_else(|| {
            let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
            rest[..end]
                .rsplit_once('@')
                .filter(|(user, _)| user.contains(':') && !user.contains("//"))
        })?;
        let (_, password) = user.split_once(':')?;
        (!is_placeholder(password)).then_some(Secret {
            what: "a URL with a password",
            at,
        })
    })
}

fn is_token(c: char) -> bool {
    c.is_ascii_alphanumeric() || "_-.+/=".contains(c)
}

fn shaped(text: &str) -> Option<Secret> {
    tokens(text).find_map(|(at, token)| {
        let shape = SHAPES.iter().find(|(prefix, least, _)| {
            let rest = token.strip_prefix(prefix);
            rest.is_some_and(|rest| rest.len() >= *least && is_drawn(rest))
        });
        shape.map(|(_, _, what)| Secret { what, at })
    })
}

/// Whether it looks drawn rather than written: `sk-`, `cio` and `npm_` are also how words begin.
fn is_drawn(rest: &str) -> bool {
    let digits = rest.bytes().filter(u8::is_ascii_digit).count();
    digits >= 3 || digits > 0 && !rest.contains('-') || has_no_words(rest)
}

/// Runs of characters that a token is made of, with their places.
fn tokens(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let ends = move |from: usize| {
        let rest = &text[from..];
        from + rest.find(|c| !is_token(c)).unwrap_or(rest.len())
    };
    let mut at = 0;
    std::iter::from_fn(move || {
        at += text[at..].find(is_token)?;
        let (start, end) = (at, ends(at));
        at = end;
        Some((start, &text[start..end]))
    })
}

/// `password = value`, `token: value`, `the password is value`.
fn assigned(text: &str) -> Option<Secret> {
    let lower = text.to_ascii_lowercase();
    NAMES.iter().find_map(|name| {
        lower.match_indices(name).find_map(|(at, _)| {
            let rest = &text[at + name.len()..];
            let behind = rest.trim_start_matches(['"', '\'', '`']);
            let spaced = behind.trim_start();
            let is_said = spaced.strip_prefix("is ");
            let value = spaced
                .strip_prefix(":=")
                .or_else(|| spaced.strip_prefix(['=', ':']))
                .filter(|value| !value.starts_with([':', '=']))
                .or(is_said)?;
            let value = value.trim_start().trim_start_matches(['"', '\'', '`']);
            let end = value
                .find(|c: char| c.is_whitespace() || "\"'`,;)".contains(c))
                .unwrap_or(value.len());
            let value = value[..end].trim_end_matches(['.', '!', '?']);
            let has = |class: fn(&u8) -> bool| value.bytes().any(|byte| class(&byte));
            let (digit, letter) = (has(u8::is_ascii_digit), has(u8::is_ascii_alphabetic));
            let sign = value.bytes().any(|byte| b"!@#$%^&*+".contains(&byte));
            let is_odd = letter && (digit || sign);
            (value.len() >= 6 && is_odd && !is_placeholder(value)).then_some(Secret {
                what: "a password or token",
                at,
            })
        })
    })
}

fn is_placeholder(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    bare.is_empty()
        || value.starts_with(['$', '<', '{', '%', '*'])
        || value.contains("::")
        || value.contains("()")
        || lower.contains("xxx")
        || lower.contains("...")
        || lower.contains('…')
        || PLACEHOLDERS.contains(&bare)
        || TREATMENTS.iter().any(|name| bare.starts_with(name))
        || lower.starts_with("your")
        || value.contains('/') && !value.bytes().any(|byte| byte.is_ascii_digit())
        // The name of a variable or of a constant.
        || value.contains('_') && value == value.to_ascii_uppercase()
}

/// A run in which there are no words.
fn by_chance(text: &str) -> Option<Secret> {
    tokens(text).find_map(|(at, token)| {
        // A path, a version or a name with points consists of parts that are judged by themselves.
        let part = token
            .split(['/', '.', '=', '+'])
            .filter(|part| part.len() >= 20)
            .find(|part| is_random(part));
        let whole = token.len() >= 32 && token.contains(['+', '=']) && is_random(token);
        let is_digest = text[..at].trim_end().ends_with("sha256:") || token.starts_with("sha");
        ((part.is_some() || whole) && !is_digest).then_some(Secret {
            what: "a key: a run of characters that looks generated",
            at,
        })
    })
}

fn is_random(token: &str) -> bool {
    let has = |class: fn(&u8) -> bool| token.bytes().any(|byte| class(&byte));
    let mixed =
        has(u8::is_ascii_digit) && has(u8::is_ascii_lowercase) && has(u8::is_ascii_uppercase);
    // How commits, checksums and UUIDs are written, which a memory may name.
    let is_hex = token
        .bytes()
        .all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
    mixed && !is_hex && entropy(token) >= 3.2 && has_no_words(token)
}

/// Whether the pieces between changes of case, digits and signs are too short to be words.
fn has_no_words(token: &str) -> bool {
    let (mut pieces, mut letters, mut length) = (0_usize, 0_usize, 0_usize);
    let mut before = b' ';
    for byte in token.bytes() {
        if byte.is_ascii_alphabetic() {
            letters += 1;
            let same = before.is_ascii_alphabetic()
                && before.is_ascii_lowercase() == byte.is_ascii_lowercase();
            let capital = before.is_ascii_uppercase() && byte.is_ascii_lowercase() && length == 1;
            let goes_on = same || capital;
            pieces += usize::from(!goes_on);
            length = if goes_on { length + 1 } else { 1 };
        }
        before = byte;
    }
    // Words have five letters in the mean, what is drawn two.
    pieces > 0 && letters * 10 < pieces * 34
}

/// Bits per character, by how often each occurs.
fn entropy(token: &str) -> f64 {
    let mut counts = [0_u32; 256];
    for byte in token.bytes() {
        counts[usize::from(byte)] += 1;
    }
    let total = f64::from(u32::try_from(token.len()).unwrap_or(u32::MAX));
    let shares = counts
        .iter()
        .filter(|count| **count > 0)
        .map(|count| f64::from(*count) / total);
    -shares.map(|share| share * share.log2()).sum::<f64>()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Put together here, so that no scanner of repositories takes this file for a leak.
    fn joined(parts: &[&str]) -> String {
        parts.concat()
    }

    #[test]
    fn what_gives_a_secret_away_is_found_and_said() {
        for (text, what) in [
            (
                joined(&["use AK", "IAIOSFODNN7EXAMPLE for s3"]),
                "an AWS access key",
            ),
            (
                joined(&[
                    "the CI token is gh",
                    "p_16C7e42F292c6912E7710c838347Ae178B4a",
                ]),
                "a GitHub token",
            ),
            (
                joined(&["sk-a", "nt-api03-abcDEF123456"]),
                "an Anthropic key",
            ),
            (
                "DATABASE_URL=postgres://app:hunter2@db/orders".to_owned(),
                "a URL with a password",
            ),
            (
                "redis://:p4ss/w@cache:6379".to_owned(),
                "a URL with a password",
            ),
            (
                joined(&["-----BEGIN RSA PRI", "VATE KEY-----"]),
                "a private key",
            ),
            (
                "the staging password is hunter2".to_owned(),
                "a password or token",
            ),
            (
                "admin password: S3cure!pass".to_owned(),
                "a password or token",
            ),
            ("API_KEY=9f8e7d6c5b4a".to_owned(), "a password or token"),
            (
                "`client_secret` = \"q1w2e3r4t5\"".to_owned(),
                "a password or token",
            ),
            (
                "call it with wJalrXUtnFEMIK7MDENGbPxRfiCY".to_owned(),
                "a key: a run of characters that looks generated",
            ),
        ] {
            assert_eq!(find(&text).map(|secret| secret.what), Some(what), "{text}");
        }
    }

    #[test]
    fn what_only_speaks_of_secrets_is_none() {
        for text in [
            "The password is read from $DATABASE_PASSWORD",
            "passwords are hashed with argon2id, m=19456",
            "token: see `auth::Token::verify`",
            "postgres://app:$PASSWORD@db/orders and postgres://app:<password>@db",
            "postgres://localhost:5432/orders",
            "git@github.com:acme/orders.git",
            "fixed in 3f786850e387550fdab836ed7e6dc881de23001b",
            "request ids are UUIDs such as 936DA01F-9ABD-4d9d-80C7-02AF85C822A8",
            "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            "PostgresSessionStoreV2Builder makes the pool in crates/storage2/src/PostgresSession.rs",
            "password = PASSWORD_FROM_ENV, secret: ${SECRET_1}, api_key = your-key-123",
            "https://docs.rs/tokio/1.48.0/tokio/sync/mpsc/struct.OwnedPermit.html",
            "cargo run -p cionet-simulation-of-many-long-names-2",
            "the access token lives 15m0s, the refresh token 30d",
            "the token is sha256-hashed before it is stored",
        ] {
            assert_eq!(find(text), None, "{text}");
        }
    }

    #[test]
    fn of_what_is_drawn_hardly_any_is_missed() {
        const SIGNS: &[u8; 62] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
        let mut state = 7_u64;
        let mut drawn = |count: usize| -> String {
            let mut next = || {
                state = state
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1_442_695_040_888_963_407);
                char::from(SIGNS[usize::try_from((state >> 33) % 62).unwrap()])
            };
            (0..count).map(|_| next()).collect()
        };
        for (length, least) in [(24, 900), (32, 970), (40, 990), (64, 999)] {
            let found =
                (0..1000).filter(|_| find(&format!("use {} there", drawn(length))).is_some());
            let found = found.count();
            assert!(found >= least, "{found} of 1000 with {length} characters");
        }
    }

    proptest! {
        /// Names made of words never are.
        #[test]
        fn names_are_not(words in proptest::collection::vec("[A-Z][a-z]{3,8}", 3..7), number in 0_u32..99) {
            prop_assert_eq!(find(&format!("see {}{number} there", words.concat())), None);
        }
    }
}
