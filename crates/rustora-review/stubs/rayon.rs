#![stub(versions = ">=1.5, <2")]
// Checked against rayon 1.12.0 with rayon-core 1.13.0.

#[offloads]
#[spawns]
pub fn spawn<F: FnOnce()>(func: F);
#[offloads]
#[spawns]
pub fn spawn_fifo<F: FnOnce()>(func: F);
#[offloads]
#[spawns]
pub fn spawn_broadcast<OP: Fn(BroadcastContext)>(op: OP);
#[offloads]
pub fn join<A: FnOnce() -> RA, B: FnOnce() -> RB, RA, RB>(oper_a: A, oper_b: B) -> (RA, RB);
#[offloads]
pub fn join_context<A: FnOnce(FnContext) -> RA, B: FnOnce(FnContext) -> RB, RA, RB>(oper_a: A, oper_b: B) -> (RA, RB);
#[offloads]
pub fn scope<OP: FnOnce(&Scope) -> R, R>(op: OP) -> R;
#[offloads]
pub fn scope_fifo<OP: FnOnce(&ScopeFifo) -> R, R>(op: OP) -> R;
pub fn in_place_scope<OP: FnOnce(&Scope) -> R, R>(op: OP) -> R;
#[offloads]
pub fn broadcast<OP: Fn(BroadcastContext) -> R, R>(op: OP) -> Vec<R>;
pub fn current_num_threads() -> usize;
pub fn current_thread_index() -> Option<usize>;
pub fn max_num_threads() -> usize;
pub fn yield_now() -> Option<Yield>;

pub enum Yield { Executed, Idle }
pub struct FnContext;
impl FnContext { pub fn migrated(&self) -> bool; }
pub struct BroadcastContext;
impl BroadcastContext {
    pub fn index(&self) -> usize;
    pub fn num_threads(&self) -> usize;
}
pub struct Scope;
impl Scope {
    #[offloads]
    #[spawns]
    pub fn spawn<BODY: FnOnce(&Scope)>(&self, body: BODY);
    #[offloads]
    #[spawns]
    pub fn spawn_broadcast<BODY: Fn(&Scope, BroadcastContext)>(&self, body: BODY);
}
pub struct ScopeFifo;
impl ScopeFifo {
    #[offloads]
    #[spawns]
    pub fn spawn_fifo<BODY: FnOnce(&ScopeFifo)>(&self, body: BODY);
}

pub struct ThreadPool;
impl ThreadPool {
    #[offloads]
    pub fn install<OP: FnOnce() -> R, R>(&self, op: OP) -> R;
    #[offloads]
    pub fn join<A: FnOnce() -> RA, B: FnOnce() -> RB, RA, RB>(&self, oper_a: A, oper_b: B) -> (RA, RB);
    #[offloads]
    pub fn scope<OP: FnOnce(&Scope) -> R, R>(&self, op: OP) -> R;
    pub fn in_place_scope<OP: FnOnce(&Scope) -> R, R>(&self, op: OP) -> R;
    #[offloads]
    pub fn broadcast<OP: Fn(BroadcastContext) -> R, R>(&self, op: OP) -> Vec<R>;
    #[offloads]
    #[spawns]
    pub fn spawn<OP: FnOnce()>(&self, op: OP);
    #[offloads]
    #[spawns]
    pub fn spawn_fifo<OP: FnOnce()>(&self, op: OP);
    pub fn current_num_threads(&self) -> usize;
    pub fn current_thread_index(&self) -> Option<usize>;
}
pub struct ThreadPoolBuilder;
impl ThreadPoolBuilder {
    pub fn new() -> Self;
    pub fn build(self) -> Result<ThreadPool, ThreadPoolBuildError>;
    pub fn build_global(self) -> Result<(), ThreadPoolBuildError>;
    pub fn num_threads(self, num_threads: usize) -> Self;
    pub fn use_current_thread(self) -> Self;
    pub fn stack_size(self, stack_size: usize) -> Self;
    pub fn thread_name<F: FnMut(usize) -> String>(self, closure: F) -> Self;
    pub fn panic_handler<H: Fn(Box<dyn std::any::Any + Send>)>(self, panic_handler: H) -> Self;
    pub fn start_handler<H: Fn(usize)>(self, start_handler: H) -> Self;
    pub fn exit_handler<H: Fn(usize)>(self, exit_handler: H) -> Self;
}
impl Default for ThreadPoolBuilder {}
pub struct ThreadPoolBuildError;
impl std::error::Error for ThreadPoolBuildError {}
impl std::fmt::Display for ThreadPoolBuildError {}

