#![stub(versions = ">=0.11, <0.14")]
// Checked against parking_lot 0.12.5 over lock_api 0.4.14. The types are lock_api's, with the raw lock left out of their parameters.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;
use std::time::{Duration, Instant};

pub struct Mutex<T>;
impl<T> Mutex<T> {
    pub const fn new(val: T) -> Mutex<T>;
    pub fn into_inner(self) -> T;
    #[locks = "exclusive"] pub fn lock(&self) -> MutexGuard<T>;
    pub fn try_lock(&self) -> Option<MutexGuard<T>>;
    pub fn try_lock_for(&self, timeout: Duration) -> Option<MutexGuard<T>>;
    pub fn try_lock_until(&self, timeout: Instant) -> Option<MutexGuard<T>>;
    pub fn get_mut(&mut self) -> &mut T;
    pub fn is_locked(&self) -> bool;
    #[locks = "exclusive"] pub fn lock_arc(self: &Arc<Self>) -> ArcMutexGuard<T>;
}
impl<T: Default> Default for Mutex<T> {}
impl<T> From<T> for Mutex<T> {}
#[guard = "exclusive"] pub struct FairMutexGuard<T>;
impl<T> Deref for FairMutexGuard<T> { type Target = T; }
impl<T> DerefMut for FairMutexGuard<T> {}
pub struct FairMutex<T>;
impl<T> FairMutex<T> {
    pub const fn new(val: T) -> FairMutex<T>;
    #[locks = "exclusive"] pub fn lock(&self) -> FairMutexGuard<T>;
    pub fn try_lock(&self) -> Option<FairMutexGuard<T>>;
}
pub struct ReentrantMutex<T>;
impl<T> ReentrantMutex<T> {
    pub const fn new(val: T) -> ReentrantMutex<T>;
    pub fn lock(&self) -> ReentrantMutexGuard<T>;
    pub fn try_lock(&self) -> Option<ReentrantMutexGuard<T>>;
}
pub struct RwLock<T>;
impl<T> RwLock<T> {
    pub const fn new(val: T) -> RwLock<T>;
    pub fn into_inner(self) -> T;
    #[locks = "shared"] pub fn read(&self) -> RwLockReadGuard<T>;
    pub fn try_read(&self) -> Option<RwLockReadGuard<T>>;
    pub fn try_read_for(&self, timeout: Duration) -> Option<RwLockReadGuard<T>>;
    pub fn try_read_until(&self, timeout: Instant) -> Option<RwLockReadGuard<T>>;
    pub fn read_recursive(&self) -> RwLockReadGuard<T>;
    #[locks = "exclusive"] pub fn write(&self) -> RwLockWriteGuard<T>;
    pub fn try_write(&self) -> Option<RwLockWriteGuard<T>>;
    pub fn try_write_for(&self, timeout: Duration) -> Option<RwLockWriteGuard<T>>;
    pub fn try_write_until(&self, timeout: Instant) -> Option<RwLockWriteGuard<T>>;
    #[locks = "shared"] pub fn upgradable_read(&self) -> RwLockUpgradableReadGuard<T>;
    pub fn try_upgradable_read(&self) -> Option<RwLockUpgradableReadGuard<T>>;
    #[locks = "shared"] pub fn read_arc(self: &Arc<Self>) -> ArcRwLockReadGuard<T>;
    #[locks = "exclusive"] pub fn write_arc(self: &Arc<Self>) -> ArcRwLockWriteGuard<T>;
    pub fn get_mut(&mut self) -> &mut T;
    pub fn is_locked(&self) -> bool;
}
impl<T: Default> Default for RwLock<T> {}
impl<T> From<T> for RwLock<T> {}

