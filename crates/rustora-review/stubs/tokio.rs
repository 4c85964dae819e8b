#![stub(versions = ">=1.0, <2")]
// Checked against tokio 1.54.1 (features "full" and "test-util", unix).
// Impls that only hand on (`AsyncRead for &mut T`, `Box<T>`, `Pin<P>`) are left out: references and `Deref` lead there.

#[runs_inline]
macro_rules! join { () => {} }
#[runs_inline]
macro_rules! try_join { () => {} }
#[runs_inline]
macro_rules! select { () => {} }
#[runs_inline]
macro_rules! pin { () => {} }
macro_rules! task_local { () => {} }
macro_rules! main { () => {} }
macro_rules! test { () => {} }

pub use crate::task::spawn;

pub mod task {
    use crate::runtime::{Handle, Runtime};
    use std::any::Any;
    use std::future::Future;
    use std::task::{Context, Poll};

    pub use crate::task::coop::{consume_budget, unconstrained, Unconstrained};

    #[spawns]
    pub fn spawn<F: Future>(future: F) -> JoinHandle<F::Output>;
    #[spawns]
    pub fn spawn_local<F: Future>(future: F) -> JoinHandle<F::Output>;
    #[offloads]
    #[spawns]
    pub fn spawn_blocking<F: FnOnce() -> R, R>(f: F) -> JoinHandle<R>;
    #[offloads]
    pub fn block_in_place<F: FnOnce() -> R, R>(f: F) -> R;
    pub async fn yield_now();
    pub fn id() -> Id;
    pub fn try_id() -> Option<Id>;

    /* handles of running tasks */
    #[cancel_safe]
    pub struct JoinHandle<T>;
    impl<T> Future for JoinHandle<T> { type Output = Result<T, JoinError>; }
    impl<T> JoinHandle<T> {
        pub fn abort(&self);
        pub fn abort_handle(&self) -> AbortHandle;
        pub fn is_finished(&self) -> bool;
        pub fn id(&self) -> Id;
    }

    pub struct AbortHandle;
    impl Clone for AbortHandle {}
    impl AbortHandle {
        pub fn abort(&self);
        pub fn is_finished(&self) -> bool;
        pub fn id(&self) -> Id;
    }

    pub struct Id;
    impl Clone for Id {}
    impl Copy for Id {}
    impl std::fmt::Display for Id {}

    pub struct JoinError;
    impl JoinError {
        pub fn is_cancelled(&self) -> bool;
        pub fn is_panic(&self) -> bool;
        pub fn into_panic(self) -> Box<dyn Any + Send>;
        pub fn try_into_panic(self) -> Result<Box<dyn Any + Send>, JoinError>;
        pub fn id(&self) -> Id;
    }
    impl std::error::Error for JoinError {}
    impl std::fmt::Display for JoinError {}
    impl From<JoinError> for std::io::Error {}

    /* groups of tasks */
    pub struct JoinSet<T>;
    impl<T> JoinSet<T> {
        pub fn new() -> Self;
        pub fn len(&self) -> usize;
        pub fn is_empty(&self) -> bool;
        #[spawns]
        pub fn spawn<F: Future<Output = T>>(&mut self, task: F) -> AbortHandle;
        #[spawns]
        pub fn spawn_on<F: Future<Output = T>>(&mut self, task: F, handle: &Handle) -> AbortHandle;
        #[spawns]
        pub fn spawn_local<F: Future<Output = T>>(&mut self, task: F) -> AbortHandle;
        #[spawns]
        pub fn spawn_local_on<F: Future<Output = T>>(&mut self, task: F, local_set: &LocalSet) -> AbortHandle;
        #[offloads]
        #[spawns]
        pub fn spawn_blocking<F: FnOnce() -> T>(&mut self, f: F) -> AbortHandle;
        #[offloads]
        #[spawns]
        pub fn spawn_blocking_on<F: FnOnce() -> T>(&mut self, f: F, handle: &Handle) -> AbortHandle;
        #[cancel_safe]
        pub async fn join_next(&mut self) -> Option<Result<T, JoinError>>;
        #[cancel_safe]
        pub async fn join_next_with_id(&mut self) -> Option<Result<(Id, T), JoinError>>;
        pub fn try_join_next(&mut self) -> Option<Result<T, JoinError>>;
        pub fn try_join_next_with_id(&mut self) -> Option<Result<(Id, T), JoinError>>;
        pub fn poll_join_next(&mut self, cx: &mut Context) -> Poll<Option<Result<T, JoinError>>>;
        pub async fn join_all(self) -> Vec<T>;
        pub async fn shutdown(&mut self);
        pub fn abort_all(&mut self);
        pub fn detach_all(&mut self);
    }
    impl<T> Default for JoinSet<T> {}
    impl<T, F: Future<Output = T>> FromIterator<F> for JoinSet<T> {}
    impl<T, F: Future<Output = T>> Extend<F> for JoinSet<T> {}

    pub struct LocalSet;
    impl LocalSet {
        pub fn new() -> LocalSet;
        pub fn enter(&self) -> LocalEnterGuard;
        #[spawns]
        pub fn spawn_local<F: Future>(&self, future: F) -> JoinHandle<F::Output>;
        #[cancel_safe]
        pub async fn run_until<F: Future>(&self, future: F) -> F::Output;
        #[drives]
        pub fn block_on<F: Future>(&self, rt: &Runtime, future: F) -> F::Output;
    }
    impl Default for LocalSet {}
    impl Future for LocalSet { type Output = (); }
    pub struct LocalEnterGuard;

    /* what `task_local!` declares */
    pub struct LocalKey<T>;
    impl<T> LocalKey<T> {
        pub fn scope<F: Future>(&self, value: T, f: F) -> crate::task::futures::TaskLocalFuture<T, F>;
        pub fn sync_scope<F: FnOnce() -> R, R>(&self, value: T, f: F) -> R;
        pub fn with<F: FnOnce(&T) -> R, R>(&self, f: F) -> R;
        pub fn try_with<F: FnOnce(&T) -> R, R>(&self, f: F) -> Result<R, std::thread::AccessError>;
        pub fn get(&self) -> T;
    }
    pub mod futures {
        pub struct TaskLocalFuture<T, F>;
        impl<T, F: std::future::Future> std::future::Future for TaskLocalFuture<T, F> { type Output = F::Output; }
    }
    pub mod coop {
        use std::future::Future;
        pub async fn consume_budget();
        pub fn has_budget_remaining() -> bool;
        pub fn unconstrained<F>(inner: F) -> Unconstrained<F>;
        pub fn cooperative<F: Future>(fut: F) -> Coop<F>;
        pub struct Unconstrained<F>;
        impl<F: Future> Future for Unconstrained<F> { type Output = F::Output; }
        pub struct Coop<F>;
        impl<F: Future> Future for Coop<F> { type Output = F::Output; }
    }
}

pub mod runtime {
    use crate::task::{Id as TaskId, JoinHandle};
    use std::future::Future;
    use std::io;
    use std::time::Duration;

    pub struct Runtime;
    impl Runtime {
        pub fn new() -> io::Result<Runtime>;
        pub fn handle(&self) -> &Handle;
        pub fn enter(&self) -> EnterGuard;
        #[spawns]
        pub fn spawn<F: Future>(&self, future: F) -> JoinHandle<F::Output>;
        #[offloads]
        #[spawns]
        pub fn spawn_blocking<F: FnOnce() -> R, R>(&self, func: F) -> JoinHandle<R>;
        #[drives]
        pub fn block_on<F: Future>(&self, future: F) -> F::Output;
        #[blocks]
        pub fn shutdown_timeout(self, duration: Duration);
        pub fn shutdown_background(self);
        pub fn metrics(&self) -> RuntimeMetrics;
    }
    pub struct EnterGuard;

    pub struct LocalRuntime;
    impl LocalRuntime {
        pub fn new() -> io::Result<LocalRuntime>;
        pub fn handle(&self) -> &Handle;
        pub fn enter(&self) -> EnterGuard;
        #[spawns]
        pub fn spawn_local<F: Future>(&self, future: F) -> JoinHandle<F::Output>;
        #[offloads]
        #[spawns]
        pub fn spawn_blocking<F: FnOnce() -> R, R>(&self, func: F) -> JoinHandle<R>;
        #[drives]
        pub fn block_on<F: Future>(&self, future: F) -> F::Output;
    }

    pub struct Handle;
    impl Clone for Handle {}
    impl Handle {
        pub fn current() -> Self;
        pub fn try_current() -> Result<Self, TryCurrentError>;
        pub fn enter(&self) -> EnterGuard;
        #[spawns]
        pub fn spawn<F: Future>(&self, future: F) -> JoinHandle<F::Output>;
        #[offloads]
        #[spawns]
        pub fn spawn_blocking<F: FnOnce() -> R, R>(&self, func: F) -> JoinHandle<R>;
        #[drives]
        pub fn block_on<F: Future>(&self, future: F) -> F::Output;
        pub fn runtime_flavor(&self) -> RuntimeFlavor;
        pub fn id(&self) -> Id;
        pub fn metrics(&self) -> RuntimeMetrics;
    }
    pub struct Id;
    pub enum RuntimeFlavor { CurrentThread, MultiThread }
    pub struct TryCurrentError;
    impl TryCurrentError {
        pub fn is_missing_context(&self) -> bool;
        pub fn is_thread_local_destroyed(&self) -> bool;
    }
    impl std::error::Error for TryCurrentError {}
    impl std::fmt::Display for TryCurrentError {}

    pub struct RuntimeMetrics;
    impl Clone for RuntimeMetrics {}
    impl RuntimeMetrics {
        pub fn num_workers(&self) -> usize;
        pub fn num_alive_tasks(&self) -> usize;
        pub fn global_queue_depth(&self) -> usize;
        pub fn worker_total_busy_duration(&self, worker: usize) -> Duration;
    }

    pub struct Builder;
    impl Builder {
        pub fn new_current_thread() -> Builder;
        pub fn new_multi_thread() -> Builder;
        pub fn build(&mut self) -> io::Result<Runtime>;
        pub fn enable_all(&mut self) -> &mut Self;
        pub fn enable_io(&mut self) -> &mut Self;
        pub fn enable_time(&mut self) -> &mut Self;
        pub fn start_paused(&mut self, start_paused: bool) -> &mut Self;
        pub fn worker_threads(&mut self, val: usize) -> &mut Self;
        pub fn max_blocking_threads(&mut self, val: usize) -> &mut Self;
        pub fn thread_name(&mut self, val: impl Into<String>) -> &mut Self;
        pub fn thread_name_fn<F: Fn() -> String>(&mut self, f: F) -> &mut Self;
        pub fn thread_stack_size(&mut self, val: usize) -> &mut Self;
        pub fn thread_keep_alive(&mut self, duration: Duration) -> &mut Self;
        pub fn on_thread_start<F: Fn()>(&mut self, f: F) -> &mut Self;
        pub fn on_thread_stop<F: Fn()>(&mut self, f: F) -> &mut Self;
        pub fn on_thread_park<F: Fn()>(&mut self, f: F) -> &mut Self;
        pub fn on_thread_unpark<F: Fn()>(&mut self, f: F) -> &mut Self;
        pub fn global_queue_interval(&mut self, val: u32) -> &mut Self;
        pub fn event_interval(&mut self, val: u32) -> &mut Self;
    }
}

