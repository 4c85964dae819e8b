//! Errors that a library can give and that no test expects.

use rustc_hash::{FxHashMap, FxHashSet};
use rustora_source::tree::{Expr, Function, Item, ItemKind, Pat, PathId, Type, Visibility};
use rustora_source::{Span, Word, words};

use crate::facts::{Def, File, FileId, ItemRef, Joins, Namespace, Program, Tested};
use crate::finding::{Category, Confidence, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "untested-error-variant",
    category: Category::Tests,
    severity: Severity::Note,
    confidence: Confidence::Medium,
    fix: FixAvailability::None,
    why: "what happens in the case that it stands for is known from reading the code and from nothing else, and such \
          code mostly runs for the first time when something is already wrong",
    page: include_str!("untested_error_variant.md"),
    asks: &[Ask::Workspace(check)],
};

/// A variant: the enum, and its place in it.
type Variant = (ItemRef, usize);

/// What the code outside of tests does with the variants.
#[derive(Default)]
struct Uses<'p> {
    /// The first place at which each is made: not those that only take in another error, by `map_err(Self::Io)` or in a
    /// `From`.
    made: FxHashMap<Variant, (FileId, Span)>,
    /// The HTTP status that each becomes, by the name of its constant.
    status: FxHashMap<Variant, &'p str>,
}

fn check(program: &Program<'_>, joins: &Joins) -> Vec<(FileId, Draft)> {
    let enums: Vec<ItemRef> = program
        .delivered_items()
        .filter(|item| is_error(program.file(item.file), program.item(*item)))
        .collect();
    if enums.is_empty() {
        return Vec::new();
    }
    let names: FxHashSet<&str> = enums.iter().map(|item| program.name(*item)).collect();
    let uses = Uses::of(program, &names);
    let reach = joins.tested(program);
    let drafts = |item| of_enum(program, reach, &uses, item);
    enums.into_iter().flat_map(drafts).collect()
}

fn of_enum(
    program: &Program<'_>,
    reach: &Tested,
    uses: &Uses<'_>,
    item: ItemRef,
) -> Vec<(FileId, Draft)> {
    let file = program.file(item.file);
    let tree = file.tree();
    let ItemKind::Enum(data) = tree[item.item].kind else {
        return Vec::new();
    };
    let name = program.name(item);
    let mut before = tree[item.item].name;
    let (mut tested, mut open) = (0, Vec::new());
    for (index, variant) in tree[tree[data].variants].iter().enumerate() {
        let between = Span::new(before.end, variant.name.start);
        before = variant.name;
        let text = file.str(variant.name);
        let Some(made) = uses.made.get(&(item, index)) else {
            continue;
        };
        let is_tested = reach.names(program, item.file, text)
            || message(file.str(between))
                .is_some_and(|message| reach.quotes(program, item.file, message))
            || uses
                .status
                .get(&(item, index))
                .is_some_and(|status| reach.names(program, item.file, status));
        if is_tested {
            tested += 1;
        } else {
            open.push((variant.name, *made));
        }
    }
    // An enum of which no test names anything is tested by what comes of it, or not at all.
    if tested == 0 {
        return Vec::new();
    }
    let is_rare = open.len() <= tested;
    let draft = |(at, (made_in, made_at))| {
        let text = format!("no test expects `{name}::{}`", file.str(at));
        let mut draft = Draft::new(at, text).related(made_in, made_at, "it is made here");
        if !is_rare {
            draft.confidence = Some(Confidence::Low);
        }
        (item.file, draft)
    };
    open.into_iter().map(draft).collect()
}

/// What an error says: the text in the attribute that stands in front of a variant.
fn message(attributes: &str) -> Option<&str> {
    let text = words(attributes).filter_map(|word| match word {
        Word::Text(span) => attributes.get(span.range()),
        Word::Name(_) => None,
    });
    Some(text.last()?.trim_matches('"'))
}

/// Whether an item is a public enum of errors: it derives or is named so.
fn is_error(file: &File, item: &Item) -> bool {
    let derives = || {
        file.tree()[item.attrs].iter().any(|attr| {
            file.str(attr.name) == "derive"
                && words(file.str(attr.span))
                    .any(|word| matches!(word, Word::Name(span) if &file.str(attr.span)[span.range()] == "Error"))
        })
    };
    matches!(item.kind, ItemKind::Enum(_))
        && item.visibility == Visibility::Public
        && !item.test
        && (file.str(item.name).ends_with("Error") || derives())
}

impl<'p> Uses<'p> {
    fn of(program: &'p Program<'_>, enums: &FxHashSet<&str>) -> Self {
        let mut uses = Self::default();
        let reviewed = program
            .files()
            .filter(|(_, file)| file.reviewed && !file.test);
        for (id, file) in reviewed {
            for (item, what) in file.tree().items() {
                if let (ItemKind::Fn(function), false) = (what.kind, what.test) {
                    let function = &file.tree()[function];
                    uses.add(program, ItemRef { file: id, item }, function, enums);
                }
            }
        }
        uses
    }