#[guard = "exclusive"] pub struct MutexGuard<T>;
impl<T> Deref for MutexGuard<T> { type Target = T; }
impl<T> DerefMut for MutexGuard<T> {}
#[guard = "exclusive"] pub struct MappedMutexGuard<T>;
impl<T> Deref for MappedMutexGuard<T> { type Target = T; }
impl<T> DerefMut for MappedMutexGuard<T> {}
#[guard = "shared"] pub struct RwLockReadGuard<T>;
impl<T> Deref for RwLockReadGuard<T> { type Target = T; }
#[guard = "shared"] pub struct MappedRwLockReadGuard<T>;
impl<T> Deref for MappedRwLockReadGuard<T> { type Target = T; }
#[guard = "exclusive"] pub struct RwLockWriteGuard<T>;
impl<T> Deref for RwLockWriteGuard<T> { type Target = T; }
impl<T> DerefMut for RwLockWriteGuard<T> {}
#[guard = "exclusive"] pub struct MappedRwLockWriteGuard<T>;
impl<T> Deref for MappedRwLockWriteGuard<T> { type Target = T; }
impl<T> DerefMut for MappedRwLockWriteGuard<T> {}
#[guard = "shared"] pub struct RwLockUpgradableReadGuard<T>;
impl<T> Deref for RwLockUpgradableReadGuard<T> { type Target = T; }
#[guard = "shared"] pub struct ReentrantMutexGuard<T>;
impl<T> Deref for ReentrantMutexGuard<T> { type Target = T; }
#[guard = "exclusive"] pub struct ArcMutexGuard<T>;
impl<T> Deref for ArcMutexGuard<T> { type Target = T; }
impl<T> DerefMut for ArcMutexGuard<T> {}
#[guard = "shared"] pub struct ArcRwLockReadGuard<T>;
impl<T> Deref for ArcRwLockReadGuard<T> { type Target = T; }
#[guard = "exclusive"] pub struct ArcRwLockWriteGuard<T>;
impl<T> Deref for ArcRwLockWriteGuard<T> { type Target = T; }
impl<T> DerefMut for ArcRwLockWriteGuard<T> {}
impl<T> MutexGuard<T> {
    pub fn map<U, F: FnOnce(&mut T) -> &mut U>(s: Self, f: F) -> MappedMutexGuard<U>;
    pub fn try_map<U, F: FnOnce(&mut T) -> Option<&mut U>>(s: Self, f: F) -> Result<MappedMutexGuard<U>, Self>;
    pub fn unlock_fair(s: Self);
}
impl<T> RwLockReadGuard<T> {
    pub fn map<U, F: FnOnce(&T) -> &U>(s: Self, f: F) -> MappedRwLockReadGuard<U>;
    pub fn try_map<U, F: FnOnce(&T) -> Option<&U>>(s: Self, f: F) -> Result<MappedRwLockReadGuard<U>, Self>;
    pub fn unlock_fair(s: Self);
}
impl<T> RwLockWriteGuard<T> {
    pub fn map<U, F: FnOnce(&mut T) -> &mut U>(s: Self, f: F) -> MappedRwLockWriteGuard<U>;
    pub fn try_map<U, F: FnOnce(&mut T) -> Option<&mut U>>(s: Self, f: F) -> Result<MappedRwLockWriteGuard<U>, Self>;
    pub fn downgrade(s: Self) -> RwLockReadGuard<T>;
    pub fn downgrade_to_upgradable(s: Self) -> RwLockUpgradableReadGuard<T>;
    pub fn unlock_fair(s: Self);
}
impl<T> RwLockUpgradableReadGuard<T> {
    pub fn upgrade(s: Self) -> RwLockWriteGuard<T>;
    pub fn try_upgrade(s: Self) -> Result<RwLockWriteGuard<T>, Self>;
    pub fn downgrade(s: Self) -> RwLockReadGuard<T>;
}

pub struct Condvar;
impl Condvar {
    pub const fn new() -> Condvar;
    #[blocks] pub fn wait<T>(&self, mutex_guard: &mut MutexGuard<T>);
    #[blocks] pub fn wait_for<T>(&self, mutex_guard: &mut MutexGuard<T>, timeout: Duration) -> WaitTimeoutResult;
    #[blocks] pub fn wait_while<T, F: FnMut(&mut T) -> bool>(&self, mutex_guard: &mut MutexGuard<T>, condition: F);
    pub fn notify_one(&self) -> bool;
    pub fn notify_all(&self) -> usize;
}
pub struct WaitTimeoutResult;
impl WaitTimeoutResult { pub fn timed_out(self) -> bool; }
pub const fn const_mutex<T>(val: T) -> Mutex<T>;
pub const fn const_rwlock<T>(val: T) -> RwLock<T>;

pub mod lock_api {
    pub type MutexGuard<R, T> = crate::MutexGuard<T>;
    pub type MappedMutexGuard<R, T> = crate::MappedMutexGuard<T>;
    pub type RwLockReadGuard<R, T> = crate::RwLockReadGuard<T>;
    pub type MappedRwLockReadGuard<R, T> = crate::MappedRwLockReadGuard<T>;
    pub type RwLockWriteGuard<R, T> = crate::RwLockWriteGuard<T>;
    pub type MappedRwLockWriteGuard<R, T> = crate::MappedRwLockWriteGuard<T>;
    pub type RwLockUpgradableReadGuard<R, T> = crate::RwLockUpgradableReadGuard<T>;
}