pub mod time {
    use std::future::Future;
    use std::pin::Pin;
    use std::task::{Context, Poll};

    pub use std::time::Duration;

    #[waits = "for a timer"] pub fn sleep(duration: Duration) -> Sleep;
    #[waits = "for a timer"] pub fn sleep_until(deadline: Instant) -> Sleep;
    /* since 1.38 they take `F: IntoFuture` and give `Timeout<F::IntoFuture>` */
    pub fn timeout<F: Future>(duration: Duration, future: F) -> Timeout<F>;
    pub fn timeout_at<F: Future>(deadline: Instant, future: F) -> Timeout<F>;
    pub fn interval(period: Duration) -> Interval;
    pub fn interval_at(start: Instant, period: Duration) -> Interval;
    pub fn pause();
    pub fn resume();
    pub async fn advance(duration: Duration);

    pub struct Sleep;
    impl Future for Sleep { type Output = (); }
    impl Sleep {
        pub fn deadline(&self) -> Instant;
        pub fn is_elapsed(&self) -> bool;
        pub fn reset(self: Pin<&mut Self>, deadline: Instant);
    }

    pub struct Timeout<T>;
    impl<T: Future> Future for Timeout<T> { type Output = Result<T::Output, crate::time::error::Elapsed>; }
    impl<T> Timeout<T> {
        pub fn get_ref(&self) -> &T;
        pub fn get_mut(&mut self) -> &mut T;
        pub fn into_inner(self) -> T;
    }

    pub struct Interval;
    impl Interval {
        #[cancel_safe]
        pub async fn tick(&mut self) -> Instant;
        pub fn poll_tick(&mut self, cx: &mut Context) -> Poll<Instant>;
        pub fn period(&self) -> Duration;
        pub fn reset(&mut self);
        pub fn reset_immediately(&mut self);
        pub fn reset_after(&mut self, after: Duration);
        pub fn reset_at(&mut self, deadline: Instant);
        pub fn missed_tick_behavior(&self) -> MissedTickBehavior;
        pub fn set_missed_tick_behavior(&mut self, behavior: MissedTickBehavior);
    }
    pub enum MissedTickBehavior { Burst, Delay, Skip }
    impl Clone for MissedTickBehavior {}
    impl Copy for MissedTickBehavior {}
    impl Default for MissedTickBehavior {}

    pub struct Instant;
    impl Instant {
        pub fn now() -> Instant;
        pub fn from_std(std: std::time::Instant) -> Instant;
        pub fn into_std(self) -> std::time::Instant;
        pub fn elapsed(&self) -> Duration;
        pub fn duration_since(&self, earlier: Instant) -> Duration;
        pub fn checked_duration_since(&self, earlier: Instant) -> Option<Duration>;
        pub fn saturating_duration_since(&self, earlier: Instant) -> Duration;
        pub fn checked_add(&self, duration: Duration) -> Option<Instant>;
        pub fn checked_sub(&self, duration: Duration) -> Option<Instant>;
    }
    impl Clone for Instant {}
    impl Copy for Instant {}
    impl Ord for Instant {}
    impl From<std::time::Instant> for Instant {}
    impl From<Instant> for std::time::Instant {}
    impl std::ops::Add<Duration> for Instant { type Output = Instant; }
    impl std::ops::Sub<Duration> for Instant { type Output = Instant; }
    impl std::ops::Sub<Instant> for Instant { type Output = Duration; }

    pub mod error {
        pub struct Elapsed;
        impl std::error::Error for Elapsed {}
        impl std::fmt::Display for Elapsed {}
        impl From<Elapsed> for std::io::Error {}
        pub struct Error;
        impl Error {
            pub fn is_shutdown(&self) -> bool;
            pub fn is_at_capacity(&self) -> bool;
            pub fn is_invalid(&self) -> bool;
        }
        impl std::error::Error for Error {}
        impl std::fmt::Display for Error {}
    }
}

pub mod sync {
    use std::future::Future;
    use std::ops::{Deref, DerefMut};
    use std::sync::Arc;

    /* locks */
    pub struct Mutex<T>;
    impl<T> Mutex<T> {
        pub fn new(t: T) -> Self;
        pub const fn const_new(t: T) -> Self;
        #[loses_place]
        #[locks = "exclusive"] pub async fn lock(&self) -> MutexGuard<T>;
        #[loses_place]
        #[locks = "exclusive"] pub async fn lock_owned(self: Arc<Self>) -> OwnedMutexGuard<T>;
        #[blocks]
        #[locks = "exclusive"] pub fn blocking_lock(&self) -> MutexGuard<T>;
        #[blocks]
        #[locks = "exclusive"] pub fn blocking_lock_owned(self: Arc<Self>) -> OwnedMutexGuard<T>;
        pub fn try_lock(&self) -> Result<MutexGuard<T>, TryLockError>;
        pub fn try_lock_owned(self: Arc<Self>) -> Result<OwnedMutexGuard<T>, TryLockError>;
        pub fn get_mut(&mut self) -> &mut T;
        pub fn into_inner(self) -> T;
    }
    impl<T> From<T> for Mutex<T> {}
    impl<T: Default> Default for Mutex<T> {}

    #[guard = "exclusive"] #[awaitable] pub struct MutexGuard<T>;
    impl<T> Deref for MutexGuard<T> { type Target = T; }
    impl<T> DerefMut for MutexGuard<T> {}
    impl<T> MutexGuard<T> {
        pub fn map<U, F: FnOnce(&mut T) -> &mut U>(this: Self, f: F) -> MappedMutexGuard<U>;
        pub fn try_map<U, F: FnOnce(&mut T) -> Option<&mut U>>(this: Self, f: F) -> Result<MappedMutexGuard<U>, Self>;
        pub fn mutex(this: &Self) -> &Mutex<T>;
    }
    #[guard = "exclusive"] #[awaitable] pub struct MappedMutexGuard<T>;
    impl<T> Deref for MappedMutexGuard<T> { type Target = T; }
    impl<T> DerefMut for MappedMutexGuard<T> {}
    #[guard = "exclusive"] #[awaitable] pub struct OwnedMutexGuard<T>;
    impl<T> Deref for OwnedMutexGuard<T> { type Target = T; }
    impl<T> DerefMut for OwnedMutexGuard<T> {}
    impl<T> OwnedMutexGuard<T> {
        pub fn map<U, F: FnOnce(&mut T) -> &mut U>(this: Self, f: F) -> OwnedMappedMutexGuard<T, U>;
        pub fn mutex(this: &Self) -> &Arc<Mutex<T>>;
    }
    #[guard = "exclusive"] #[awaitable] pub struct OwnedMappedMutexGuard<T, U>;
    impl<T, U> Deref for OwnedMappedMutexGuard<T, U> { type Target = U; }
    impl<T, U> DerefMut for OwnedMappedMutexGuard<T, U> {}
    pub struct TryLockError;
    impl std::error::Error for TryLockError {}
    impl std::fmt::Display for TryLockError {}

    pub struct RwLock<T>;
    impl<T> RwLock<T> {
        pub fn new(value: T) -> RwLock<T>;
        pub const fn const_new(value: T) -> RwLock<T>;
        pub fn with_max_readers(value: T, max_reads: u32) -> RwLock<T>;
        #[loses_place]
        #[locks = "shared"] pub async fn read(&self) -> RwLockReadGuard<T>;
        #[loses_place]
        #[locks = "exclusive"] pub async fn write(&self) -> RwLockWriteGuard<T>;
        #[loses_place]
        #[locks = "shared"] pub async fn read_owned(self: Arc<Self>) -> OwnedRwLockReadGuard<T>;
        #[loses_place]
        #[locks = "exclusive"] pub async fn write_owned(self: Arc<Self>) -> OwnedRwLockWriteGuard<T>;
        #[blocks]
        #[locks = "shared"] pub fn blocking_read(&self) -> RwLockReadGuard<T>;
        #[blocks]
        #[locks = "exclusive"] pub fn blocking_write(&self) -> RwLockWriteGuard<T>;
        pub fn try_read(&self) -> Result<RwLockReadGuard<T>, TryLockError>;
        pub fn try_write(&self) -> Result<RwLockWriteGuard<T>, TryLockError>;
        pub fn try_read_owned(self: Arc<Self>) -> Result<OwnedRwLockReadGuard<T>, TryLockError>;
        pub fn try_write_owned(self: Arc<Self>) -> Result<OwnedRwLockWriteGuard<T>, TryLockError>;
        pub fn get_mut(&mut self) -> &mut T;
        pub fn into_inner(self) -> T;
    }
    impl<T> From<T> for RwLock<T> {}
    impl<T: Default> Default for RwLock<T> {}

    #[guard = "shared"] #[awaitable] pub struct RwLockReadGuard<T>;
    impl<T> Deref for RwLockReadGuard<T> { type Target = T; }
    impl<T> RwLockReadGuard<T> {
        pub fn map<F: FnOnce(&T) -> &U, U>(this: Self, f: F) -> RwLockReadGuard<U>;
        pub fn try_map<F: FnOnce(&T) -> Option<&U>, U>(this: Self, f: F) -> Result<RwLockReadGuard<U>, Self>;
    }
    #[guard = "exclusive"] #[awaitable] pub struct RwLockWriteGuard<T>;
    impl<T> Deref for RwLockWriteGuard<T> { type Target = T; }
    impl<T> DerefMut for RwLockWriteGuard<T> {}
    impl<T> RwLockWriteGuard<T> {
        pub fn map<F: FnOnce(&mut T) -> &mut U, U>(this: Self, f: F) -> RwLockMappedWriteGuard<U>;
        pub fn downgrade_map<F: FnOnce(&T) -> &U, U>(this: Self, f: F) -> RwLockReadGuard<U>;
        pub fn downgrade(self) -> RwLockReadGuard<T>;
    }
    #[guard = "exclusive"] #[awaitable] pub struct RwLockMappedWriteGuard<T>;
    impl<T> Deref for RwLockMappedWriteGuard<T> { type Target = T; }
    impl<T> DerefMut for RwLockMappedWriteGuard<T> {}
    #[guard = "shared"] #[awaitable] pub struct OwnedRwLockReadGuard<T, U = T>;
    impl<T, U> Deref for OwnedRwLockReadGuard<T, U> { type Target = U; }
    impl<T, U> OwnedRwLockReadGuard<T, U> {
        pub fn map<F: FnOnce(&U) -> &V, V>(this: Self, f: F) -> OwnedRwLockReadGuard<T, V>;
    }
    #[guard = "exclusive"] #[awaitable] pub struct OwnedRwLockWriteGuard<T>;
    impl<T> Deref for OwnedRwLockWriteGuard<T> { type Target = T; }
    impl<T> DerefMut for OwnedRwLockWriteGuard<T> {}
    impl<T> OwnedRwLockWriteGuard<T> {
        pub fn map<F: FnOnce(&mut T) -> &mut U, U>(this: Self, f: F) -> OwnedRwLockMappedWriteGuard<T, U>;
        pub fn downgrade(self) -> OwnedRwLockReadGuard<T>;
    }
    #[guard = "exclusive"] #[awaitable] pub struct OwnedRwLockMappedWriteGuard<T, U = T>;
    impl<T, U> Deref for OwnedRwLockMappedWriteGuard<T, U> { type Target = U; }
    impl<T, U> DerefMut for OwnedRwLockMappedWriteGuard<T, U> {}

