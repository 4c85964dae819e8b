//! Types that are declared to cross threads and hold what must not.

use rustora_source::Span;
use rustora_source::tree::{Field, Function, Impl, ItemKind, Receiver, Visibility};

use crate::facts::{Crossing, Env, File, FileId, ItemRef, Joins, Obstacle, Program, Ty};
use crate::finding::{Category, Confidence, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "unsound-send-sync-impl",
    category: Category::Correctness,
    severity: Severity::Error,
    confidence: Confidence::High,
    fix: FixAvailability::None,
    why: "safe code may now share what counts or writes without atomics, and two threads that do corrupt memory",
    page: include_str!("unsound_send_sync_impl.md"),
    asks: &[Ask::Workspace(check)],
};

/// A type and the `impl` that declares something about it.
struct Claim<'p> {
    program: &'p Program<'p>,
    file: FileId,
    data: &'p Impl,
    crossing: Crossing,
    item: ItemRef,
    args: Vec<Ty>,
    fields: Vec<Field>,
}

fn check(program: &Program<'_>, _: &Joins) -> Vec<(FileId, Draft)> {
    let mut found = Vec::new();
    for (id, file) in program.files().filter(|(_, file)| file.reviewed) {
        let tree = file.tree();
        for (item, data) in tree.items() {
            let ItemKind::Impl(of) = data.kind else {
                continue;
            };
            // Where there is one thread, as in browsers, nothing crosses.
            let attrs = tree[data.attrs].iter().map(|attr| file.str(attr.span));
            let has_cfg = attrs.into_iter().any(|text| text.contains("cfg"));
            if !tree[of].is_unsafe || file.test || data.test || has_cfg {
                continue;
            }
            let item = ItemRef { file: id, item };
            if let Some(draft) = claim(program, item, &tree[of]).and_then(|claim| claim.judge()) {
                found.push((id, draft));
            }
        }
    }
    found
}

/// What an `unsafe impl` says about a type of the workspace.
fn claim<'p>(program: &'p Program<'p>, at: ItemRef, data: &'p Impl) -> Option<Claim<'p>> {
    let of = program.trait_of(at)?;
    let crossing = if program.is(of, "std::marker::Send") {
        Crossing::Send
    } else if program.is(of, "std::marker::Sync") {
        Crossing::Sync
    } else {
        return None;
    };
    let mut env = Env::new(program.module_of(at));
    program.params(&mut env, &data.generics);
    let Ty::Adt(item, args) = program.lower(&env, data.self_ty) else {
        return None;
    };
    let is_known = program.is_workspace(item) && program.bounds_are_known(at, &data.generics);
    is_known.then(|| Claim {
        program,
        file: at.file,
        data,
        crossing,
        item,
        args: args.to_vec(),
        fields: program.fields(item),
    })
}