    fn add(
        &mut self,
        program: &'p Program<'_>,
        owner: ItemRef,
        function: &Function,
        enums: &FxHashSet<&str>,
    ) {
        let file = program.file(owner.file);
        let tree = file.tree();
        let Some(body) = function.body else { return };
        let known = |path| variant(program, owner, path, enums);
        let converts = is_conversion(file, owner);
        for expr in tree.exprs_between(function.first, body) {
            match tree[expr] {
                Expr::Path(path) | Expr::Struct { path, .. } if !converts => {
                    if let Some(variant) = known(path).filter(|variant| {
                        let is_called = tree.parent(expr).is_some_and(|parent| {
                            matches!(tree[parent], Expr::Call { callee, .. } if callee == expr)
                        });
                        is_called
                            || matches!(tree[expr], Expr::Struct { .. })
                            || !has_fields(program, *variant)
                    }) {
                        let made = (owner.file, tree[path].span);
                        self.made.entry(variant).or_insert(made);
                    }
                }
                Expr::Match { arms, .. } => {
                    for arm in &tree[arms] {
                        let Some(status) = status(file.str(tree.expr_span(arm.body))) else {
                            continue;
                        };
                        let mut patterns = vec![arm.pat];
                        while let Some(pat) = patterns.pop() {
                            match tree[pat] {
                                Pat::Or(list) => patterns.extend(&tree[list]),
                                Pat::Guard { pat, .. } | Pat::Ref(pat) => patterns.push(pat),
                                Pat::Path(path)
                                | Pat::TupleStruct { path, .. }
                                | Pat::Struct { path, .. } => {
                                    if let Pat::TupleStruct { elems, .. } = tree[pat] {
                                        patterns.extend(&tree[elems]);
                                    }
                                    if let Some(variant) = known(path) {
                                        self.status.insert(variant, status);
                                    }
                                }
                                _ => {}
                            }
                        }
                    }
                }
                _ => {}
            }
        }
    }
}

/// The name of the constant in `StatusCode::NOT_FOUND`.
fn status(text: &str) -> Option<&str> {
    if !text.contains("StatusCode") {
        return None;
    }
    let mut names = words(text).filter_map(|word| match word {
        Word::Name(span) => text.get(span.range()),
        Word::Text(_) => None,
    });
    names.find(|name| *name == "StatusCode")?;
    names.next()
}

/// The variant of one of these enums that a path names in a function.
fn variant(
    program: &Program<'_>,
    owner: ItemRef,
    path: PathId,
    enums: &FxHashSet<&str>,
) -> Option<Variant> {
    let file = program.file(owner.file);
    let tree = file.tree();
    let [.., of, last] = &tree[tree[path].segments] else {
        return None;
    };
    let module = program.scope_of(owner);
    let item = if file.str(of.name) == "Self" {
        let ItemKind::Impl(data) = tree[tree[owner.item].parent?].kind else {
            return None;
        };
        let Type::Path(own) = tree[tree[data].self_ty] else {
            return None;
        };
        match program.resolve(module, own, Namespace::Type)?.def {
            Def::Item(item) => item,
            _ => return None,
        }
    } else if enums.contains(file.str(of.name)) {
        match program.resolve(module, path, Namespace::Value)?.def {
            Def::Variant(item, index) => return Some((item, index)),
            _ => return None,
        }
    } else {
        return None;
    };
    let of = program.file(item.file);
    let ItemKind::Enum(data) = of.tree()[item.item].kind else {
        return None;
    };
    let name = file.str(last.name);
    let mut variants = of.tree()[of.tree()[data].variants].iter();
    let index = variants.position(|variant| of.str(variant.name) == name)?;
    Some((item, index))
}

fn has_fields(program: &Program<'_>, (item, index): Variant) -> bool {
    let tree = program.file(item.file).tree();
    let ItemKind::Enum(data) = tree[item.item].kind else {
        return false;
    };
    let variant = tree[tree[data].variants].get(index);
    variant.is_some_and(|variant| !tree[variant.fields].is_empty())
}

/// Whether a function is the one that `From` asks for.
fn is_conversion(file: &File, function: ItemRef) -> bool {
    let tree = file.tree();
    let around = tree[function.item].parent.map(|parent| tree[parent].kind);
    let Some(ItemKind::Impl(data)) = around else {
        return false;
    };
    tree[data].trait_path.is_some_and(|of| {
        let last = tree[tree[of].segments].last();
        last.is_some_and(|segment| file.str(segment.name) == "From")
    })
}