    /* permits, notifications, meeting points */
    pub struct Semaphore;
    impl Semaphore {
        pub const MAX_PERMITS: usize = _;
        pub fn new(permits: usize) -> Self;
        pub const fn const_new(permits: usize) -> Self;
        #[loses_place]
        pub async fn acquire(&self) -> Result<SemaphorePermit, AcquireError>;
        #[loses_place]
        pub async fn acquire_many(&self, n: u32) -> Result<SemaphorePermit, AcquireError>;
        #[loses_place]
        pub async fn acquire_owned(self: Arc<Self>) -> Result<OwnedSemaphorePermit, AcquireError>;
        #[loses_place]
        pub async fn acquire_many_owned(self: Arc<Self>, n: u32) -> Result<OwnedSemaphorePermit, AcquireError>;
        pub fn try_acquire(&self) -> Result<SemaphorePermit, TryAcquireError>;
        pub fn try_acquire_many(&self, n: u32) -> Result<SemaphorePermit, TryAcquireError>;
        pub fn try_acquire_owned(self: Arc<Self>) -> Result<OwnedSemaphorePermit, TryAcquireError>;
        pub fn try_acquire_many_owned(self: Arc<Self>, n: u32) -> Result<OwnedSemaphorePermit, TryAcquireError>;
        #[blocks]
        pub fn blocking_acquire(&self) -> Result<SemaphorePermit, AcquireError>;
        #[blocks]
        pub fn blocking_acquire_many(&self, n: u32) -> Result<SemaphorePermit, AcquireError>;
        #[blocks]
        pub fn blocking_acquire_owned(self: Arc<Self>) -> Result<OwnedSemaphorePermit, AcquireError>;
        pub fn available_permits(&self) -> usize;
        pub fn add_permits(&self, n: usize);
        pub fn forget_permits(&self, n: usize) -> usize;
        pub fn close(&self);
        pub fn is_closed(&self) -> bool;
    }
    pub struct SemaphorePermit;
    impl SemaphorePermit {
        pub fn forget(self);
        pub fn merge(&mut self, other: Self);
        pub fn split(&mut self, n: usize) -> Option<Self>;
        pub fn num_permits(&self) -> usize;
    }
    pub struct OwnedSemaphorePermit;
    impl OwnedSemaphorePermit {
        pub fn forget(self);
        pub fn merge(&mut self, other: Self);
        pub fn split(&mut self, n: usize) -> Option<Self>;
        pub fn num_permits(&self) -> usize;
        pub fn semaphore(&self) -> &Arc<Semaphore>;
    }
    pub struct AcquireError;
    impl std::error::Error for AcquireError {}
    impl std::fmt::Display for AcquireError {}
    pub enum TryAcquireError { Closed, NoPermits }
    impl std::error::Error for TryAcquireError {}
    impl std::fmt::Display for TryAcquireError {}

    pub struct Notify;
    impl Notify {
        pub fn new() -> Notify;
        pub const fn const_new() -> Notify;
        pub fn notify_one(&self);
        pub fn notify_last(&self);
        pub fn notify_waiters(&self);
        #[loses_place]
        pub fn notified(&self) -> crate::sync::futures::Notified;
        #[loses_place]
        pub fn notified_owned(self: Arc<Self>) -> crate::sync::futures::OwnedNotified;
    }
    impl Default for Notify {}
    pub mod futures {
        use std::pin::Pin;
        pub struct Notified;
        impl std::future::Future for Notified { type Output = (); }
        impl Notified { pub fn enable(self: Pin<&mut Self>) -> bool; }
        pub struct OwnedNotified;
        impl std::future::Future for OwnedNotified { type Output = (); }
        impl OwnedNotified { pub fn enable(self: Pin<&mut Self>) -> bool; }
    }

    pub struct Barrier;
    impl Barrier {
        pub fn new(n: usize) -> Barrier;
        #[cancel_unsafe = "it no longer counts at the barrier, and the others wait for one more"]
        pub async fn wait(&self) -> BarrierWaitResult;
    }
    pub struct BarrierWaitResult;
    impl BarrierWaitResult { pub fn is_leader(&self) -> bool; }

    /* cells that are written once */
    pub struct OnceCell<T>;
    impl<T> OnceCell<T> {
        pub fn new() -> Self;
        pub const fn const_new() -> Self;
        pub fn new_with(value: Option<T>) -> Self;
        pub const fn const_new_with(value: T) -> Self;
        pub fn initialized(&self) -> bool;
        pub fn get(&self) -> Option<&T>;
        pub fn get_mut(&mut self) -> Option<&mut T>;
        pub fn set(&self, value: T) -> Result<(), SetError<T>>;
        pub async fn get_or_init<F: FnOnce() -> Fut, Fut: Future<Output = T>>(&self, f: F) -> &T;
        pub async fn get_or_try_init<E, F: FnOnce() -> Fut, Fut: Future<Output = Result<T, E>>>(&self, f: F) -> Result<&T, E>;
        pub fn into_inner(self) -> Option<T>;
        pub fn take(&mut self) -> Option<T>;
    }
    impl<T> Default for OnceCell<T> {}
    impl<T: Clone> Clone for OnceCell<T> {}
    impl<T> From<T> for OnceCell<T> {}
    pub enum SetError<T> { AlreadyInitializedError(T), InitializingError(T) }
    pub struct SetOnce<T>;
    impl<T> SetOnce<T> {
        pub fn new() -> Self;
        pub const fn const_new() -> Self;
        pub fn initialized(&self) -> bool;
        pub fn get(&self) -> Option<&T>;
        pub fn set(&self, value: T) -> Result<(), SetOnceError<T>>;
        pub fn into_inner(self) -> Option<T>;
        #[cancel_safe]
        pub async fn wait(&self) -> &T;
    }
    pub struct SetOnceError<T>(pub T);

    /* channels */
    pub mod mpsc {
        use self::error::{SendError, SendTimeoutError, TryRecvError, TrySendError};
        use std::task::{Context, Poll};
        use std::time::Duration;

        pub fn channel<T>(buffer: usize) -> (Sender<T>, Receiver<T>);
        pub fn unbounded_channel<T>() -> (UnboundedSender<T>, UnboundedReceiver<T>);

        pub struct Sender<T>;
        impl<T> Clone for Sender<T> {}
        impl<T> Sender<T> {
            #[cancel_unsafe = "the message is lost"]
            pub async fn send(&self, value: T) -> Result<(), SendError<T>>;
            pub async fn send_timeout(&self, value: T, timeout: Duration) -> Result<(), SendTimeoutError<T>>;
            pub fn try_send(&self, message: T) -> Result<(), TrySendError<T>>;
            #[blocks]
            pub fn blocking_send(&self, value: T) -> Result<(), SendError<T>>;
            #[loses_place]
            pub async fn reserve(&self) -> Result<Permit<T>, SendError<()>>;
            #[loses_place]
            pub async fn reserve_many(&self, n: usize) -> Result<PermitIterator<T>, SendError<()>>;
            #[loses_place]
            pub async fn reserve_owned(self) -> Result<OwnedPermit<T>, SendError<()>>;
            pub fn try_reserve(&self) -> Result<Permit<T>, TrySendError<()>>;
            pub fn try_reserve_many(&self, n: usize) -> Result<PermitIterator<T>, TrySendError<()>>;
            pub fn try_reserve_owned(self) -> Result<OwnedPermit<T>, TrySendError<Self>>;
            #[cancel_safe]
            pub async fn closed(&self);
            pub fn is_closed(&self) -> bool;
            pub fn same_channel(&self, other: &Self) -> bool;
            pub fn capacity(&self) -> usize;
            pub fn max_capacity(&self) -> usize;
            pub fn downgrade(&self) -> WeakSender<T>;
            pub fn strong_count(&self) -> usize;
            pub fn weak_count(&self) -> usize;
        }
        pub struct WeakSender<T>;
        impl<T> Clone for WeakSender<T> {}
        impl<T> WeakSender<T> { pub fn upgrade(&self) -> Option<Sender<T>>; }
        pub struct Permit<T>;
        impl<T> Permit<T> { pub fn send(self, value: T); }
        pub struct PermitIterator<T>;
        impl<T> Iterator for PermitIterator<T> { type Item = Permit<T>; }
        pub struct OwnedPermit<T>;
        impl<T> OwnedPermit<T> {
            pub fn send(self, value: T) -> Sender<T>;
            pub fn release(self) -> Sender<T>;
        }

        pub struct Receiver<T>;
        impl<T> Receiver<T> {
            #[cancel_safe]
            pub async fn recv(&mut self) -> Option<T>;
            #[cancel_safe]
            pub async fn recv_many(&mut self, buffer: &mut Vec<T>, limit: usize) -> usize;
            pub fn try_recv(&mut self) -> Result<T, TryRecvError>;
            #[blocks]
            pub fn blocking_recv(&mut self) -> Option<T>;
            #[blocks]
            pub fn blocking_recv_many(&mut self, buffer: &mut Vec<T>, limit: usize) -> usize;
            pub fn poll_recv(&mut self, cx: &mut Context) -> Poll<Option<T>>;
            pub fn close(&mut self);
            pub fn is_closed(&self) -> bool;
            pub fn is_empty(&self) -> bool;
            pub fn len(&self) -> usize;
            pub fn capacity(&self) -> usize;
            pub fn max_capacity(&self) -> usize;
            pub fn sender_strong_count(&self) -> usize;
            pub fn sender_weak_count(&self) -> usize;
        }

