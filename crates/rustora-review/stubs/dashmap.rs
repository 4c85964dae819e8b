#![stub(versions = ">=4, <8")]
// Checked against dashmap 6.2.1. A map is sharded: what waits is the shard of the key, and the documentation of each method
// here that locks says that it may deadlock when a reference into the map is held. `Map`'s trait methods are left out.

use std::hash::Hash;
use std::ops::{Deref, DerefMut};

pub use mapref::entry::{Entry, OccupiedEntry, VacantEntry};

pub struct DashMap<K, V, S = ()>;
impl<K, V, S> DashMap<K, V, S> {
    pub fn new() -> DashMap<K, V, S>;
    pub fn with_capacity(capacity: usize) -> DashMap<K, V, S>;
    pub fn with_shard_amount(shard_amount: usize) -> DashMap<K, V, S>;
    pub fn with_hasher(hasher: S) -> DashMap<K, V, S>;
    #[locks = "exclusive"] pub fn insert(&self, key: K, value: V) -> Option<V>;
    #[locks = "exclusive"] pub fn remove<Q>(&self, key: &Q) -> Option<(K, V)>;
    #[locks = "exclusive"] pub fn remove_if<Q, F: FnOnce(&K, &V) -> bool>(&self, key: &Q, f: F) -> Option<(K, V)>;
    #[locks = "shared"] pub fn iter(&self) -> iter::Iter<K, V>;
    #[locks = "exclusive"] pub fn iter_mut(&self) -> iter::IterMut<K, V>;
    #[locks = "shared"] pub fn get<Q>(&self, key: &Q) -> Option<mapref::one::Ref<K, V>>;
    #[locks = "exclusive"] pub fn get_mut<Q>(&self, key: &Q) -> Option<mapref::one::RefMut<K, V>>;
    #[locks = "exclusive"] pub fn retain<F: FnMut(&K, &mut V) -> bool>(&self, f: F);
    #[locks = "shared"] pub fn len(&self) -> usize;
    #[locks = "shared"] pub fn is_empty(&self) -> bool;
    #[locks = "exclusive"] pub fn clear(&self);
    #[locks = "exclusive"] pub fn alter<Q, F: FnOnce(&K, V) -> V>(&self, key: &Q, f: F);
    #[locks = "shared"] pub fn view<Q, R, F: FnOnce(&K, &V) -> R>(&self, key: &Q, f: F) -> Option<R>;
    #[locks = "shared"] pub fn contains_key<Q>(&self, key: &Q) -> bool;
    #[locks = "exclusive"] pub fn entry(&self, key: K) -> mapref::entry::Entry<K, V>;
    pub fn try_entry(&self, key: K) -> Option<mapref::entry::Entry<K, V>>;
}
impl<K, V, S> Default for DashMap<K, V, S> {}
impl<K: Clone, V: Clone, S> Clone for DashMap<K, V, S> {}
impl<K, V, S> FromIterator<(K, V)> for DashMap<K, V, S> {}
impl<K, V, S> IntoIterator for &DashMap<K, V, S> { type Item = mapref::multiple::RefMulti<K, V>; type IntoIter = iter::Iter<K, V>; }

pub struct DashSet<K, S = ()>;
impl<K, S> DashSet<K, S> {
    pub fn new() -> DashSet<K, S>;
    #[locks = "exclusive"] pub fn insert(&self, key: K) -> bool;
    #[locks = "exclusive"] pub fn remove<Q>(&self, key: &Q) -> Option<K>;
    #[locks = "shared"] pub fn get<Q>(&self, key: &Q) -> Option<setref::one::Ref<K>>;
    #[locks = "shared"] pub fn contains<Q>(&self, key: &Q) -> bool;
    #[locks = "shared"] pub fn len(&self) -> usize;
    #[locks = "shared"] pub fn is_empty(&self) -> bool;
    #[locks = "exclusive"] pub fn clear(&self);
    #[locks = "exclusive"] pub fn retain<F: FnMut(&K) -> bool>(&self, f: F);
}
impl<K, S> Default for DashSet<K, S> {}
impl<K: Clone, S> Clone for DashSet<K, S> {}

pub mod setref { pub mod one {
    #[guard = "shared"] pub struct Ref<K>;
    impl<K> Ref<K> { pub fn key(&self) -> &K; }
    impl<K> std::ops::Deref for Ref<K> { type Target = K; }
} }

