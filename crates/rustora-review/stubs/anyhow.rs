#![stub(versions = ">=1.0, <2")]
// Checked against anyhow 1.0.104.

#[runs_inline]
#[gives = "crate::Error"]
macro_rules! anyhow { () => {} }
#[runs_inline]
#[gives = "crate::Error"]
macro_rules! format_err { () => {} }
#[runs_inline]
macro_rules! bail { () => {} }
#[runs_inline]
#[asserts]
macro_rules! ensure { () => {} }

pub type Result<T, E = Error> = std::result::Result<T, E>;
pub fn Ok<T>(value: T) -> Result<T>;

/* they give `Result<T>`; the `T` of a `Result` or `Option` is also what it yields as an iterator */
pub trait Context<T, E> {
    fn context<C: std::fmt::Display>(self, context: C) -> Result<<Self as IntoIterator>::Item>;
    fn with_context<C: std::fmt::Display, F: FnOnce() -> C>(self, f: F) -> Result<<Self as IntoIterator>::Item>;
}
impl<T, E> Context<T, E> for std::result::Result<T, E> {}
impl<T> Context<T, std::convert::Infallible> for Option<T> {}

pub struct Error;
impl Error {
    pub fn new<E: std::error::Error>(error: E) -> Self;
    pub fn msg<M: std::fmt::Display>(message: M) -> Self;
    pub fn from_boxed(boxed_error: Box<dyn std::error::Error + Send + Sync>) -> Self;
    pub fn context<C: std::fmt::Display>(self, context: C) -> Self;
    pub fn chain(&self) -> Chain;
    pub fn root_cause(&self) -> &dyn std::error::Error;
    pub fn backtrace(&self) -> &std::backtrace::Backtrace;
    pub fn is<E>(&self) -> bool;
    pub fn downcast<E>(self) -> std::result::Result<E, Self>;
    pub fn downcast_ref<E>(&self) -> Option<&E>;
    pub fn downcast_mut<E>(&mut self) -> Option<&mut E>;
    pub fn into_boxed_dyn_error(self) -> Box<dyn std::error::Error + Send + Sync>;
}
impl<E: std::error::Error> From<E> for Error {}
impl std::ops::Deref for Error { type Target = dyn std::error::Error + Send + Sync; }
impl std::fmt::Display for Error {}
impl std::fmt::Debug for Error {}
impl From<Error> for Box<dyn std::error::Error> {}
impl From<Error> for Box<dyn std::error::Error + Send + Sync> {}

pub struct Chain;
impl Iterator for Chain { type Item = &dyn std::error::Error; }
impl DoubleEndedIterator for Chain {}
impl ExactSizeIterator for Chain {}