        pub struct UnboundedSender<T>;
        impl<T> Clone for UnboundedSender<T> {}
        impl<T> UnboundedSender<T> {
            pub fn send(&self, message: T) -> Result<(), SendError<T>>;
            #[cancel_safe]
            pub async fn closed(&self);
            pub fn is_closed(&self) -> bool;
            pub fn same_channel(&self, other: &Self) -> bool;
            pub fn downgrade(&self) -> WeakUnboundedSender<T>;
            pub fn strong_count(&self) -> usize;
            pub fn weak_count(&self) -> usize;
        }
        pub struct WeakUnboundedSender<T>;
        impl<T> Clone for WeakUnboundedSender<T> {}
        impl<T> WeakUnboundedSender<T> { pub fn upgrade(&self) -> Option<UnboundedSender<T>>; }
        pub struct UnboundedReceiver<T>;
        impl<T> UnboundedReceiver<T> {
            #[cancel_safe]
            pub async fn recv(&mut self) -> Option<T>;
            #[cancel_safe]
            pub async fn recv_many(&mut self, buffer: &mut Vec<T>, limit: usize) -> usize;
            pub fn try_recv(&mut self) -> Result<T, TryRecvError>;
            #[blocks]
            pub fn blocking_recv(&mut self) -> Option<T>;
            #[blocks]
            pub fn blocking_recv_many(&mut self, buffer: &mut Vec<T>, limit: usize) -> usize;
            pub fn poll_recv(&mut self, cx: &mut Context) -> Poll<Option<T>>;
            pub fn close(&mut self);
            pub fn is_closed(&self) -> bool;
            pub fn is_empty(&self) -> bool;
            pub fn len(&self) -> usize;
        }

        pub mod error {
            pub struct SendError<T>(pub T);
            impl<T> std::error::Error for SendError<T> {}
            impl<T> std::fmt::Display for SendError<T> {}
            pub enum TrySendError<T> { Full(T), Closed(T) }
            impl<T> TrySendError<T> { pub fn into_inner(self) -> T; }
            impl<T> From<SendError<T>> for TrySendError<T> {}
            impl<T> std::error::Error for TrySendError<T> {}
            impl<T> std::fmt::Display for TrySendError<T> {}
            pub enum SendTimeoutError<T> { Timeout(T), Closed(T) }
            impl<T> SendTimeoutError<T> { pub fn into_inner(self) -> T; }
            impl<T> std::error::Error for SendTimeoutError<T> {}
            impl<T> std::fmt::Display for SendTimeoutError<T> {}
            pub enum TryRecvError { Empty, Disconnected }
            impl std::error::Error for TryRecvError {}
            impl std::fmt::Display for TryRecvError {}
        }
    }

    pub mod oneshot {
        use self::error::{RecvError, TryRecvError};
        pub fn channel<T>() -> (Sender<T>, Receiver<T>);
        pub struct Sender<T>;
        impl<T> Sender<T> {
            pub fn send(self, t: T) -> Result<(), T>;
            pub async fn closed(&mut self);
            pub fn is_closed(&self) -> bool;
        }
        #[cancel_safe]
        pub struct Receiver<T>;
        impl<T> std::future::Future for Receiver<T> { type Output = Result<T, RecvError>; }
        impl<T> Receiver<T> {
            pub fn try_recv(&mut self) -> Result<T, TryRecvError>;
            #[blocks]
            pub fn blocking_recv(self) -> Result<T, RecvError>;
            pub fn close(&mut self);
            pub fn is_empty(&self) -> bool;
            pub fn is_terminated(&self) -> bool;
        }
        pub mod error {
            pub struct RecvError;
            impl std::error::Error for RecvError {}
            impl std::fmt::Display for RecvError {}
            pub enum TryRecvError { Empty, Closed }
            impl std::error::Error for TryRecvError {}
            impl std::fmt::Display for TryRecvError {}
        }
    }

    pub mod broadcast {
        use self::error::{RecvError, SendError, TryRecvError};
        pub fn channel<T: Clone>(capacity: usize) -> (Sender<T>, Receiver<T>);
        pub struct Sender<T>;
        impl<T> Clone for Sender<T> {}
        impl<T> Sender<T> {
            pub fn new(capacity: usize) -> Self;
            pub fn send(&self, value: T) -> Result<usize, SendError<T>>;
            pub fn subscribe(&self) -> Receiver<T>;
            pub async fn closed(&self);
            pub fn len(&self) -> usize;
            pub fn is_empty(&self) -> bool;
            pub fn receiver_count(&self) -> usize;
            pub fn same_channel(&self, other: &Self) -> bool;
            pub fn downgrade(&self) -> WeakSender<T>;
            pub fn strong_count(&self) -> usize;
            pub fn weak_count(&self) -> usize;
        }
        pub struct WeakSender<T>;
        impl<T> Clone for WeakSender<T> {}
        impl<T> WeakSender<T> { pub fn upgrade(&self) -> Option<Sender<T>>; }
        pub struct Receiver<T>;
        impl<T> Receiver<T> {
            #[cancel_safe]
            pub async fn recv(&mut self) -> Result<T, RecvError>;
            pub fn try_recv(&mut self) -> Result<T, TryRecvError>;
            #[blocks]
            pub fn blocking_recv(&mut self) -> Result<T, RecvError>;
            pub fn resubscribe(&self) -> Self;
            pub fn len(&self) -> usize;
            pub fn is_empty(&self) -> bool;
            pub fn is_closed(&self) -> bool;
            pub fn same_channel(&self, other: &Self) -> bool;
        }
        pub mod error {
            pub struct SendError<T>(pub T);
            impl<T> std::error::Error for SendError<T> {}
            impl<T> std::fmt::Display for SendError<T> {}
            pub enum RecvError { Closed, Lagged(u64) }
            impl std::error::Error for RecvError {}
            impl std::fmt::Display for RecvError {}
            pub enum TryRecvError { Empty, Closed, Lagged(u64) }
            impl std::error::Error for TryRecvError {}
            impl std::fmt::Display for TryRecvError {}
        }
    }

    pub mod watch {
        use self::error::{RecvError, SendError};
        pub fn channel<T>(init: T) -> (Sender<T>, Receiver<T>);
        pub struct Sender<T>;
        impl<T> Clone for Sender<T> {}
        impl<T: Default> Default for Sender<T> {}
        impl<T> Sender<T> {
            pub fn new(init: T) -> Self;
            pub fn send(&self, value: T) -> Result<(), SendError<T>>;
            pub fn send_modify<F: FnOnce(&mut T)>(&self, modify: F);
            pub fn send_if_modified<F: FnOnce(&mut T) -> bool>(&self, modify: F) -> bool;
            pub fn send_replace(&self, value: T) -> T;
            pub fn borrow(&self) -> Ref<T>;
            pub fn subscribe(&self) -> Receiver<T>;
            #[cancel_safe]
            pub async fn closed(&self);
            pub fn is_closed(&self) -> bool;
            pub fn receiver_count(&self) -> usize;
            pub fn sender_count(&self) -> usize;
            pub fn same_channel(&self, other: &Self) -> bool;
        }
        pub struct Receiver<T>;
        impl<T> Clone for Receiver<T> {}
        impl<T> Receiver<T> {
            #[cancel_safe]
            pub async fn changed(&mut self) -> Result<(), RecvError>;
            #[cancel_safe]
            pub async fn wait_for(&mut self, f: impl FnMut(&T) -> bool) -> Result<Ref<T>, RecvError>;
            pub fn borrow(&self) -> Ref<T>;
            pub fn borrow_and_update(&mut self) -> Ref<T>;
            pub fn has_changed(&self) -> Result<bool, RecvError>;
            pub fn mark_changed(&mut self);
            pub fn mark_unchanged(&mut self);
            pub fn same_channel(&self, other: &Self) -> bool;
        }
        #[guard = "shared"] pub struct Ref<T>;
        impl<T> std::ops::Deref for Ref<T> { type Target = T; }
        impl<T> Ref<T> { pub fn has_changed(&self) -> bool; }
        pub mod error {
            pub struct SendError<T>(pub T);
            impl<T> std::error::Error for SendError<T> {}
            impl<T> std::fmt::Display for SendError<T> {}
            pub struct RecvError;
            impl std::error::Error for RecvError {}
            impl std::fmt::Display for RecvError {}
        }
    }
}

pub mod fs {
    use std::ffi::OsString;
    use std::io;
    use std::path::{Path, PathBuf};

    #[writes]
    #[waits = "for the disk"] pub async fn write(path: impl AsRef<Path>, contents: impl AsRef<[u8]>) -> io::Result<()>;
    #[waits = "for the disk"] pub async fn read(path: impl AsRef<Path>) -> io::Result<Vec<u8>>;
    #[waits = "for the disk"] pub async fn read_to_string(path: impl AsRef<Path>) -> io::Result<String>;
    #[writes]
    #[waits = "for the disk"] pub async fn rename(from: impl AsRef<Path>, to: impl AsRef<Path>) -> io::Result<()>;
    #[writes]
    #[waits = "for the disk"] pub async fn copy(from: impl AsRef<Path>, to: impl AsRef<Path>) -> io::Result<u64>;
    #[writes]
    #[waits = "for the disk"] pub async fn hard_link(original: impl AsRef<Path>, link: impl AsRef<Path>) -> io::Result<()>;
    #[writes]
    #[waits = "for the disk"] pub async fn symlink(original: impl AsRef<Path>, link: impl AsRef<Path>) -> io::Result<()>;
    #[writes]
    #[waits = "for the disk"] pub async fn create_dir(path: impl AsRef<Path>) -> io::Result<()>;
    #[writes]
    #[waits = "for the disk"] pub async fn create_dir_all(path: impl AsRef<Path>) -> io::Result<()>;
    #[writes]
    #[waits = "for the disk"] pub async fn remove_file(path: impl AsRef<Path>) -> io::Result<()>;
    #[waits = "for the disk"] pub async fn remove_dir(path: impl AsRef<Path>) -> io::Result<()>;
    #[waits = "for the disk"] pub async fn remove_dir_all(path: impl AsRef<Path>) -> io::Result<()>;
    #[writes]
    #[waits = "for the disk"] pub async fn set_permissions(path: impl AsRef<Path>, perm: std::fs::Permissions) -> io::Result<()>;
    #[waits = "for the disk"] pub async fn metadata(path: impl AsRef<Path>) -> io::Result<std::fs::Metadata>;
    #[waits = "for the disk"] pub async fn symlink_metadata(path: impl AsRef<Path>) -> io::Result<std::fs::Metadata>;
    #[waits = "for the disk"] pub async fn canonicalize(path: impl AsRef<Path>) -> io::Result<PathBuf>;
    #[waits = "for the disk"] pub async fn read_link(path: impl AsRef<Path>) -> io::Result<PathBuf>;
    #[waits = "for the disk"] pub async fn read_dir(path: impl AsRef<Path>) -> io::Result<ReadDir>;
    #[waits = "for the disk"] pub async fn try_exists(path: impl AsRef<Path>) -> io::Result<bool>;

