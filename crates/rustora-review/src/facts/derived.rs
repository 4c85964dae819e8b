//! Traits that attributes implement: derives of `std`, derives of other crates of which a table says it, and
//! `enum_dispatch`.
//!
//! What stands in such an `impl` is not known, only that there is one.

use rustora_source::tree::ItemKind;

use super::program::{ItemRef, Program};
use super::resolve::Namespace;

/// The traits of `std` that a `derive` implements and whose methods are called by name.
const DERIVED: [&str; 6] = ["Clone", "Default", "PartialEq", "PartialOrd", "Ord", "Hash"];

impl Program<'_> {
    /// Whether an attribute of a type implements a trait for it.
    pub(super) fn implements_by_attribute(&self, item: ItemRef, of: ItemRef) -> bool {
        let name = self.name(of);
        if DERIVED.contains(&name) && self.derives(item, name) {
            return true;
        }
        match self.mark_text(of, "derived_by") {
            Some(derive) => self.derives(item, derive),
            None => self.is_workspace(of) && self.dispatches(item, of),
        }
    }

    /// `#[enum_dispatch(Trait)]` on an enum: each method of the trait calls that of the variant.
    fn dispatches(&self, item: ItemRef, of: ItemRef) -> bool {
        let file = self.file(item.file);
        let tree = file.tree();
        let attrs = &tree[tree[item.item].attrs];
        matches!(tree[item.item].kind, ItemKind::Enum(_))
            && attrs
                .iter()
                .filter(|attr| file.str(attr.name).rsplit("::").next() == Some("enum_dispatch"))
                .flat_map(|attr| &tree[attr.args])
                .any(|named| {
                    let path = file.str(named.name);
                    self.resolve_text(self.module_of(item), path, Namespace::Type) == Some(of)
                })
    }
}
