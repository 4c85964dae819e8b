//! Entries as people write them, and what is expected of each.

use super::super::fixture::{host, root};
use super::super::{Verdict, learn};
use super::Repository;

fn repository() -> Repository {
    Repository::read(&host(), &root()).unwrap()
}

/// Entries that hold.
const RIGHT: &[&str] = &[
    "Handlers live in `api/src/orders.rs`.",
    "State is shared through `AppState` (src/state.rs).",
    "`OrderError` in `api/src/orders.rs` implements IntoResponse.",
    "`OrderError::NotFound` becomes a 404.",
    "`AppState::load` reads everything at start.",
    "`crate::orders::create_order` is the only writer.",
    "`shop_store::connect_pool()` opens the pool.",
    "The limit is `MAX_ITEMS`.",
    "axum 0.8 serves HTTP.",
    "`sqlx` = 0.8.6, with features `postgres` and `runtime-tokio`.",
    "We use tokio v1.45.",
    "`tokio = \"1\"` in the workspace.",
    "sqlx ^0.8 is asked for.",
    "We chose sqlx over diesel.",
    "We do not use diesel.",
    "No anyhow, no eyre.",
    "Edition 2024 everywhere; MSRV 1.85.",
    "The toolchain is 1.91.",
    "Run `cargo xtask tidy` and `just lint` before a commit.",
    "`cargo xtask new-rule` starts a rule.",
    "`cargo lint` is an alias.",
    "`cargo run -p shop-api --features mail` sends mail.",
    "See ADR 1 (accepted).",
    "ADR-0002 was superseded by ADR 3.",
    "docs/adr/0001-use-axum.md says why.",
    "`unsafe_code = \"forbid\"` for all members.",
    "`#![forbid(unsafe_code)]` at the top of the program.",
    "`POST /orders` is answered by `create_order`.",
    "The crate `shop-store` owns the database.",
    "Migrations are in `migrations/`, as `migrations/0001_orders.sql`.",
    "The cargo feature `mail` of `shop-api` brings lettre in.",
    "Sessions moved from memory to Postgres, see ADR 3.",
];

/// Entries that say nothing that can be held, or nothing as a fact of today.
const SILENT: &[&str] = &[
    "Prefer small functions.",
    "Errors such as `LoginError` should carry a source.",
    "We used to keep this in `src/legacy/orders.rs`.",
    "The file `api/src/old.rs` was removed in March.",
    "Renamed `PlaceOrder` in spring.",
    "If we ever need GraphQL, async-graphql would be the choice.",
    "The gateway lives in another repository, in `src/gateway.rs`.",
    "Copy `.env.example` to `.env` and edit `.env`.",
    "`target/debug/shop-api` is the binary.",
    "```\nuse `diesel` here: src/none.rs\n```",
    "Like Django's `QuerySet`, lazily.",
    "A `UnitOfWork` pattern was considered.",
    "`GET /health` is answered by the proxy.",
    "`tokio::task::JoinSet` has no order.",
    "`std::sync::OnceLock` over lazy statics.",
    "See https://example.org/src/none.rs for more.",
    "and/or, read/write, client/server",
    "redis 7 and postgres 16 run in production.",
    "axum 0.7 changed nothing for us.",
    "Since axum 0.7 paths are typed.",
    "Never use `tokio` directly in the domain.",
    "No axum in the domain layer.",
    "The cache lives below `~/.cache/shop`.",
    "Images are pushed as `registry.local/shop/api`.",
    "Branches are called `feature/short-name`.",
    "Add new tables as `migrations/0003_name.sql`.",
    "Generated code lands in `api/src/generated.rs`.",
    "`SELECT_FOR_UPDATE` is not used.",
    "The column `updated_at` is set by a trigger.",
    "“We use diesel” is what the old wiki says.",
    "hyper is underneath.",
    "e.g. `src/foo.rs` or `FooError`",
    "We will switch to edition 2027 later.",
    "`reqwest` 0.12.4 `src/proxy.rs`: reads the environment.",
    "`moka` 0.12.10: documentation of `try_get_with_by_ref`.",
    "`tide`: unmaintained and built on async-std.",
    "TigerBeetle documentation: `docs/concepts/performance.md`.",
    "`Vec::spare_capacity_mut` needs unsafe code.",
    "Formatting requires the nightly toolchain.",
    "The config of a user is `.shop/config.toml`.",
    "A new module is `api/src/my_orders.rs` with `MyOrders`.",
    "Short: `store/lib.rs`.",
    "`IAppState` in the C# client",
    "sqlx with two back ends, switched by cargo features `lite` and `big`.",
    "correct on toolchain day: MSRV 1.85, toolchain is pinned in `rust-toolchain.toml`.",
    "**No runtime in the domain.** `axum` is for the face.",
];