    pub struct File;
    impl File {
        #[waits = "for the disk"] pub async fn open(path: impl AsRef<Path>) -> io::Result<File>;
        #[waits = "for the disk"] pub async fn create(path: impl AsRef<Path>) -> io::Result<File>;
        #[waits = "for the disk"] pub async fn create_new<P: AsRef<Path>>(path: P) -> io::Result<File>;
        pub fn options() -> OpenOptions;
        pub fn from_std(std: std::fs::File) -> File;
        #[waits = "for the disk"] pub async fn into_std(self) -> std::fs::File;
        pub fn try_into_std(self) -> Result<std::fs::File, Self>;
        #[writes]
        #[waits = "for the disk"] pub async fn sync_all(&self) -> io::Result<()>;
        #[writes]
        #[waits = "for the disk"] pub async fn sync_data(&self) -> io::Result<()>;
        #[writes]
        #[waits = "for the disk"] pub async fn set_len(&self, size: u64) -> io::Result<()>;
        #[writes]
        #[waits = "for the disk"] pub async fn set_permissions(&self, perm: std::fs::Permissions) -> io::Result<()>;
        #[waits = "for the disk"] pub async fn metadata(&self) -> io::Result<std::fs::Metadata>;
        #[waits = "for the disk"] pub async fn try_clone(&self) -> io::Result<File>;
        pub fn set_max_buf_size(&mut self, max_buf_size: usize);
        pub fn max_buf_size(&self) -> usize;
    }
    impl From<std::fs::File> for File {}
    impl crate::io::AsyncRead for File {}
    impl crate::io::AsyncWrite for File {}
    impl crate::io::AsyncSeek for File {}

    pub struct OpenOptions;
    impl OpenOptions {
        pub fn new() -> OpenOptions;
        pub fn read(&mut self, read: bool) -> &mut OpenOptions;
        pub fn write(&mut self, write: bool) -> &mut OpenOptions;
        pub fn append(&mut self, append: bool) -> &mut OpenOptions;
        pub fn truncate(&mut self, truncate: bool) -> &mut OpenOptions;
        pub fn create(&mut self, create: bool) -> &mut OpenOptions;
        pub fn create_new(&mut self, create_new: bool) -> &mut OpenOptions;
        pub fn mode(&mut self, mode: u32) -> &mut OpenOptions;
        pub fn custom_flags(&mut self, flags: i32) -> &mut OpenOptions;
        #[waits = "for the disk"] pub async fn open(&self, path: impl AsRef<Path>) -> io::Result<File>;
    }
    impl Clone for OpenOptions {}
    impl Default for OpenOptions {}
    impl From<std::fs::OpenOptions> for OpenOptions {}

    pub struct ReadDir;
    impl ReadDir {
        #[cancel_safe]
        #[waits = "for the disk"] pub async fn next_entry(&mut self) -> io::Result<Option<DirEntry>>;
    }
    pub struct DirEntry;
    impl DirEntry {
        pub fn path(&self) -> PathBuf;
        pub fn file_name(&self) -> OsString;
        pub fn ino(&self) -> u64;
        #[waits = "for the disk"] pub async fn metadata(&self) -> io::Result<std::fs::Metadata>;
        #[waits = "for the disk"] pub async fn file_type(&self) -> io::Result<std::fs::FileType>;
    }
    pub struct DirBuilder;
    impl DirBuilder {
        pub fn new() -> Self;
        pub fn recursive(&mut self, recursive: bool) -> &mut Self;
        pub fn mode(&mut self, mode: u32) -> &mut Self;
        #[writes]
        #[waits = "for the disk"] pub async fn create(&self, path: impl AsRef<Path>) -> io::Result<()>;
    }
    impl Default for DirBuilder {}
}

pub mod io {
    use bytes::{Buf, BufMut};
    use std::io::{Cursor, IoSlice};
    use std::pin::Pin;
    use std::task::{Context, Poll};

    pub use std::io::{Error, ErrorKind, Result, SeekFrom};

