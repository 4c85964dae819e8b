#![stub(versions = ">=0.4, <0.5")]
// Checked against chrono 0.4.45 and 0.4.38.

pub trait TimeZone { type Offset; }
pub struct Utc;
impl Utc { pub fn now() -> DateTime<Utc>; }
impl TimeZone for Utc {}
pub struct Local;
impl Local { pub fn now() -> DateTime<Local>; }
impl TimeZone for Local {}
pub struct TimeDelta;
pub type Duration = TimeDelta;
impl TimeDelta {
    pub const fn num_seconds(&self) -> i64;
    pub const fn num_milliseconds(&self) -> i64;
    pub const fn num_minutes(&self) -> i64;
    pub const fn num_hours(&self) -> i64;
    pub const fn num_days(&self) -> i64;
    pub const fn num_microseconds(&self) -> Option<i64>;
    pub const fn num_nanoseconds(&self) -> Option<i64>;
}
pub struct DateTime<Tz>;
impl<Tz: TimeZone> DateTime<Tz> {
    pub const fn timestamp(&self) -> i64;
    pub const fn timestamp_millis(&self) -> i64;
    pub const fn timestamp_micros(&self) -> i64;
    pub fn signed_duration_since<Tz2: TimeZone>(self, rhs: impl std::borrow::Borrow<DateTime<Tz2>>) -> TimeDelta;
    pub fn with_timezone<Tz2: TimeZone>(&self, tz: &Tz2) -> DateTime<Tz2>;
    pub fn to_rfc3339(&self) -> String;
    pub fn to_rfc2822(&self) -> String;
}
impl<Tz: TimeZone> Clone for DateTime<Tz> {}
impl<Tz: TimeZone> std::ops::Sub<DateTime<Tz>> for DateTime<Tz> { type Output = TimeDelta; }
