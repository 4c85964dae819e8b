#![stub(versions = ">=0.6, <2")]
// Checked against eyre 0.6.12; color-eyre re-exports the same.

#[runs_inline]
#[gives = "crate::Report"]
macro_rules! eyre { () => {} }
#[runs_inline]
macro_rules! bail { () => {} }
#[runs_inline]
macro_rules! ensure { () => {} }

pub type Result<T, E = Report> = std::result::Result<T, E>;

pub struct Report;
impl Report {
    pub fn new<E: std::error::Error>(error: E) -> Self;
    pub fn msg<M>(message: M) -> Self;
    pub fn wrap_err<D>(self, message: D) -> Self;
    pub fn downcast_ref<E>(&self) -> Option<&E>;
    pub fn root_cause(&self) -> &dyn std::error::Error;
}

pub trait WrapErr<T, E> {
    fn wrap_err<D>(self, message: D) -> Result<T, Report>;
    fn wrap_err_with<D, F: FnOnce() -> D>(self, f: F) -> Result<T, Report>;
    fn context<D>(self, message: D) -> Result<T, Report>;
    fn with_context<D, F: FnOnce() -> D>(self, f: F) -> Result<T, Report>;
}
impl<T, E> WrapErr<T, E> for std::result::Result<T, E> {}

pub trait OptionExt<T> {
    fn ok_or_eyre<M>(self, message: M) -> Result<T>;
}
impl<T> OptionExt<T> for Option<T> {}