pub mod prelude {
    pub use crate::iter::{
        FromParallelIterator, IndexedParallelIterator, IntoParallelIterator, IntoParallelRefIterator,
        IntoParallelRefMutIterator, ParallelBridge, ParallelExtend, ParallelIterator,
    };
    pub use crate::slice::{ParallelSlice, ParallelSliceMut};
    pub use crate::str::ParallelString;
}

pub mod iter {
    use std::cmp::Ordering;
    use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
    use std::ops::{Range, RangeInclusive};

    pub trait ParallelIterator {
        type Item;
        #[offloads]
        fn for_each<OP: Fn(Self::Item)>(self, op: OP);
        #[offloads]
        fn for_each_with<OP: Fn(&mut T, Self::Item), T>(self, init: T, op: OP);
        #[offloads]
        fn for_each_init<OP: Fn(&mut T, Self::Item), INIT: Fn() -> T, T>(self, init: INIT, op: OP);
        #[offloads]
        fn try_for_each<OP: Fn(Self::Item) -> R, R>(self, op: OP) -> R;
        #[offloads]
        fn try_for_each_with<OP: Fn(&mut T, Self::Item) -> R, T, R>(self, init: T, op: OP) -> R;
        #[offloads]
        fn map<F: Fn(Self::Item) -> R, R>(self, map_op: F) -> impl IndexedParallelIterator<Item = R>;
        #[offloads]
        fn map_with<F: Fn(&mut T, Self::Item) -> R, T, R>(self, init: T, map_op: F) -> impl IndexedParallelIterator<Item = R>;
        #[offloads]
        fn map_init<F: Fn(&mut T, Self::Item) -> R, INIT: Fn() -> T, T, R>(self, init: INIT, map_op: F) -> impl IndexedParallelIterator<Item = R>;
        fn cloned<T>(self) -> impl IndexedParallelIterator<Item = T> where Self: ParallelIterator<Item = &T>;
        fn copied<T>(self) -> impl IndexedParallelIterator<Item = T> where Self: ParallelIterator<Item = &T>;
        #[offloads]
        fn inspect<OP: Fn(&Self::Item)>(self, inspect_op: OP) -> impl IndexedParallelIterator<Item = Self::Item>;
        #[offloads]
        fn update<F: Fn(&mut Self::Item)>(self, update_op: F) -> impl IndexedParallelIterator<Item = Self::Item>;
        #[offloads]
        fn filter<P: Fn(&Self::Item) -> bool>(self, filter_op: P) -> impl ParallelIterator<Item = Self::Item>;
        #[offloads]
        fn filter_map<P: Fn(Self::Item) -> Option<R>, R>(self, filter_op: P) -> impl ParallelIterator<Item = R>;
        #[offloads]
        fn flat_map<F: Fn(Self::Item) -> PI, PI: IntoParallelIterator>(self, map_op: F) -> impl ParallelIterator<Item = PI::Item>;
        #[offloads]
        fn flat_map_iter<F: Fn(Self::Item) -> SI, SI: IntoIterator>(self, map_op: F) -> impl ParallelIterator<Item = SI::Item>;
        fn flatten(self) -> impl ParallelIterator<Item = <Self::Item as IntoParallelIterator>::Item>;
        fn flatten_iter(self) -> impl ParallelIterator<Item = <Self::Item as IntoIterator>::Item>;
        #[offloads]
        fn reduce<OP: Fn(Self::Item, Self::Item) -> Self::Item, ID: Fn() -> Self::Item>(self, identity: ID, op: OP) -> Self::Item;
        #[offloads]
        fn reduce_with<OP: Fn(Self::Item, Self::Item) -> Self::Item>(self, op: OP) -> Option<Self::Item>;
        #[offloads]
        fn try_reduce<T, OP: Fn(T, T) -> Self::Item, ID: Fn() -> T>(self, identity: ID, op: OP) -> Self::Item;
        #[offloads]
        fn fold<T, ID: Fn() -> T, F: Fn(T, Self::Item) -> T>(self, identity: ID, fold_op: F) -> impl ParallelIterator<Item = T>;
        #[offloads]
        fn fold_with<F: Fn(T, Self::Item) -> T, T>(self, init: T, fold_op: F) -> impl ParallelIterator<Item = T>;
        fn sum<S>(self) -> S;
        fn product<P>(self) -> P;
        fn count(self) -> usize;
        fn min(self) -> Option<Self::Item>;
        fn max(self) -> Option<Self::Item>;
        #[offloads]
        fn min_by<F: Fn(&Self::Item, &Self::Item) -> Ordering>(self, f: F) -> Option<Self::Item>;
        #[offloads]
        fn max_by<F: Fn(&Self::Item, &Self::Item) -> Ordering>(self, f: F) -> Option<Self::Item>;
        #[offloads]
        fn min_by_key<K: Ord, F: Fn(&Self::Item) -> K>(self, f: F) -> Option<Self::Item>;
        #[offloads]
        fn max_by_key<K: Ord, F: Fn(&Self::Item) -> K>(self, f: F) -> Option<Self::Item>;
        fn chain<C: IntoParallelIterator<Item = Self::Item>>(self, chain: C) -> impl IndexedParallelIterator<Item = Self::Item>;
        #[offloads]
        fn find_any<P: Fn(&Self::Item) -> bool>(self, predicate: P) -> Option<Self::Item>;
        #[offloads]
        fn find_first<P: Fn(&Self::Item) -> bool>(self, predicate: P) -> Option<Self::Item>;
        #[offloads]
        fn find_map_any<P: Fn(Self::Item) -> Option<R>, R>(self, predicate: P) -> Option<R>;
        #[offloads]
        fn any<P: Fn(Self::Item) -> bool>(self, predicate: P) -> bool;
        #[offloads]
        fn all<P: Fn(Self::Item) -> bool>(self, predicate: P) -> bool;
        fn while_some<T>(self) -> impl ParallelIterator<Item = T> where Self: ParallelIterator<Item = Option<T>>;
        fn collect<C: FromParallelIterator<Self::Item>>(self) -> C;
        fn unzip<A, B, FromA: Default, FromB: Default>(self) -> (FromA, FromB);
        #[offloads]
        fn partition<A: Default, B: Default, P: Fn(&Self::Item) -> bool>(self, predicate: P) -> (A, B);
    }
    pub trait IndexedParallelIterator: ParallelIterator {
        fn enumerate(self) -> impl IndexedParallelIterator<Item = (usize, Self::Item)>;
        fn zip<Z: IntoParallelIterator>(self, zip_op: Z) -> impl IndexedParallelIterator<Item = (Self::Item, Z::Item)>;
        fn zip_eq<Z: IntoParallelIterator>(self, zip_op: Z) -> impl IndexedParallelIterator<Item = (Self::Item, Z::Item)>;
        fn chunks(self, chunk_size: usize) -> impl IndexedParallelIterator<Item = Vec<Self::Item>>;
        fn step_by(self, step: usize) -> impl IndexedParallelIterator<Item = Self::Item>;
        fn skip(self, n: usize) -> impl IndexedParallelIterator<Item = Self::Item>;
        fn take(self, n: usize) -> impl IndexedParallelIterator<Item = Self::Item>;
        fn rev(self) -> impl IndexedParallelIterator<Item = Self::Item>;
        fn with_min_len(self, min: usize) -> impl IndexedParallelIterator<Item = Self::Item>;
        fn with_max_len(self, max: usize) -> impl IndexedParallelIterator<Item = Self::Item>;
        #[offloads]
        fn position_any<P: Fn(Self::Item) -> bool>(self, predicate: P) -> Option<usize>;
        #[offloads]
        fn position_first<P: Fn(Self::Item) -> bool>(self, predicate: P) -> Option<usize>;
        fn collect_into_vec(self, target: &mut Vec<Self::Item>);
        fn len(&self) -> usize;
    }