    /* the traits that streams implement */
    pub trait AsyncRead {
        fn poll_read(self: Pin<&mut Self>, cx: &mut Context, buf: &mut ReadBuf) -> Poll<Result<()>>;
    }
    pub trait AsyncBufRead: AsyncRead {
        fn poll_fill_buf(self: Pin<&mut Self>, cx: &mut Context) -> Poll<Result<&[u8]>>;
        fn consume(self: Pin<&mut Self>, amt: usize);
    }
    pub trait AsyncWrite {
        fn poll_write(self: Pin<&mut Self>, cx: &mut Context, buf: &[u8]) -> Poll<Result<usize>>;
        fn poll_flush(self: Pin<&mut Self>, cx: &mut Context) -> Poll<Result<()>>;
        fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context) -> Poll<Result<()>>;
        fn poll_write_vectored(self: Pin<&mut Self>, cx: &mut Context, bufs: &[IoSlice]) -> Poll<Result<usize>>;
        fn is_write_vectored(&self) -> bool;
    }
    pub trait AsyncSeek {
        fn start_seek(self: Pin<&mut Self>, position: SeekFrom) -> Result<()>;
        fn poll_complete(self: Pin<&mut Self>, cx: &mut Context) -> Poll<Result<u64>>;
    }

    /* the traits that users call */
    pub trait AsyncReadExt: AsyncRead {
        #[cancel_safe]
        #[waits = "for a stream"] async fn read(&mut self, buf: &mut [u8]) -> Result<usize>;
        #[cancel_safe]
        #[waits = "for a stream"] async fn read_buf<B: BufMut>(&mut self, buf: &mut B) -> Result<usize>;
        #[cancel_unsafe = "the bytes read so far are lost"]
        #[waits = "for a stream"] async fn read_exact(&mut self, buf: &mut [u8]) -> Result<usize>;
        #[cancel_unsafe = "the bytes read so far are lost"]
        #[waits = "for a stream"] async fn read_to_end(&mut self, buf: &mut Vec<u8>) -> Result<usize>;
        #[cancel_unsafe = "the text read so far is lost"]
        #[waits = "for a stream"] async fn read_to_string(&mut self, dst: &mut String) -> Result<usize>;
        #[cancel_safe]
        #[waits = "for a stream"] async fn read_u8(&mut self) -> Result<u8>;
        #[cancel_safe]
        #[waits = "for a stream"] async fn read_i8(&mut self) -> Result<i8>;
        #[cancel_unsafe = "the bytes read so far are lost"]
        #[waits = "for a stream"] async fn read_u16(&mut self) -> Result<u16>;
        #[cancel_unsafe = "the bytes read so far are lost"]
        #[waits = "for a stream"] async fn read_i16(&mut self) -> Result<i16>;
        #[cancel_unsafe = "the bytes read so far are lost"]
        #[waits = "for a stream"] async fn read_u32(&mut self) -> Result<u32>;
        #[cancel_unsafe = "the bytes read so far are lost"]
        #[waits = "for a stream"] async fn read_i32(&mut self) -> Result<i32>;
        #[cancel_unsafe = "the bytes read so far are lost"]
        #[waits = "for a stream"] async fn read_u64(&mut self) -> Result<u64>;
        #[cancel_unsafe = "the bytes read so far are lost"]
        #[waits = "for a stream"] async fn read_i64(&mut self) -> Result<i64>;
        #[cancel_unsafe = "the bytes read so far are lost"]
        #[waits = "for a stream"] async fn read_u128(&mut self) -> Result<u128>;
        #[cancel_unsafe = "the bytes read so far are lost"]
        #[waits = "for a stream"] async fn read_i128(&mut self) -> Result<i128>;
        #[cancel_unsafe = "the bytes read so far are lost"]
        #[waits = "for a stream"] async fn read_f32(&mut self) -> Result<f32>;
        #[cancel_unsafe = "the bytes read so far are lost"]
        #[waits = "for a stream"] async fn read_f64(&mut self) -> Result<f64>;
        #[cancel_unsafe = "the bytes read so far are lost"]
        #[waits = "for a stream"] async fn read_u16_le(&mut self) -> Result<u16>;
        #[cancel_unsafe = "the bytes read so far are lost"]
        #[waits = "for a stream"] async fn read_i16_le(&mut self) -> Result<i16>;
        #[cancel_unsafe = "the bytes read so far are lost"]
        #[waits = "for a stream"] async fn read_u32_le(&mut self) -> Result<u32>;
        #[cancel_unsafe = "the bytes read so far are lost"]
        #[waits = "for a stream"] async fn read_i32_le(&mut self) -> Result<i32>;
        #[cancel_unsafe = "the bytes read so far are lost"]
        #[waits = "for a stream"] async fn read_u64_le(&mut self) -> Result<u64>;
        #[cancel_unsafe = "the bytes read so far are lost"]
        #[waits = "for a stream"] async fn read_i64_le(&mut self) -> Result<i64>;
        #[cancel_unsafe = "the bytes read so far are lost"]
        #[waits = "for a stream"] async fn read_u128_le(&mut self) -> Result<u128>;
        #[cancel_unsafe = "the bytes read so far are lost"]
        #[waits = "for a stream"] async fn read_i128_le(&mut self) -> Result<i128>;
        #[cancel_unsafe = "the bytes read so far are lost"]
        #[waits = "for a stream"] async fn read_f32_le(&mut self) -> Result<f32>;
        #[cancel_unsafe = "the bytes read so far are lost"]
        #[waits = "for a stream"] async fn read_f64_le(&mut self) -> Result<f64>;
        fn chain<R: AsyncRead>(self, next: R) -> Chain<Self, R>;
        fn take(self, limit: u64) -> Take<Self>;
    }
    impl<R: AsyncRead> AsyncReadExt for R {}

    pub trait AsyncBufReadExt: AsyncBufRead {
        #[cancel_unsafe = "the part of the line that was read is lost"]
        #[waits = "for a stream"] async fn read_line(&mut self, buf: &mut String) -> Result<usize>;
        #[waits = "for a stream"] async fn read_until(&mut self, byte: u8, buf: &mut Vec<u8>) -> Result<usize>;
        #[cancel_safe]
        #[waits = "for a stream"] async fn fill_buf(&mut self) -> Result<&[u8]>;
        fn consume(&mut self, amt: usize);
        fn lines(self) -> Lines<Self>;
        fn split(self, byte: u8) -> Split<Self>;
    }
    impl<R: AsyncBufRead> AsyncBufReadExt for R {}

    pub trait AsyncWriteExt: AsyncWrite {
        #[cancel_safe]
        #[writes]
        #[waits = "for a stream"] async fn write(&mut self, src: &[u8]) -> Result<usize>;
        #[cancel_safe]
        #[writes]
        #[waits = "for a stream"] async fn write_vectored(&mut self, bufs: &[IoSlice]) -> Result<usize>;
        #[cancel_safe]
        #[writes]
        #[waits = "for a stream"] async fn write_buf<B: Buf>(&mut self, src: &mut B) -> Result<usize>;
        #[writes]
        #[waits = "for a stream"] async fn write_all_buf<B: Buf>(&mut self, src: &mut B) -> Result<()>;
        #[cancel_unsafe = "a part of the buffer may be written, and the next call starts over"]
        #[writes]
        #[waits = "for a stream"] async fn write_all(&mut self, src: &[u8]) -> Result<()>;
        #[cancel_safe]
        #[writes]
        #[waits = "for a stream"] async fn flush(&mut self) -> Result<()>;
        #[waits = "for a stream"] async fn shutdown(&mut self) -> Result<()>;
        #[writes]
        #[waits = "for a stream"] async fn write_u8(&mut self, n: u8) -> Result<()>;
        #[writes]
        #[waits = "for a stream"] async fn write_i8(&mut self, n: i8) -> Result<()>;
        #[writes]
        #[waits = "for a stream"] async fn write_u16(&mut self, n: u16) -> Result<()>;
        #[writes]
        #[waits = "for a stream"] async fn write_i16(&mut self, n: i16) -> Result<()>;
        #[writes]
        #[waits = "for a stream"] async fn write_u32(&mut self, n: u32) -> Result<()>;
        #[writes]
        #[waits = "for a stream"] async fn write_i32(&mut self, n: i32) -> Result<()>;
        #[writes]
        #[waits = "for a stream"] async fn write_u64(&mut self, n: u64) -> Result<()>;
        #[writes]
        #[waits = "for a stream"] async fn write_i64(&mut self, n: i64) -> Result<()>;
        #[writes]
        #[waits = "for a stream"] async fn write_u128(&mut self, n: u128) -> Result<()>;
        #[writes]
        #[waits = "for a stream"] async fn write_i128(&mut self, n: i128) -> Result<()>;
        #[writes]
        #[waits = "for a stream"] async fn write_f32(&mut self, n: f32) -> Result<()>;
        #[writes]
        #[waits = "for a stream"] async fn write_f64(&mut self, n: f64) -> Result<()>;
        #[writes]
        #[waits = "for a stream"] async fn write_u16_le(&mut self, n: u16) -> Result<()>;
        #[writes]
        #[waits = "for a stream"] async fn write_u32_le(&mut self, n: u32) -> Result<()>;
        #[writes]
        #[waits = "for a stream"] async fn write_i32_le(&mut self, n: i32) -> Result<()>;
        #[writes]
        #[waits = "for a stream"] async fn write_u64_le(&mut self, n: u64) -> Result<()>;
        #[writes]
        #[waits = "for a stream"] async fn write_i64_le(&mut self, n: i64) -> Result<()>;
    }
    impl<W: AsyncWrite> AsyncWriteExt for W {}

    pub trait AsyncSeekExt: AsyncSeek {
        async fn seek(&mut self, pos: SeekFrom) -> Result<u64>;
        async fn rewind(&mut self) -> Result<u64>;
        async fn stream_position(&mut self) -> Result<u64>;
    }
    impl<S: AsyncSeek> AsyncSeekExt for S {}

    /* readers and writers of others */
    impl<T: AsRef<[u8]>> AsyncRead for Cursor<T> {}
    impl<T: AsRef<[u8]>> AsyncBufRead for Cursor<T> {}
    impl<T: AsRef<[u8]>> AsyncSeek for Cursor<T> {}
    impl AsyncWrite for Vec<u8> {}
    impl AsyncWrite for Cursor<Vec<u8>> {}
    impl AsyncWrite for Cursor<&mut Vec<u8>> {}
    impl AsyncWrite for Cursor<&mut [u8]> {}

    pub struct BufReader<R>;
    impl<R: AsyncRead> BufReader<R> {
        pub fn new(inner: R) -> Self;
        pub fn with_capacity(capacity: usize, inner: R) -> Self;
        pub fn get_ref(&self) -> &R;
        pub fn get_mut(&mut self) -> &mut R;
        pub fn into_inner(self) -> R;
        pub fn buffer(&self) -> &[u8];
    }
    impl<R: AsyncRead> AsyncRead for BufReader<R> {}
    impl<R: AsyncRead> AsyncBufRead for BufReader<R> {}
    impl<R: AsyncRead + AsyncSeek> AsyncSeek for BufReader<R> {}
    impl<R: AsyncRead + AsyncWrite> AsyncWrite for BufReader<R> {}

    pub struct BufWriter<W>;
    impl<W: AsyncWrite> BufWriter<W> {
        pub fn new(inner: W) -> Self;
        pub fn with_capacity(cap: usize, inner: W) -> Self;
        pub fn get_ref(&self) -> &W;
        pub fn get_mut(&mut self) -> &mut W;
        pub fn into_inner(self) -> W;
        pub fn buffer(&self) -> &[u8];
    }
    impl<W: AsyncWrite> AsyncWrite for BufWriter<W> {}
    impl<W: AsyncWrite + AsyncRead> AsyncRead for BufWriter<W> {}
    impl<W: AsyncWrite + AsyncBufRead> AsyncBufRead for BufWriter<W> {}
    impl<W: AsyncWrite + AsyncSeek> AsyncSeek for BufWriter<W> {}

    pub struct BufStream<RW>;
    impl<RW: AsyncRead + AsyncWrite> BufStream<RW> {
        pub fn new(stream: RW) -> BufStream<RW>;
        pub fn with_capacity(reader_capacity: usize, writer_capacity: usize, stream: RW) -> BufStream<RW>;
        pub fn get_ref(&self) -> &RW;
        pub fn get_mut(&mut self) -> &mut RW;
        pub fn into_inner(self) -> RW;
    }
    impl<RW: AsyncRead + AsyncWrite> AsyncRead for BufStream<RW> {}
    impl<RW: AsyncRead + AsyncWrite> AsyncBufRead for BufStream<RW> {}
    impl<RW: AsyncRead + AsyncWrite> AsyncWrite for BufStream<RW> {}

    pub struct Lines<R>;
    impl<R: AsyncBufRead> Lines<R> {
        #[cancel_safe]
        pub async fn next_line(&mut self) -> Result<Option<String>>;
        pub fn get_mut(&mut self) -> &mut R;
        pub fn get_ref(&mut self) -> &R;
        pub fn into_inner(self) -> R;
    }
    pub struct Split<R>;
    impl<R: AsyncBufRead> Split<R> {
        pub async fn next_segment(&mut self) -> Result<Option<Vec<u8>>>;
    }
    pub struct Take<R>;
    impl<R: AsyncRead> Take<R> {
        pub fn limit(&self) -> u64;
        pub fn set_limit(&mut self, limit: u64);
        pub fn get_ref(&self) -> &R;
        pub fn get_mut(&mut self) -> &mut R;
        pub fn into_inner(self) -> R;
    }
    impl<R: AsyncRead> AsyncRead for Take<R> {}
    impl<R: AsyncBufRead> AsyncBufRead for Take<R> {}
    pub struct Chain<T, U>;
    impl<T: AsyncRead, U: AsyncRead> Chain<T, U> { pub fn into_inner(self) -> (T, U); }
    impl<T: AsyncRead, U: AsyncRead> AsyncRead for Chain<T, U> {}
    impl<T: AsyncBufRead, U: AsyncBufRead> AsyncBufRead for Chain<T, U> {}

    pub struct ReadHalf<T>;
    impl<T> ReadHalf<T> {
        pub fn unsplit(self, wr: WriteHalf<T>) -> T;
        pub fn is_pair_of(&self, other: &WriteHalf<T>) -> bool;
    }
    impl<T: AsyncRead> AsyncRead for ReadHalf<T> {}
    pub struct WriteHalf<T>;
    impl<T> WriteHalf<T> { pub fn is_pair_of(&self, other: &ReadHalf<T>) -> bool; }
    impl<T: AsyncWrite> AsyncWrite for WriteHalf<T> {}

    pub struct ReadBuf;
    impl ReadBuf {
        pub fn new(buf: &mut [u8]) -> ReadBuf;
        pub fn capacity(&self) -> usize;
        pub fn remaining(&self) -> usize;
        pub fn filled(&self) -> &[u8];
        pub fn filled_mut(&mut self) -> &mut [u8];
        pub fn initialized(&self) -> &[u8];
        pub fn initialize_unfilled(&mut self) -> &mut [u8];
        pub fn put_slice(&mut self, buf: &[u8]);
        pub fn advance(&mut self, n: usize);
        pub fn set_filled(&mut self, n: usize);
        pub fn clear(&mut self);
    }

    /* sources and sinks */
    pub async fn copy<R: AsyncRead, W: AsyncWrite>(reader: &mut R, writer: &mut W) -> Result<u64>;
    pub async fn copy_buf<R: AsyncBufRead, W: AsyncWrite>(reader: &mut R, writer: &mut W) -> Result<u64>;
    pub async fn copy_bidirectional<A: AsyncRead + AsyncWrite, B: AsyncRead + AsyncWrite>(a: &mut A, b: &mut B) -> Result<(u64, u64)>;
    pub async fn copy_bidirectional_with_sizes<A: AsyncRead + AsyncWrite, B: AsyncRead + AsyncWrite>(a: &mut A, b: &mut B, a_to_b_buf_size: usize, b_to_a_buf_size: usize) -> Result<(u64, u64)>;
    pub fn split<T: AsyncRead + AsyncWrite>(stream: T) -> (ReadHalf<T>, WriteHalf<T>);
    pub fn join<R: AsyncRead, W: AsyncWrite>(reader: R, writer: W) -> Join<R, W>;
    pub fn duplex(max_buf_size: usize) -> (DuplexStream, DuplexStream);
    pub fn simplex(max_buf_size: usize) -> (ReadHalf<SimplexStream>, WriteHalf<SimplexStream>);
    pub fn empty() -> Empty;
    pub fn sink() -> Sink;
    pub fn repeat(byte: u8) -> Repeat;
    pub fn stdin() -> Stdin;
    pub fn stdout() -> Stdout;
    pub fn stderr() -> Stderr;
    pub struct Join<R, W>;
    impl<R: AsyncRead, W: AsyncWrite> Join<R, W> { pub fn into_inner(self) -> (R, W); }
    impl<R: AsyncRead, W> AsyncRead for Join<R, W> {}
    impl<R, W: AsyncWrite> AsyncWrite for Join<R, W> {}
    pub struct DuplexStream;
    impl AsyncRead for DuplexStream {}
    impl AsyncWrite for DuplexStream {}
    pub struct SimplexStream;
    impl AsyncRead for SimplexStream {}
    impl AsyncWrite for SimplexStream {}
    pub struct Empty;
    impl AsyncRead for Empty {}
    impl AsyncBufRead for Empty {}
    pub struct Sink;
    impl AsyncWrite for Sink {}
    pub struct Repeat;
    impl AsyncRead for Repeat {}
    pub struct Stdin;
    impl AsyncRead for Stdin {}
    pub struct Stdout;
    impl AsyncWrite for Stdout {}
    pub struct Stderr;
    impl AsyncWrite for Stderr {}

    /* readiness */
    pub struct Interest;
    impl Interest {
        pub const READABLE: Interest = _;
        pub const WRITABLE: Interest = _;
        pub const fn add(self, other: Interest) -> Interest;
    }
    impl std::ops::BitOr for Interest { type Output = Interest; }
    pub struct Ready;
    impl Ready {
        pub fn is_empty(self) -> bool;
        pub fn is_readable(self) -> bool;
        pub fn is_writable(self) -> bool;
        pub fn is_read_closed(self) -> bool;
        pub fn is_write_closed(self) -> bool;
    }
    pub mod unix {
        use super::{Interest, Ready, Result};
        pub struct AsyncFd<T>;
        impl<T> AsyncFd<T> {
            pub fn new(inner: T) -> Result<Self>;
            pub fn with_interest(inner: T, interest: Interest) -> Result<Self>;
            pub fn get_ref(&self) -> &T;
            pub fn get_mut(&mut self) -> &mut T;
            pub fn into_inner(self) -> T;
            #[cancel_safe]
            pub async fn readable(&self) -> Result<AsyncFdReadyGuard<T>>;
            #[cancel_safe]
            pub async fn readable_mut(&mut self) -> Result<AsyncFdReadyMutGuard<T>>;
            #[cancel_safe]
            pub async fn writable(&self) -> Result<AsyncFdReadyGuard<T>>;
            #[cancel_safe]
            pub async fn writable_mut(&mut self) -> Result<AsyncFdReadyMutGuard<T>>;
            pub async fn async_io<R>(&self, interest: Interest, f: impl FnMut(&T) -> Result<R>) -> Result<R>;
        }
        pub struct AsyncFdReadyGuard<T>;
        impl<T> AsyncFdReadyGuard<T> {
            pub fn clear_ready(&mut self);
            pub fn retain_ready(&mut self);
            pub fn ready(&self) -> Ready;
            pub fn get_inner(&self) -> &T;
            pub fn try_io<R>(&mut self, f: impl FnOnce(&AsyncFd<T>) -> Result<R>) -> std::result::Result<Result<R>, TryIoError>;
        }
        pub struct AsyncFdReadyMutGuard<T>;
        impl<T> AsyncFdReadyMutGuard<T> {
            pub fn clear_ready(&mut self);
            pub fn get_inner(&self) -> &T;
            pub fn get_inner_mut(&mut self) -> &mut T;
        }
        pub struct TryIoError;
    }
}