pub mod iter {
    pub struct Iter<K, V>;
    impl<K, V> Iterator for Iter<K, V> { type Item = crate::mapref::multiple::RefMulti<K, V>; }
    pub struct IterMut<K, V>;
    impl<K, V> Iterator for IterMut<K, V> { type Item = crate::mapref::multiple::RefMutMulti<K, V>; }
}

pub mod mapref {
    pub mod one {
        use std::ops::{Deref, DerefMut};

        #[guard = "shared"] pub struct Ref<K, V>;
        impl<K, V> Ref<K, V> {
            pub fn key(&self) -> &K;
            pub fn value(&self) -> &V;
            pub fn pair(&self) -> (&K, &V);
            pub fn map<T, F: FnOnce(&V) -> &T>(self, f: F) -> MappedRef<K, V, T>;
        }
        impl<K, V> Deref for Ref<K, V> { type Target = V; }
        #[guard = "exclusive"] pub struct RefMut<K, V>;
        impl<K, V> RefMut<K, V> {
            pub fn key(&self) -> &K;
            pub fn value(&self) -> &V;
            pub fn value_mut(&mut self) -> &mut V;
            pub fn pair(&self) -> (&K, &V);
            pub fn pair_mut(&mut self) -> (&K, &mut V);
            pub fn downgrade(self) -> Ref<K, V>;
            pub fn map<T, F: FnOnce(&mut V) -> &mut T>(self, f: F) -> MappedRefMut<K, V, T>;
        }
        impl<K, V> Deref for RefMut<K, V> { type Target = V; }
        impl<K, V> DerefMut for RefMut<K, V> {}
        #[guard = "shared"] pub struct MappedRef<K, V, T>;
        impl<K, V, T> MappedRef<K, V, T> { pub fn key(&self) -> &K; pub fn value(&self) -> &T; }
        impl<K, V, T> Deref for MappedRef<K, V, T> { type Target = T; }
        #[guard = "exclusive"] pub struct MappedRefMut<K, V, T>;
        impl<K, V, T> MappedRefMut<K, V, T> { pub fn key(&self) -> &K; pub fn value(&self) -> &T; pub fn value_mut(&mut self) -> &mut T; }
        impl<K, V, T> Deref for MappedRefMut<K, V, T> { type Target = T; }
        impl<K, V, T> DerefMut for MappedRefMut<K, V, T> {}
    }
    pub mod multiple {
        use std::ops::{Deref, DerefMut};

        #[guard = "shared"] pub struct RefMulti<K, V>;
        impl<K, V> RefMulti<K, V> { pub fn key(&self) -> &K; pub fn value(&self) -> &V; pub fn pair(&self) -> (&K, &V); }
        impl<K, V> Deref for RefMulti<K, V> { type Target = V; }
        #[guard = "exclusive"] pub struct RefMutMulti<K, V>;
        impl<K, V> RefMutMulti<K, V> { pub fn key(&self) -> &K; pub fn value(&self) -> &V; pub fn value_mut(&mut self) -> &mut V; }
        impl<K, V> Deref for RefMutMulti<K, V> { type Target = V; }
        impl<K, V> DerefMut for RefMutMulti<K, V> {}
    }
    pub mod entry {
        use super::one::RefMut;

        #[guard = "exclusive"] pub enum Entry<K, V> { Occupied(OccupiedEntry<K, V>), Vacant(VacantEntry<K, V>) }
        impl<K, V> Entry<K, V> {
            pub fn and_modify<F: FnOnce(&mut V)>(self, f: F) -> Self;
            pub fn key(&self) -> &K;
            pub fn or_default(self) -> RefMut<K, V>;
            pub fn or_insert(self, value: V) -> RefMut<K, V>;
            pub fn or_insert_with<F: FnOnce() -> V>(self, value: F) -> RefMut<K, V>;
            pub fn or_try_insert_with<E, F: FnOnce() -> Result<V, E>>(self, value: F) -> Result<RefMut<K, V>, E>;
            pub fn insert(self, value: V) -> RefMut<K, V>;
        }
        #[guard = "exclusive"] pub struct VacantEntry<K, V>;
        impl<K, V> VacantEntry<K, V> { pub fn insert(self, value: V) -> RefMut<K, V>; pub fn key(&self) -> &K; }
        #[guard = "exclusive"] pub struct OccupiedEntry<K, V>;
        impl<K, V> OccupiedEntry<K, V> {
            pub fn get(&self) -> &V;
            pub fn get_mut(&mut self) -> &mut V;
            pub fn insert(&mut self, value: V) -> V;
            pub fn into_ref(self) -> RefMut<K, V>;
            pub fn key(&self) -> &K;
            pub fn remove(self) -> V;
        }
    }
}
