//! Which names mean a secret, and which types hold one so that everybody can read it.
//!
//! A name alone says nothing: whoever asks here has to ask for the type as well. A type of the workspace, or one of a
//! crate that is made for secrets, is taken to know what it prints.

use super::program::{ItemRef, Program};
use super::ty::{Prim, Ty};

/// Names that mean a secret when the type is text; also as the end of a longer name (`client_secret`).
const SECRETS: [&str; 20] = [
    "access_token",
    "api_key",
    "api_token",
    "apikey",
    "auth_token",
    "bearer_token",
    "credential",
    "credentials",
    "encryption_key",
    "otp",
    "passphrase",
    "passwd",
    "password",
    "pin_code",
    "private_key",
    "refresh_token",
    "secret",
    "secret_key",
    "session_token",
    "signing_key",
];

/// Names of addresses that carry the password of a database or a broker.
const ADDRESSES: [&str; 16] = [
    "amqp_url",
    "connection_string",
    "connection_uri",
    "connection_url",
    "database_uri",
    "database_url",
    "db_uri",
    "db_url",
    "dsn",
    "mongo_uri",
    "mongodb_uri",
    "mysql_url",
    "pg_url",
    "postgres_url",
    "redis_uri",
    "redis_url",
];

/// What stands before `token` where it is the place in a list, or a word of a text.
const HARMLESS_TOKENS: [&str; 12] = [
    "continuation",
    "cursor",
    "eos",
    "lock",
    "next",
    "next_page",
    "page",
    "pagination",
    "resume",
    "start",
    "sync",
    "unexpected",
];

/// Whether a name is that of a secret; `token` may be.
pub(crate) fn names_secret(name: &str) -> bool {
    SECRETS.iter().any(|secret| ends_with(name, secret)) || names_token(name)
}

/// Whether a name is that of a secret, whatever it is about.
pub(crate) fn names_clear_secret(name: &str) -> bool {
    SECRETS.iter().any(|secret| ends_with(name, secret))
}

/// Whether a name is that of an address with a password in it.
pub(crate) fn names_address(name: &str) -> bool {
    ADDRESSES.iter().any(|address| ends_with(name, address))
}

fn names_token(name: &str) -> bool {
    let kind = name
        .strip_suffix("token")
        .map(|kind| kind.trim_end_matches('_'));
    ends_with(name, "token") && kind.is_some_and(|kind| !HARMLESS_TOKENS.contains(&kind))
}

fn ends_with(name: &str, word: &str) -> bool {
    name.strip_suffix(word)
        .is_some_and(|rest| rest.is_empty() || rest.ends_with('_'))
}

/// Types that show what they hold.
const SHOWS: [&str; 6] = [
    "std::borrow::Cow",
    "std::boxed::Box",
    "std::option::Option",
    "std::rc::Rc",
    "std::sync::Arc",
    "std::vec::Vec",
];

impl Program<'_> {
    /// Whether a type is text: `str`, `String`, and those in an `Option`, a `Box` or a list. Bytes are a list of integers;
    /// whether those are bytes has to be seen where the type is written.
    pub(crate) fn is_plain_text(&self, ty: &Ty) -> bool {
        self.shows(ty, &|leaf| match leaf {
            Ty::Prim(prim) => *prim == Prim::Str,
            Ty::Adt(item, _) => self.is(*item, "std::string::String"),
            _ => false,
        })
    }

    /// Whether a type is a list of integers, as bytes are.
    pub(crate) fn is_plain_list(&self, ty: &Ty) -> bool {
        let is_int = |leaf: &Ty| *leaf == Ty::Prim(Prim::Int);
        match ty.peeled() {
            Ty::Adt(item, args) if self.is(*item, "std::option::Option") => {
                args.first().is_some_and(|inner| self.is_plain_list(inner))
            }
            Ty::Adt(item, args) if self.is(*item, "std::vec::Vec") => {
                args.first().is_some_and(is_int)
            }
            Ty::Slice(of) => is_int(of),
            _ => false,
        }
    }

    /// Whether a type is an address that prints the password in it.
    pub(crate) fn is_address(&self, ty: &Ty) -> bool {
        self.shows(
            ty,
            &|leaf| matches!(leaf, Ty::Adt(item, _) if self.is(*item, "url::Url")),
        )
    }

    fn shows(&self, ty: &Ty, is_leaf: &dyn Fn(&Ty) -> bool) -> bool {
        match ty.peeled() {
            Ty::Adt(item, args) if self.is_one_of(*item, &SHOWS) => {
                args.first().is_some_and(|inner| self.shows(inner, is_leaf))
            }
            leaf => is_leaf(leaf),
        }
    }

    fn is_one_of(&self, item: ItemRef, paths: &[&str]) -> bool {
        paths.iter().any(|path| self.is(item, path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_secrets_are_told_from_names_that_sound_like_them() {
        assert!(names_clear_secret("smtp_password") && names_secret("reset_token"));
        assert!(!names_clear_secret("token") && names_secret("token"));
        for name in [
            "next_page_token",
            "tokens",
            "password_hash",
            "secretary",
            "token_count",
        ] {
            assert!(!names_secret(name), "{name}");
        }
        assert!(names_address("read_db_uri") && !names_address("url"));
    }
}