pub mod net {
    use crate::io::{AsyncRead, AsyncWrite, Interest, Ready};
    use std::io;
    use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6};
    use std::time::Duration;

    pub async fn lookup_host<T: ToSocketAddrs>(host: T) -> io::Result<impl Iterator<Item = SocketAddr>>;

    pub trait ToSocketAddrs {}
    impl<T: ToSocketAddrs> ToSocketAddrs for &T {}
    impl ToSocketAddrs for SocketAddr {}
    impl ToSocketAddrs for SocketAddrV4 {}
    impl ToSocketAddrs for SocketAddrV6 {}
    impl ToSocketAddrs for (IpAddr, u16) {}
    impl ToSocketAddrs for (Ipv4Addr, u16) {}
    impl ToSocketAddrs for (Ipv6Addr, u16) {}
    impl ToSocketAddrs for (&str, u16) {}
    impl ToSocketAddrs for (String, u16) {}
    impl ToSocketAddrs for &[SocketAddr] {}
    impl ToSocketAddrs for str {}
    impl ToSocketAddrs for String {}

    pub struct TcpListener;
    impl TcpListener {
        pub async fn bind<A: ToSocketAddrs>(addr: A) -> io::Result<TcpListener>;
        #[cancel_safe]
        #[waits = "for the network"] pub async fn accept(&self) -> io::Result<(TcpStream, SocketAddr)>;
        pub fn from_std(listener: std::net::TcpListener) -> io::Result<TcpListener>;
        pub fn into_std(self) -> io::Result<std::net::TcpListener>;
        pub fn local_addr(&self) -> io::Result<SocketAddr>;
        pub fn ttl(&self) -> io::Result<u32>;
        pub fn set_ttl(&self, ttl: u32) -> io::Result<()>;
    }

    pub struct TcpStream;
    impl TcpStream {
        #[waits = "for the network"] pub async fn connect<A: ToSocketAddrs>(addr: A) -> io::Result<TcpStream>;
        pub fn from_std(stream: std::net::TcpStream) -> io::Result<TcpStream>;
        pub fn into_std(self) -> io::Result<std::net::TcpStream>;
        pub fn local_addr(&self) -> io::Result<SocketAddr>;
        pub fn peer_addr(&self) -> io::Result<SocketAddr>;
        #[cancel_safe]
        pub async fn ready(&self, interest: Interest) -> io::Result<Ready>;
        #[cancel_safe]
        pub async fn readable(&self) -> io::Result<()>;
        #[cancel_safe]
        pub async fn writable(&self) -> io::Result<()>;
        #[cancel_safe]
        pub async fn peek(&self, buf: &mut [u8]) -> io::Result<usize>;
        pub fn try_read(&self, buf: &mut [u8]) -> io::Result<usize>;
        pub fn try_write(&self, buf: &[u8]) -> io::Result<usize>;
        pub fn try_read_buf<B: bytes::BufMut>(&self, buf: &mut B) -> io::Result<usize>;
        pub fn try_io<R>(&self, interest: Interest, f: impl FnOnce() -> io::Result<R>) -> io::Result<R>;
        pub async fn async_io<R>(&self, interest: Interest, f: impl FnMut() -> io::Result<R>) -> io::Result<R>;
        pub fn nodelay(&self) -> io::Result<bool>;
        pub fn set_nodelay(&self, nodelay: bool) -> io::Result<()>;
        pub fn linger(&self) -> io::Result<Option<Duration>>;
        pub fn set_linger(&self, dur: Option<Duration>) -> io::Result<()>;
        pub fn ttl(&self) -> io::Result<u32>;
        pub fn set_ttl(&self, ttl: u32) -> io::Result<()>;
        pub fn take_error(&self) -> io::Result<Option<io::Error>>;
        pub fn split(&mut self) -> (crate::net::tcp::ReadHalf, crate::net::tcp::WriteHalf);
        pub fn into_split(self) -> (crate::net::tcp::OwnedReadHalf, crate::net::tcp::OwnedWriteHalf);
    }
    impl AsyncRead for TcpStream {}
    impl AsyncWrite for TcpStream {}

    pub mod tcp {
        use crate::io::{AsyncRead, AsyncWrite, Interest, Ready};
        use crate::net::TcpStream;
        use std::io;
        use std::net::SocketAddr;
        pub struct ReadHalf;
        impl AsyncRead for ReadHalf {}
        pub struct WriteHalf;
        impl AsyncWrite for WriteHalf {}
        pub struct OwnedReadHalf;
        impl OwnedReadHalf {
            pub fn reunite(self, other: OwnedWriteHalf) -> Result<TcpStream, ReuniteError>;
            #[cancel_safe]
            pub async fn ready(&self, interest: Interest) -> io::Result<Ready>;
            #[cancel_safe]
            pub async fn readable(&self) -> io::Result<()>;
            pub async fn peek(&mut self, buf: &mut [u8]) -> io::Result<usize>;
            pub fn try_read(&self, buf: &mut [u8]) -> io::Result<usize>;
            pub fn peer_addr(&self) -> io::Result<SocketAddr>;
            pub fn local_addr(&self) -> io::Result<SocketAddr>;
        }
        impl AsyncRead for OwnedReadHalf {}
        impl AsRef<TcpStream> for OwnedReadHalf {}
        pub struct OwnedWriteHalf;
        impl OwnedWriteHalf {
            pub fn reunite(self, other: OwnedReadHalf) -> Result<TcpStream, ReuniteError>;
            pub fn forget(self);
            #[cancel_safe]
            pub async fn ready(&self, interest: Interest) -> io::Result<Ready>;
            #[cancel_safe]
            pub async fn writable(&self) -> io::Result<()>;
            pub fn try_write(&self, buf: &[u8]) -> io::Result<usize>;
            pub fn peer_addr(&self) -> io::Result<SocketAddr>;
            pub fn local_addr(&self) -> io::Result<SocketAddr>;
        }
        impl AsyncWrite for OwnedWriteHalf {}
        impl AsRef<TcpStream> for OwnedWriteHalf {}
        pub struct ReuniteError(pub OwnedReadHalf, pub OwnedWriteHalf);
        impl std::error::Error for ReuniteError {}
        impl std::fmt::Display for ReuniteError {}
    }

    pub struct TcpSocket;
    impl TcpSocket {
        pub fn new_v4() -> io::Result<TcpSocket>;
        pub fn new_v6() -> io::Result<TcpSocket>;
        pub fn bind(&self, addr: SocketAddr) -> io::Result<()>;
        #[waits = "for the network"] pub async fn connect(self, addr: SocketAddr) -> io::Result<TcpStream>;
        pub fn listen(self, backlog: u32) -> io::Result<TcpListener>;
        pub fn set_reuseaddr(&self, reuseaddr: bool) -> io::Result<()>;
        pub fn set_reuseport(&self, reuseport: bool) -> io::Result<()>;
        pub fn set_keepalive(&self, keepalive: bool) -> io::Result<()>;
        pub fn set_nodelay(&self, nodelay: bool) -> io::Result<()>;
        pub fn set_send_buffer_size(&self, size: u32) -> io::Result<()>;
        pub fn set_recv_buffer_size(&self, size: u32) -> io::Result<()>;
        pub fn local_addr(&self) -> io::Result<SocketAddr>;
    }

    pub struct UdpSocket;
    impl UdpSocket {
        pub async fn bind<A: ToSocketAddrs>(addr: A) -> io::Result<UdpSocket>;
        #[waits = "for the network"] pub async fn connect<A: ToSocketAddrs>(&self, addr: A) -> io::Result<()>;
        pub fn from_std(socket: std::net::UdpSocket) -> io::Result<UdpSocket>;
        pub fn into_std(self) -> io::Result<std::net::UdpSocket>;
        pub fn local_addr(&self) -> io::Result<SocketAddr>;
        pub fn peer_addr(&self) -> io::Result<SocketAddr>;
        #[cancel_safe]
        pub async fn ready(&self, interest: Interest) -> io::Result<Ready>;
        #[cancel_safe]
        pub async fn readable(&self) -> io::Result<()>;
        #[cancel_safe]
        pub async fn writable(&self) -> io::Result<()>;
        #[cancel_safe]
        #[waits = "for the network"] pub async fn send(&self, buf: &[u8]) -> io::Result<usize>;
        #[cancel_safe]
        #[waits = "for the network"] pub async fn send_to<A: ToSocketAddrs>(&self, buf: &[u8], addr: A) -> io::Result<usize>;
        #[cancel_safe]
        #[waits = "for the network"] pub async fn recv(&self, buf: &mut [u8]) -> io::Result<usize>;
        #[cancel_safe]
        #[waits = "for the network"] pub async fn recv_from(&self, buf: &mut [u8]) -> io::Result<(usize, SocketAddr)>;
        pub async fn recv_buf<B: bytes::BufMut>(&self, buf: &mut B) -> io::Result<usize>;
        pub async fn recv_buf_from<B: bytes::BufMut>(&self, buf: &mut B) -> io::Result<(usize, SocketAddr)>;
        pub async fn peek(&self, buf: &mut [u8]) -> io::Result<usize>;
        pub async fn peek_from(&self, buf: &mut [u8]) -> io::Result<(usize, SocketAddr)>;
        pub fn try_send(&self, buf: &[u8]) -> io::Result<usize>;
        pub fn try_send_to(&self, buf: &[u8], target: SocketAddr) -> io::Result<usize>;
        pub fn try_recv(&self, buf: &mut [u8]) -> io::Result<usize>;
        pub fn try_recv_from(&self, buf: &mut [u8]) -> io::Result<(usize, SocketAddr)>;
        pub fn broadcast(&self) -> io::Result<bool>;
        pub fn set_broadcast(&self, on: bool) -> io::Result<()>;
        pub fn set_ttl(&self, ttl: u32) -> io::Result<()>;
        pub fn join_multicast_v4(&self, multiaddr: Ipv4Addr, interface: Ipv4Addr) -> io::Result<()>;
        pub fn join_multicast_v6(&self, multiaddr: &Ipv6Addr, interface: u32) -> io::Result<()>;
    }

    pub struct UnixListener;
    impl UnixListener {
        pub fn bind<P: AsRef<std::path::Path>>(path: P) -> io::Result<UnixListener>;
        #[cancel_safe]
        #[waits = "for the network"] pub async fn accept(&self) -> io::Result<(UnixStream, crate::net::unix::SocketAddr)>;
        pub fn from_std(listener: std::os::unix::net::UnixListener) -> io::Result<UnixListener>;
        pub fn local_addr(&self) -> io::Result<crate::net::unix::SocketAddr>;
    }
    pub struct UnixStream;
    impl UnixStream {
        #[waits = "for the network"] pub async fn connect<P: AsRef<std::path::Path>>(path: P) -> io::Result<UnixStream>;
        pub fn pair() -> io::Result<(UnixStream, UnixStream)>;
        pub fn from_std(stream: std::os::unix::net::UnixStream) -> io::Result<UnixStream>;
        #[cancel_safe]
        pub async fn ready(&self, interest: Interest) -> io::Result<Ready>;
        #[cancel_safe]
        pub async fn readable(&self) -> io::Result<()>;
        #[cancel_safe]
        pub async fn writable(&self) -> io::Result<()>;
        pub fn try_read(&self, buf: &mut [u8]) -> io::Result<usize>;
        pub fn try_write(&self, buf: &[u8]) -> io::Result<usize>;
        pub fn local_addr(&self) -> io::Result<crate::net::unix::SocketAddr>;
        pub fn peer_addr(&self) -> io::Result<crate::net::unix::SocketAddr>;
        pub fn peer_cred(&self) -> io::Result<crate::net::unix::UCred>;
        pub fn split(&mut self) -> (crate::net::unix::ReadHalf, crate::net::unix::WriteHalf);
        pub fn into_split(self) -> (crate::net::unix::OwnedReadHalf, crate::net::unix::OwnedWriteHalf);
    }
    impl AsyncRead for UnixStream {}
    impl AsyncWrite for UnixStream {}
    pub struct UnixDatagram;
    impl UnixDatagram {
        pub fn bind<P: AsRef<std::path::Path>>(path: P) -> io::Result<UnixDatagram>;
        pub fn unbound() -> io::Result<UnixDatagram>;
        pub fn pair() -> io::Result<(UnixDatagram, UnixDatagram)>;
        pub fn connect<P: AsRef<std::path::Path>>(&self, path: P) -> io::Result<()>;
        #[cancel_safe]
        #[waits = "for the network"] pub async fn send(&self, buf: &[u8]) -> io::Result<usize>;
        #[cancel_safe]
        #[waits = "for the network"] pub async fn send_to<P: AsRef<std::path::Path>>(&self, buf: &[u8], target: P) -> io::Result<usize>;
        #[cancel_safe]
        #[waits = "for the network"] pub async fn recv(&self, buf: &mut [u8]) -> io::Result<usize>;
        #[cancel_safe]
        #[waits = "for the network"] pub async fn recv_from(&self, buf: &mut [u8]) -> io::Result<(usize, crate::net::unix::SocketAddr)>;
    }
    pub mod unix {
        use crate::io::{AsyncRead, AsyncWrite};
        use std::path::Path;
        pub struct SocketAddr;
        impl SocketAddr {
            pub fn is_unnamed(&self) -> bool;
            pub fn as_pathname(&self) -> Option<&Path>;
        }
        pub struct UCred;
        pub struct ReadHalf;
        impl AsyncRead for ReadHalf {}
        pub struct WriteHalf;
        impl AsyncWrite for WriteHalf {}
        pub struct OwnedReadHalf;
        impl AsyncRead for OwnedReadHalf {}
        pub struct OwnedWriteHalf;
        impl AsyncWrite for OwnedWriteHalf {}
    }
}

