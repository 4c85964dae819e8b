//! What is one function to the resolver and goes by several paths to a compiler.
//!
//! Tables name a function where people find it. A compiler names it where it was written, and once for each type that a
//! macro wrote it for.

/// Types that crates hand on under a name of their own, by the beginnings of their paths: ours, and where the compiler
/// finds the functions.
const RENAMED: [(&str, &str); 5] = [
    ("parking_lot::Mutex::", "lock_api::Mutex::"),
    ("parking_lot::RwLock::", "lock_api::RwLock::"),
    (
        "parking_lot::ReentrantMutex::",
        "lock_api::ReentrantMutex::",
    ),
    (
        "diesel_async::pooled_connection::deadpool::",
        "deadpool::managed::",
    ),
    ("deadpool_postgres::Pool::", "deadpool::managed::Pool::"),
];

/// Where the compiler finds a function that we know by another crate's name.
fn origin(path: &str) -> Option<String> {
    RENAMED.iter().find_map(|(ours, theirs)| {
        let rest = path.strip_prefix(ours)?;
        Some(format!("{theirs}{rest}"))
    })
}

const INTEGERS: [&str; 12] = [
    "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize",
];
const FLOATS: [&str; 2] = ["f64", "f32"];

/// To the resolver, all integers are one type and all floats another; to the compiler, a method has one path for each.
fn alike(path: &str) -> Option<(&'static [&'static str], &str)> {
    let (owner, name) = path.split_once("::")?;
    [INTEGERS.as_slice(), FLOATS.as_slice()]
        .into_iter()
        .find(|family| family.contains(&owner))
        .map(|family| (family, name))
}

/// The paths by which the compiler may know a function of a table.
pub fn compiler_paths(path: &str) -> Vec<String> {
    match alike(path) {
        Some((family, name)) => family
            .iter()
            .map(|owner| format!("{owner}::{name}"))
            .collect(),
        None => std::iter::once(path.to_owned())
            .chain(origin(path))
            .collect(),
    }
}

/// One name for what is one function to the resolver, whatever the compiler calls it.
pub fn canonical_path(path: &str) -> String {
    if let Some(([first, ..], name)) = alike(path) {
        return format!("{first}::{name}");
    }
    let ours = RENAMED.iter().find_map(|(ours, theirs)| {
        let rest = path.strip_prefix(theirs)?;
        Some(format!("{ours}{rest}"))
    });
    ours.unwrap_or_else(|| path.to_owned())
}
