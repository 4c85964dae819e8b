#![stub(versions = ">=0.4, <0.5")]
// Checked against clokwerk 0.4.0. A job's own schedule and the provider of the time are left out.

pub struct Interval;

pub trait TimeUnits {
    fn seconds(self) -> Interval;
    fn minutes(self) -> Interval;
    fn hours(self) -> Interval;
    fn days(self) -> Interval;
    fn weeks(self) -> Interval;
    fn second(self) -> Interval;
    fn minute(self) -> Interval;
    fn hour(self) -> Interval;
    fn day(self) -> Interval;
    fn week(self) -> Interval;
}
impl TimeUnits for u32 {}

pub struct Scheduler;
impl Scheduler {
    pub fn new() -> Self;
    pub fn every(&mut self, ival: Interval) -> &mut SyncJob;
    pub fn run_pending(&mut self);
}
pub struct AsyncScheduler;
impl AsyncScheduler {
    pub fn new() -> Self;
    pub fn every(&mut self, ival: Interval) -> &mut AsyncJob;
}

/* what a job runs it runs in `run_pending`, which does not catch a panic */
pub struct SyncJob;
impl SyncJob {
    #[repeats]
    pub fn run<F: FnMut()>(&mut self, f: F) -> &mut Self;
}
pub struct AsyncJob;
impl AsyncJob {
    #[repeats]
    pub fn run<F: FnMut() -> T, T>(&mut self, f: F) -> &mut Self;
}

pub trait Job {
    fn at(&mut self, time: &str) -> &mut Self;
    fn plus(&mut self, ival: Interval) -> &mut Self;
    fn and_every(&mut self, ival: Interval) -> &mut Self;
    fn once(&mut self) -> &mut Self;
    fn forever(&mut self) -> &mut Self;
    fn count(&mut self, count: usize) -> &mut Self;
}
impl Job for SyncJob {}
impl Job for AsyncJob {}