impl Claim<'_> {
    fn judge(&self) -> Option<Draft> {
        let word = match self.crossing {
            Crossing::Send => "Send",
            Crossing::Sync => "Sync",
        };
        let program = self.program;
        let name = program.name(self.item);
        let home = program.file(self.item.file);
        for field in &self.fields {
            let Some((obstacle, wanted)) = self.obstacle(field) else {
                continue;
            };
            let (what, held) = match &obstacle {
                // What is reached through an `Arc` does not move.
                Obstacle::Cell(of) if self.crossing == Crossing::Send => (
                    format!(", but shares {} `{of}` without a lock", article(of)),
                    of,
                ),
                Obstacle::Count(of) | Obstacle::Cell(of) | Obstacle::Object(of) => (
                    format!(", but holds {} `{of}`, which is not", article(of)),
                    of,
                ),
                Obstacle::Param(of) | Obstacle::Pointee(of) => (
                    format!(" for every `{of}`, also one that is not `{wanted}`"),
                    of,
                ),
            };
            let (message, held) = (
                format!("`{name}` is declared `{word}`{what}"),
                format!("the `{held}`"),
            );
            let at = program.file(self.file).tree().type_span(self.data.self_ty);
            let mut draft = Draft::new(at, message).related(
                self.item.file,
                home.tree().type_span(field.ty),
                held,
            );
            if self.crossing == Crossing::Sync
                && let Some((file, span)) = self.reached(field, &obstacle)
            {
                draft = draft.related(file, span, "and a shared reference reaches it here");
            }
            draft.confidence = self.doubt(&obstacle);
            return Some(draft);
        }
        None
    }

    /// What stands against the claim in a field, and what its type should be bound by.
    fn obstacle(&self, field: &Field) -> Option<(Obstacle, &'static str)> {
        let ty = self.program.field_ty(self.item, &self.args, field);
        let found = self.program.obstacle(&ty, self.crossing)?;
        let is_sync = self.crossing == Crossing::Sync;
        let wanted = if is_sync { "Sync" } else { "Send" };
        let counts = match &found {
            Obstacle::Cell(_) if self.program.guards_itself(self.item) => {
                // With a lock of its own it hands its value from thread to thread.
                let moved = self.program.obstacle(&ty, Crossing::Send)?;
                let is_open = matches!(moved, Obstacle::Param(_) | Obstacle::Pointee(_));
                return (is_open && self.exposes()).then_some((moved, "Send"));
            }
            Obstacle::Count(_) | Obstacle::Object(_) if !is_sync => true,
            Obstacle::Count(_) | Obstacle::Object(_) | Obstacle::Cell(_) => {
                self.reached(field, &found).is_some()
            }
            Obstacle::Param(_) | Obstacle::Pointee(_) if is_sync => self.exposes(),
            Obstacle::Param(_) => !self.checks_thread(),
            Obstacle::Pointee(_) => self.owns_pointee(),
        };
        counts.then_some((found, wanted))
    }

    /// Whether what would be unsound is left to the caller, or looked after at run time.
    fn checks_thread(&self) -> bool {
        let thread = |field: &Field| {
            let ty = self.program.field_ty(self.item, &self.args, field);
            ty.adt()
                .is_some_and(|of| self.program.is(of, "std::thread::ThreadId"))
        };
        let mut functions = self.functions();
        let makes_unsafely = functions
            .any(|(_, function)| function.is_unsafe && function.receiver == Receiver::None);
        makes_unsafely || self.fields.iter().any(thread)
    }

    /// Whether a raw pointer is followed when the value goes away.
    fn owns_pointee(&self) -> bool {
        self.exposes()
            || self.impls().any(|(file, data)| {
                let tree = file.tree();
                data.trait_path.is_some_and(|path| {
                    tree[tree[path].segments]
                        .last()
                        .is_some_and(|last| file.str(last.name) == "Drop")
                })
            })
    }

    /// Where a method that safe code may call uses a field: one with `&self`, where references are shared.
    fn reached(&self, field: &Field, obstacle: &Obstacle) -> Option<(FileId, Span)> {
        let home = self.program.file(self.item.file);
        let index = self.fields.iter().position(|other| other.ty == field.ty)?;
        let name = match home.str(field.name) {
            "" => index.to_string(),
            name => name.to_owned(),
        };
        let place = format!("self.{name}");
        let is_raw = matches!(obstacle, Obstacle::Cell(of) if of == "UnsafeCell");
        self.functions().find_map(|(id, function)| {
            let shares = match function.receiver {
                Receiver::None => false,
                Receiver::Ref => true,
                _ => self.crossing == Crossing::Send,
            };
            if !shares || function.is_unsafe {
                return None;
            }
            let file = self.program.file(id);
            let body = file.tree().expr_span(function.body?);
            let text = file.str(body);
            let at = text.match_indices(&place).map(|(at, _)| at).find(|at| {
                let (before, after) = (&text[..*at], &text[at + place.len()..]);
                let goes_on = after.starts_with(|c: char| c.is_alphanumeric() || c == '_');
                !goes_on && (!is_raw || writes(before, after))
            })?;
            let start = body.start + u32::try_from(at).ok()?;
            let len = u32::try_from(place.len()).ok()?;
            Some((id, Span::new(start, start + len)))
        })
    }

    /// Whether a method that takes `&self` hands out something that has to do with a parameter.
    fn exposes(&self) -> bool {
        self.impls().any(|(file, data)| {
            let tree = file.tree();
            let params = tree[data.generics.params].iter();
            let params: Vec<&str> = params.map(|param| file.str(param.name)).collect();
            tree[data.items].iter().any(|id| {
                let Some(function) = tree.function(*id) else {
                    return false;
                };
                let Some(output) = function.output else {
                    return false;
                };
                let text = file.str(tree.type_span(output));
                let mut words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
                function.receiver == Receiver::Ref
                    && !function.is_unsafe
                    && !text.starts_with('*')
                    && words.any(|word| params.contains(&word) || word == "Target")
            })
        })
    }

    fn impls(&self) -> impl Iterator<Item = (&File, &Impl)> {
        let impls = self.program.impls_of(self.item).into_iter();
        impls.filter_map(|item| {
            let file = self.program.file(item.file);
            match file.tree()[item.item].kind {
                ItemKind::Impl(data) => Some((file, &file.tree()[data])),
                _ => None,
            }
        })
    }

    fn functions(&self) -> impl Iterator<Item = (FileId, &Function)> {
        let impls = self.program.impls_of(self.item).into_iter();
        impls.flat_map(|item| {
            let tree = self.program.file(item.file).tree();
            let items = match tree[item.item].kind {
                ItemKind::Impl(data) => &tree[tree[data].items],
                _ => &[],
            };
            let functions = items.iter().filter_map(|id| tree.function(*id));
            functions.map(move |function| (item.file, function))
        })
    }

    /// A type that stays in its crate may be used with care, and so may a pointer.
    fn doubt(&self, obstacle: &Obstacle) -> Option<Confidence> {
        let item = self.program.item(self.item);
        let is_public = item.visibility == Visibility::Public;
        match obstacle {
            Obstacle::Count(_) | Obstacle::Cell(_) => None,
            _ if !is_public || self.is_made_with_care() => Some(Confidence::Low),
            Obstacle::Param(_) => None,
            Obstacle::Object(_) | Obstacle::Pointee(_) => Some(Confidence::Medium),
        }
    }

    /// Whether a function elsewhere makes such values, and asks for more there.
    fn is_made_with_care(&self) -> bool {
        let file = self.program.file(self.item.file);
        let (tree, name) = (file.tree(), self.program.name(self.item));
        tree.items().any(|(id, item)| {
            let Some(function) = tree.function(id) else {
                return false;
            };
            let Some(output) = function.output else {
                return false;
            };
            let mut words = file
                .str(tree.type_span(output))
                .split(|c: char| !c.is_alphanumeric() && c != '_');
            let head = function
                .body
                .map_or(item.span.end, |body| tree.expr_span(body).start);
            let head = file.str(Span::new(function.signature.start, head));
            head.contains("Send") && words.any(|word| word == name)
        })
    }
}