/// Entries that no longer hold: what is wrong in each, and what the text becomes where that is certain.
const STALE: &[(&str, &str, Option<&str>)] = &[
    (
        "Handlers live in `api/src/handlers/orders.rs`.",
        "api/src/handlers/orders.rs",
        None,
    ),
    (
        "The pool is opened in `store/src/pool/state.rs`.",
        "store/src/pool/state.rs",
        Some("The pool is opened in `api/src/state.rs`."),
    ),
    (
        "Start at api/src/startup.rs:12.",
        "api/src/startup.rs:12",
        None,
    ),
    (
        "`OrderErrors` is what handlers return.",
        "OrderErrors",
        Some("`OrderError` is what handlers return."),
    ),
    (
        "The struct `ShoppingCart` holds the items.",
        "ShoppingCart",
        None,
    ),
    (
        "`OrderError::Gone` becomes a 410.",
        "OrderError::Gone",
        None,
    ),
    (
        "`AppState::load_all_now` reads everything.",
        "AppState::load_all_now",
        None,
    ),
    (
        "`StoreError` is in `api/src/orders.rs`, and `MAX_ITEMS` in `api/src/state.rs`.",
        "api/src/state.rs",
        None,
    ),
    (
        "axum 0.7 serves HTTP.",
        "0.7",
        Some("axum 0.8 serves HTTP."),
    ),
    ("`sqlx` = 0.7.3", "0.7.3", Some("`sqlx` = 0.8.6")),
    (
        "`tokio = \"2\"` in the workspace.",
        "2",
        Some("`tokio = \"1\"` in the workspace."),
    ),
    ("sqlx ^0.7 is asked for.", "^0.7", None),
    ("We use diesel for the database.", "diesel", None),
    ("We chose diesel over sqlx.", "diesel", None),
    ("We do not use sqlx.", "sqlx", None),
    ("This code no longer uses axum.", "axum", None),
    (
        "The code is edition 2021.",
        "2021",
        Some("The code is edition 2024."),
    ),
    ("MSRV 1.75", "1.75", Some("MSRV 1.85")),
    (
        "The toolchain is 1.80.",
        "1.80",
        Some("The toolchain is 1.91."),
    ),
    (
        "Run `cargo xtask deploy` to deploy.",
        "cargo xtask deploy",
        None,
    ),
    (
        "Run `just lints` first.",
        "just lints",
        Some("Run `just lint` first."),
    ),
    (
        "`cargo run -p shop-web` serves pages.",
        "cargo run -p shop-web",
        None,
    ),
    (
        "`cargo test --features smtp` needs a server.",
        "cargo test --features smtp",
        None,
    ),
    ("As ADR 9 says.", "ADR 9", None),
    (
        "ADR 1 (rejected) is why.",
        "rejected",
        Some("ADR 1 (accepted) is why."),
    ),
    ("ADR 2 is accepted.", "accepted", None),
    ("ADR 2 is superseded by ADR 1.", "1", None),
    (
        "docs/adr/0007-use-kafka.md says why.",
        "docs/adr/0007-use-kafka.md",
        None,
    ),
    ("`tokio` with features `full`", "full", None),
    (
        "The crate `shop-stores` owns the database.",
        "shop-stores",
        Some("The crate `shop-store` owns the database."),
    ),
    (
        "`unsafe_code = \"deny\"` for all members.",
        "deny",
        Some("`unsafe_code = \"forbid\"` for all members."),
    ),
    (
        "`GET /carts` is answered by `create_order`.",
        "GET /carts",
        None,
    ),
    (
        "`api/src/orders.rs:900` sums.",
        "api/src/orders.rs:900",
        None,
    ),
];

#[test]
fn what_holds_is_right() {
    let repository = repository();
    for text in RIGHT {
        let verdict = repository.check(text);
        assert!(
            matches!(verdict, Verdict::Right { .. }),
            "{text}: {verdict:?}"
        );
    }
}

#[test]
fn what_is_not_said_of_today_or_of_this_code_is_no_alarm() {
    let repository = repository();
    for text in SILENT {
        let verdict = repository.check(text);
        assert!(!matches!(verdict, Verdict::Stale(_)), "{text}: {verdict:?}");
    }
}

#[test]
fn what_no_longer_holds_is_found_and_mended_where_that_is_certain() {
    let repository = repository();
    for (text, what, mended) in STALE {
        let Verdict::Stale(found) = repository.check(text) else {
            panic!("{text}: {:?}", repository.check(text));
        };
        let part = found.iter().find(|part| part.what == *what);
        let part = part.unwrap_or_else(|| panic!("{text}: {found:?}"));
        assert!(
            text.contains(&part.what) && part.now.ends_with('.'),
            "{text}: {part:?}"
        );
        if let Some(mended) = mended {
            let fix = part
                .fix
                .clone()
                .unwrap_or_else(|| panic!("{text}: {part:?}"));
            let mut now = (*text).to_owned();
            now.replace_range(fix.range, &fix.with);
            assert_eq!(now, *mended);
            assert!(
                !matches!(repository.check(mended), Verdict::Stale(_)),
                "{mended}"
            );
        }
    }
}

#[test]
fn all_stale_parts_of_an_entry_are_told() {
    let text = "axum 0.7 on edition 2021, started in `api/src/startup.rs`; ADR 1 is accepted.";
    let Verdict::Stale(found) = repository().check(text) else {
        panic!("not stale");
    };
    let what: Vec<&str> = found.iter().map(|part| part.what.as_str()).collect();
    assert_eq!(what, ["api/src/startup.rs", "0.7", "2021"]);
}

#[test]
fn what_was_learnt_is_no_alarm() {
    let repository = repository();
    for topic in learn(&host(), &root()).unwrap() {
        for line in topic.lines {
            let verdict = repository.check(&line.text);
            assert!(
                !matches!(verdict, Verdict::Stale(_)),
                "{}: {verdict:?}",
                line.text
            );
        }
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(400))]

    /// Whatever is written, an answer comes, and what it points at is there.
    #[test]
    fn any_text_has_an_answer(text in "([a-z`().,:;/→“” \n-]|`(src/)?[A-Za-z_:]{1,12}(\\.rs)?`|axum 0\\.[0-9]|ADR [0-9]|no |cargo xtask |é|\"|features ){0,25}") {
        thread_local! {
            static REPOSITORY: Repository = repository();
        }
        if let Verdict::Stale(found) = REPOSITORY.with(|repository| repository.check(&text)) {
            for part in found {
                proptest::prop_assert!(text.contains(&part.what));
                if let Some(fix) = part.fix {
                    proptest::prop_assert!(text.get(fix.range).is_some());
                }
            }
        }
    }
}