    /* in truth each of these has its own `Iter` and `Item`; the items are those of the serial iterators */
    pub trait IntoParallelIterator {
        type Iter;
        type Item;
        fn into_par_iter(self) -> impl IndexedParallelIterator<Item = <Self as IntoIterator>::Item>;
    }
    impl<T: ParallelIterator> IntoParallelIterator for T { type Iter = T; type Item = T::Item; }
    pub trait IntoParallelRefIterator {
        type Iter;
        type Item;
        fn par_iter(&self) -> impl IndexedParallelIterator<Item = <&Self as IntoIterator>::Item>;
    }
    pub trait IntoParallelRefMutIterator {
        type Iter;
        type Item;
        fn par_iter_mut(&mut self) -> impl IndexedParallelIterator<Item = <&mut Self as IntoIterator>::Item>;
    }
    pub trait ParallelBridge: Iterator {
        fn par_bridge(self) -> IterBridge<Self>;
    }
    impl<T: Iterator> ParallelBridge for T {}
    pub struct IterBridge<Iter>;
    impl<Iter: Iterator> ParallelIterator for IterBridge<Iter> { type Item = Iter::Item; }

    pub trait FromParallelIterator<T> {
        fn from_par_iter<I: IntoParallelIterator<Item = T>>(par_iter: I) -> Self;
    }
    impl<T> FromParallelIterator<T> for Vec<T> {}
    impl<T> FromParallelIterator<T> for VecDeque<T> {}
    impl<K, V> FromParallelIterator<(K, V)> for HashMap<K, V> {}
    impl<K, V> FromParallelIterator<(K, V)> for BTreeMap<K, V> {}
    impl<T> FromParallelIterator<T> for HashSet<T> {}
    impl<T> FromParallelIterator<T> for BTreeSet<T> {}
    impl FromParallelIterator<char> for String {}
    impl FromParallelIterator<String> for String {}
    impl FromParallelIterator<&str> for String {}
    impl FromParallelIterator<()> for () {}
    impl<C: FromParallelIterator<T>, T> FromParallelIterator<Option<T>> for Option<C> {}
    impl<C: FromParallelIterator<T>, T, E> FromParallelIterator<Result<T, E>> for Result<C, E> {}
    pub trait ParallelExtend<T> {
        fn par_extend<I: IntoParallelIterator<Item = T>>(&mut self, par_iter: I);
    }
    impl<T> ParallelExtend<T> for Vec<T> {}
    impl<K, V> ParallelExtend<(K, V)> for HashMap<K, V> {}
    impl<T> ParallelExtend<T> for HashSet<T> {}