/// Whether `*cell.get()` is written through: what stands before the cell and behind it.
fn writes(before: &str, after: &str) -> bool {
    let Some(after) = after.trim_start().strip_prefix(".get()") else {
        return false;
    };
    let after = after.trim_start_matches([')', ' ', '\n']);
    let before = before.trim_end_matches(['(', ' ']);
    let assigned = after
        .find(['=', ';', '{'])
        .is_some_and(|at| after[at..].starts_with('=') && !after[at..].starts_with("=="));
    let method = after.strip_prefix('.').unwrap_or("");
    let method = method.split('(').next().unwrap_or("");
    before.ends_with("&mut *") || before.ends_with('*') && (assigned || changes(method))
}

/// Methods that change what they are called on.
fn changes(method: &str) -> bool {
    let changes = [
        "append",
        "clear",
        "entry",
        "extend",
        "insert",
        "pop",
        "pop_front",
        "push",
        "push_back",
        "remove",
        "replace",
        "retain",
        "set",
        "swap",
        "take",
        "truncate",
    ];
    changes.contains(&method) || method.ends_with("_mut")
}

fn article(name: &str) -> &'static str {
    if name == "Rc" || name.starts_with("On") || name.starts_with("Un") {
        "an"
    } else {
        "a"
    }
}
