#![stub(versions = ">=0.1, <0.2")]
// Checked against tracing 0.1.44 with tracing-core 0.1.36 and tracing-attributes 0.1.31.

#[runs_inline]
macro_rules! error { () => {} }
#[runs_inline]
macro_rules! warn { () => {} }
#[runs_inline]
macro_rules! info { () => {} }
#[runs_inline]
macro_rules! debug { () => {} }
#[runs_inline]
macro_rules! trace { () => {} }
#[runs_inline]
macro_rules! event { () => {} }
#[runs_inline]
#[gives = "crate::Span"]
macro_rules! span { () => {} }
#[runs_inline]
#[gives = "crate::Span"]
macro_rules! error_span { () => {} }
#[runs_inline]
#[gives = "crate::Span"]
macro_rules! warn_span { () => {} }
#[runs_inline]
#[gives = "crate::Span"]
macro_rules! info_span { () => {} }
#[runs_inline]
#[gives = "crate::Span"]
macro_rules! debug_span { () => {} }
#[runs_inline]
#[gives = "crate::Span"]
macro_rules! trace_span { () => {} }
#[runs_inline]
macro_rules! enabled { () => {} }
#[runs_inline]
macro_rules! event_enabled { () => {} }
#[runs_inline]
macro_rules! span_enabled { () => {} }
#[runs_inline]
macro_rules! record_all { () => {} }
macro_rules! instrument { () => {} }

pub use crate::dispatcher::Dispatch;
pub use crate::field::Value;
pub use crate::instrument::Instrument;
pub use crate::span::Id;
pub use crate::subscriber::Subscriber;

pub struct Level;
impl Level {
    pub const ERROR: Level = _;
    pub const WARN: Level = _;
    pub const INFO: Level = _;
    pub const DEBUG: Level = _;
    pub const TRACE: Level = _;
    pub fn as_str(&self) -> &str;
}
impl Clone for Level {}
impl Copy for Level {}
impl std::fmt::Display for Level {}
impl std::str::FromStr for Level { type Err = crate::metadata::ParseLevelError; }

pub struct Event;
impl Event {
    pub fn metadata(&self) -> &Metadata;
    pub fn parent(&self) -> Option<&Id>;
    pub fn is_root(&self) -> bool;
}
pub struct Metadata;
impl Metadata {
    pub fn name(&self) -> &str;
    pub fn target(&self) -> &str;
    pub fn level(&self) -> &Level;
    pub fn module_path(&self) -> Option<&str>;
    pub fn file(&self) -> Option<&str>;
    pub fn line(&self) -> Option<u32>;
    pub fn is_event(&self) -> bool;
    pub fn is_span(&self) -> bool;
}
pub mod metadata { pub struct ParseLevelError; }
pub mod level_filters {
    pub struct LevelFilter;
    impl LevelFilter {
        pub const OFF: LevelFilter = _;
        pub const ERROR: LevelFilter = _;
        pub const WARN: LevelFilter = _;
        pub const INFO: LevelFilter = _;
        pub const DEBUG: LevelFilter = _;
        pub const TRACE: LevelFilter = _;
        pub fn current() -> Self;
    }
    impl Clone for LevelFilter {}
    impl Copy for LevelFilter {}
    impl From<crate::Level> for LevelFilter {}
}

pub struct Span;
impl Span {
    pub fn none() -> Span;
    pub fn current() -> Span;
    pub fn or_current(self) -> Self;
    pub fn enter(&self) -> crate::span::Entered;
    pub fn entered(self) -> crate::span::EnteredSpan;
    pub fn in_scope<F: FnOnce() -> T, T>(&self, f: F) -> T;
    pub fn record<Q: crate::field::AsField, V: crate::field::Value>(&self, field: &Q, value: V) -> &Self;
    pub fn has_field<Q: crate::field::AsField>(&self, field: &Q) -> bool;
    pub fn follows_from(&self, from: impl Into<Option<crate::span::Id>>) -> &Self;
    pub fn id(&self) -> Option<crate::span::Id>;
    pub fn metadata(&self) -> Option<&Metadata>;
    pub fn is_disabled(&self) -> bool;
    pub fn is_none(&self) -> bool;
}
impl Clone for Span {}

pub mod span {
    pub use crate::Span;
    #[guard = "span"] pub struct Entered;
    #[guard = "span"] pub struct EnteredSpan;
    impl EnteredSpan {
        pub fn exit(self) -> Span;
        pub fn id(&self) -> Option<Id>;
    }
    impl std::ops::Deref for EnteredSpan { type Target = Span; }
    pub struct Id;
    impl Id {
        pub fn from_u64(u: u64) -> Self;
        pub fn into_u64(&self) -> u64;
    }
    impl Clone for Id {}
}

pub mod instrument {
    use crate::{Dispatch, Span};
    use std::future::Future;

    pub trait Instrument {
        fn instrument(self, span: Span) -> Instrumented<Self>;
        fn in_current_span(self) -> Instrumented<Self>;
    }
    impl<T> Instrument for T {}
    pub struct Instrumented<T>;
    impl<T: Future> Future for Instrumented<T> { type Output = T::Output; }
    impl<T> Instrumented<T> {
        pub fn span(&self) -> &Span;
        pub fn span_mut(&mut self) -> &mut Span;
        pub fn inner(&self) -> &T;
        pub fn inner_mut(&mut self) -> &mut T;
        pub fn into_inner(self) -> T;
    }
    pub trait WithSubscriber {
        fn with_subscriber<S: Into<Dispatch>>(self, subscriber: S) -> WithDispatch<Self>;
        fn with_current_subscriber(self) -> WithDispatch<Self>;
    }
    impl<T> WithSubscriber for T {}
    pub struct WithDispatch<T>;
    impl<T: Future> Future for WithDispatch<T> { type Output = T::Output; }
}

pub mod field {
    pub trait Value {}
    pub trait AsField {}
    pub struct Empty;
    impl Value for Empty {}
    pub fn display<T: std::fmt::Display>(t: T) -> DisplayValue<T>;
    pub fn debug<T: std::fmt::Debug>(t: T) -> DebugValue<T>;
    pub struct DisplayValue<T>;
    impl<T> Value for DisplayValue<T> {}
    pub struct DebugValue<T>;
    impl<T> Value for DebugValue<T> {}
}

pub mod dispatcher {
    pub struct Dispatch;
    impl Dispatch {
        pub fn none() -> Self;
        pub fn new<S: crate::Subscriber>(subscriber: S) -> Self;
    }
    impl Clone for Dispatch {}
    impl Default for Dispatch {}
    pub fn get_default<T, F: FnMut(&Dispatch) -> T>(f: F) -> T;
    pub fn set_default(dispatcher: &Dispatch) -> DefaultGuard;
    pub fn set_global_default(dispatcher: Dispatch) -> Result<(), SetGlobalDefaultError>;
    pub fn with_default<T>(dispatcher: &Dispatch, f: impl FnOnce() -> T) -> T;
    pub struct DefaultGuard;
    pub struct SetGlobalDefaultError;
}

pub mod subscriber {
    pub use crate::dispatcher::{DefaultGuard, SetGlobalDefaultError};
    pub trait Subscriber {}
    pub fn set_default<S: Subscriber>(subscriber: S) -> DefaultGuard;
    pub fn set_global_default<S: Subscriber>(subscriber: S) -> Result<(), SetGlobalDefaultError>;
    pub fn with_default<T, S: Subscriber>(subscriber: S, f: impl FnOnce() -> T) -> T;
}