    impl<T> IntoParallelIterator for Vec<T> {}
    impl<T> IntoParallelIterator for VecDeque<T> {}
    impl<T> IntoParallelIterator for Range<T> {}
    impl<T> IntoParallelIterator for RangeInclusive<T> {}
    impl<K, V> IntoParallelIterator for HashMap<K, V> {}
    impl<K, V> IntoParallelIterator for BTreeMap<K, V> {}
    impl<T> IntoParallelIterator for HashSet<T> {}
    impl<T> IntoParallelIterator for BTreeSet<T> {}
    impl<T> IntoParallelIterator for Option<T> {}
    impl<T> IntoParallelRefIterator for [T] {}
    impl<T> IntoParallelRefIterator for Vec<T> {}
    impl<T> IntoParallelRefIterator for VecDeque<T> {}
    impl<K, V> IntoParallelRefIterator for HashMap<K, V> {}
    impl<K, V> IntoParallelRefIterator for BTreeMap<K, V> {}
    impl<T> IntoParallelRefIterator for HashSet<T> {}
    impl<T> IntoParallelRefIterator for BTreeSet<T> {}
    impl<T> IntoParallelRefMutIterator for [T] {}
    impl<T> IntoParallelRefMutIterator for Vec<T> {}
    impl<K, V> IntoParallelRefMutIterator for HashMap<K, V> {}
}

pub mod slice {
    use crate::iter::{IndexedParallelIterator, ParallelIterator};
    use std::cmp::Ordering;
    pub trait ParallelSlice<T> {
        fn par_chunks(&self, chunk_size: usize) -> impl IndexedParallelIterator<Item = &[T]>;
        fn par_chunks_exact(&self, chunk_size: usize) -> impl IndexedParallelIterator<Item = &[T]>;
        fn par_windows(&self, window_size: usize) -> impl IndexedParallelIterator<Item = &[T]>;
        #[offloads]
        fn par_split<P: Fn(&T) -> bool>(&self, separator: P) -> impl ParallelIterator<Item = &[T]>;
    }
    impl<T> ParallelSlice<T> for [T] {}
    pub trait ParallelSliceMut<T> {
        fn par_chunks_mut(&mut self, chunk_size: usize) -> impl IndexedParallelIterator<Item = &mut [T]>;
        fn par_chunks_exact_mut(&mut self, chunk_size: usize) -> impl IndexedParallelIterator<Item = &mut [T]>;
        fn par_sort(&mut self);
        #[offloads]
        fn par_sort_by<F: Fn(&T, &T) -> Ordering>(&mut self, compare: F);
        #[offloads]
        fn par_sort_by_key<K: Ord, F: Fn(&T) -> K>(&mut self, f: F);
        #[offloads]
        fn par_sort_by_cached_key<K: Ord, F: Fn(&T) -> K>(&mut self, f: F);
        fn par_sort_unstable(&mut self);
        #[offloads]
        fn par_sort_unstable_by<F: Fn(&T, &T) -> Ordering>(&mut self, compare: F);
        #[offloads]
        fn par_sort_unstable_by_key<K: Ord, F: Fn(&T) -> K>(&mut self, f: F);
    }
    impl<T> ParallelSliceMut<T> for [T] {}
}
pub mod str {
    use crate::iter::ParallelIterator;
    pub trait ParallelString {
        fn par_chars(&self) -> impl ParallelIterator<Item = char>;
        fn par_bytes(&self) -> impl ParallelIterator<Item = u8>;
        fn par_lines(&self) -> impl ParallelIterator<Item = &str>;
        fn par_split_whitespace(&self) -> impl ParallelIterator<Item = &str>;
    }
    impl ParallelString for str {}
}