pub mod process {
    use crate::io::{AsyncRead, AsyncWrite};
    use std::ffi::OsStr;
    use std::future::Future;
    use std::io;
    use std::path::Path;
    use std::process::{ExitStatus, Output, Stdio};

    pub struct Command;
    impl Command {
        pub fn new<S: AsRef<OsStr>>(program: S) -> Command;
        pub fn arg<S: AsRef<OsStr>>(&mut self, arg: S) -> &mut Command;
        pub fn args<I: IntoIterator<Item = S>, S: AsRef<OsStr>>(&mut self, args: I) -> &mut Command;
        pub fn env<K: AsRef<OsStr>, V: AsRef<OsStr>>(&mut self, key: K, val: V) -> &mut Command;
        pub fn envs<I: IntoIterator<Item = (K, V)>, K: AsRef<OsStr>, V: AsRef<OsStr>>(&mut self, vars: I) -> &mut Command;
        pub fn env_remove<K: AsRef<OsStr>>(&mut self, key: K) -> &mut Command;
        pub fn env_clear(&mut self) -> &mut Command;
        pub fn current_dir<P: AsRef<Path>>(&mut self, dir: P) -> &mut Command;
        pub fn stdin<T: Into<Stdio>>(&mut self, cfg: T) -> &mut Command;
        pub fn stdout<T: Into<Stdio>>(&mut self, cfg: T) -> &mut Command;
        pub fn stderr<T: Into<Stdio>>(&mut self, cfg: T) -> &mut Command;
        pub fn kill_on_drop(&mut self, kill_on_drop: bool) -> &mut Command;
        pub fn uid(&mut self, id: u32) -> &mut Command;
        pub fn gid(&mut self, id: u32) -> &mut Command;
        pub fn process_group(&mut self, pgroup: i32) -> &mut Command;
        pub fn spawn(&mut self) -> io::Result<Child>;
        pub fn status(&mut self) -> impl Future<Output = io::Result<ExitStatus>>;
        pub fn output(&mut self) -> impl Future<Output = io::Result<Output>>;
        pub fn as_std(&self) -> &std::process::Command;
        pub fn as_std_mut(&mut self) -> &mut std::process::Command;
        pub fn into_std(self) -> std::process::Command;
    }
    impl From<std::process::Command> for Command {}

    pub struct Child {
        pub stdin: Option<ChildStdin>,
        pub stdout: Option<ChildStdout>,
        pub stderr: Option<ChildStderr>,
    }
    impl Child {
        pub fn id(&self) -> Option<u32>;
        pub fn start_kill(&mut self) -> io::Result<()>;
        pub async fn kill(&mut self) -> io::Result<()>;
        #[cancel_safe]
        pub async fn wait(&mut self) -> io::Result<ExitStatus>;
        pub fn try_wait(&mut self) -> io::Result<Option<ExitStatus>>;
        pub async fn wait_with_output(self) -> io::Result<Output>;
    }
    pub struct ChildStdin;
    impl AsyncWrite for ChildStdin {}
    impl ChildStdin { pub fn from_std(inner: std::process::ChildStdin) -> io::Result<Self>; }
    pub struct ChildStdout;
    impl AsyncRead for ChildStdout {}
    impl ChildStdout { pub fn from_std(inner: std::process::ChildStdout) -> io::Result<Self>; }
    pub struct ChildStderr;
    impl AsyncRead for ChildStderr {}
    impl ChildStderr { pub fn from_std(inner: std::process::ChildStderr) -> io::Result<Self>; }
}

pub mod signal {
    use std::io;
    pub async fn ctrl_c() -> io::Result<()>;
    pub mod unix {
        use std::task::{Context, Poll};
        pub fn signal(kind: SignalKind) -> std::io::Result<Signal>;
        pub struct Signal;
        impl Signal {
            #[cancel_safe]
            pub async fn recv(&mut self) -> Option<()>;
            pub fn poll_recv(&mut self, cx: &mut Context) -> Poll<Option<()>>;
        }
        pub struct SignalKind;
        impl SignalKind {
            pub const fn from_raw(signum: i32) -> Self;
            pub const fn as_raw_value(&self) -> i32;
            pub const fn alarm() -> Self;
            pub const fn child() -> Self;
            pub const fn hangup() -> Self;
            pub const fn interrupt() -> Self;
            pub const fn io() -> Self;
            pub const fn pipe() -> Self;
            pub const fn quit() -> Self;
            pub const fn terminate() -> Self;
            pub const fn user_defined1() -> Self;
            pub const fn user_defined2() -> Self;
            pub const fn window_change() -> Self;
        }
        impl Clone for SignalKind {}
        impl Copy for SignalKind {}
    }
}
