//! What is there for tests: the functions that a test runner calls, and packages and modules that the compiler builds with
//! everything else.
//!
//! The latter are told by their names, and by what a package needs.

use rustora_source::tree::{ItemId, ItemKind};
use smallvec::SmallVec;

use super::program::{Crate, File, FileId, Program};

/// Whether all of a package is there for tests.
pub(super) fn is_test_support(krate: &Crate) -> bool {
    names_test_support(&krate.package) || measures(&krate.package) || builds_on_test_tools(krate)
}

/// Whether a package is a benchmark by its name: whom it holds up is itself.
fn measures(package: &str) -> bool {
    let last = package.rsplit(['-', '_']).next();
    matches!(last, Some("bench" | "benches" | "benchmark" | "benchmarks"))
}

/// Whether a package needs, always and not only for its own tests, what is made for tests: then it is a harness for those of
/// others.
fn builds_on_test_tools(krate: &Crate) -> bool {
    const TOOLS: [&str; 9] = [
        "assert_cmd",
        "httpmock",
        "mockito",
        "rstest",
        "serial_test",
        "test-case",
        "testcontainers",
        "testcontainers-modules",
        "wiremock",
    ];
    krate.dependencies.iter().flatten().any(|dependency| {
        dependency.normal && !dependency.optional && TOOLS.contains(&dependency.package.as_str())
    })
}

/// Whether a package or module of this name is there for tests, although the compiler builds it with everything else.
pub(super) fn names_test_support(name: &str) -> bool {
    const TESTS: [&str; 7] = [
        "test",
        "tests",
        "testing",
        "tester",
        "testutil",
        "testutils",
        "testkit",
    ];
    const KINDS: [&str; 14] = [
        "util", "utils", "helper", "helpers", "support", "common", "data", "db", "fixture",
        "fixtures", "harness", "keys", "server", "suite",
    ];
    let parts: SmallVec<[&str; 4]> = name.split(['-', '_']).collect();
    match parts.as_slice() {
        [only] => TESTS.contains(only) || matches!(*only, "mock" | "mocks"),
        // `test_utils`, `shop-test-support`, `redis-tester`, `smoke-test`; not `ab_testing` or `speed_test`, which may be what
        // is sold.
        [.., test, kind] if TESTS.contains(test) => KINDS.contains(kind),
        [
            ..,
            "tester" | "tests" | "testutil" | "testutils" | "testkit",
        ]
        | [.., "smoke" | "integration", "test"] => true,
        _ => false,
    }
}

impl File {
    /// Whether an item is a function that a test runner calls.
    pub(crate) fn is_test_function(&self, item: ItemId) -> bool {
        let tree = self.tree();
        matches!(tree[item].kind, ItemKind::Fn(_))
            && tree[tree[item].attrs].iter().any(|attr| {
                let name = self.str(attr.name);
                matches!(
                    name.rsplit("::").next().unwrap_or(name).trim(),
                    "test" | "rstest" | "test_case"
                )
            })
    }
}

impl Program<'_> {
    /// How many tests run in the same binary as those of a file.
    pub(crate) fn tests_beside(&self, file: FileId) -> usize {
        let krate = self.file(file).krate;
        let files = self.files().filter(|(_, other)| other.krate == krate);
        files
            .map(|(_, other)| {
                let items = other.tree().items();
                items
                    .filter(|(item, _)| other.is_test_function(*item))
                    .count()
            })
            .sum()
    }
}
