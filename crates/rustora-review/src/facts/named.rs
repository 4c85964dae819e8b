//! Which bodies name something: a look at the tree that tells whether types are worth inferring.

use rustc_hash::FxHashSet;
use rustora_source::tree::{Expr, ItemKind, PathId};

use super::program::{File, ItemRef, Program};

impl Program<'_> {
    /// The names of the functions in tables that carry a mark.
    pub(crate) fn marked(&self, mark: &str) -> Vec<String> {
        let tables = self.files().filter(|(_, file)| self.is_table(file));
        let marked = tables.flat_map(|(_, file)| {
            let items = file.tree().items().filter(|(_, item)| {
                let mut attrs = file.tree()[item.attrs].iter();
                attrs.any(|attr| file.str(attr.name) == mark)
            });
            items.map(|(_, item)| file.str(item.name).to_owned())
        });
        marked.collect()
    }

    /// Adds the names that code under review gives to what has one of these names.
    pub(crate) fn add_aliases(&self, names: &mut FxHashSet<String>) {
        for (_, file) in self.files().filter(|(_, file)| file.reviewed) {
            for (_, item) in file.tree().items() {
                if let ItemKind::Use(import) = item.kind
                    && !import.glob
                    && names.contains(last(file, import.path))
                {
                    names.insert(file.str(import.name).to_owned());
                }
            }
        }
    }

    /// Whether a body calls or mentions anything by one of these names.
    pub(crate) fn names_any(&self, owner: ItemRef, names: &FxHashSet<String>) -> bool {
        let file = self.file(owner.file);
        let tree = file.tree();
        let Some((first, end)) = self.body_range(owner) else {
            return false;
        };
        tree.exprs_between(first, end).any(|id| match tree[id] {
            Expr::MethodCall { name, .. } => names.contains(file.str(name)),
            Expr::Path(path) => names.contains(last(file, path)),
            Expr::Macro(call) => names.contains(last(file, tree[call].path)),
            _ => false,
        })
    }
}

fn last(file: &File, path: PathId) -> &str {
    let tree = file.tree();
    tree[tree[path].segments]
        .last()
        .map_or("", |segment| file.str(segment.name))
}
