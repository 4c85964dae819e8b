//! Errors that a library can give and that no test expects.

use rustc_hash::{FxHashMap, FxHashSet};
use rustora_source::tree::{Expr, Function, Item, ItemKind, Pat, PathId, Type, Visibility};
use rustora_source::{Span, Word, words};

use crate::facts::{File, FileId, ItemRef, Joins, Program, Reach};
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

/// A variant: the enum's name and its own.
type Variant<'p> = (&'p str, &'p str);

/// What the code outside of tests does with the variants.
#[derive(Default)]
struct Uses<'p> {
    /// The first place at which each is made.
    made: FxHashMap<Variant<'p>, (FileId, Span)>,
    /// The HTTP status that each becomes, by the name of its constant.
    status: FxHashMap<Variant<'p>, &'p str>,
}

fn check(program: &Program<'_>, joins: &Joins) -> Vec<(FileId, Draft)> {
    let enums: Vec<ItemRef> = program
        .files()
        .filter(|(_, file)| file.reviewed && !file.test)
        .flat_map(|(file, data)| {
            data.tree()
                .items()
                .map(move |(item, _)| ItemRef { file, item })
        })
        .filter(|item| is_error(program.file(item.file), program.item(*item)))
        .collect();
    if enums.is_empty() {
        return Vec::new();
    }
    let names: FxHashSet<&str> = enums.iter().map(|item| program.name(*item)).collect();
    let uses = Uses::of(program, &names);
    let reach = joins.reach(program);
    let drafts = |item| of_enum(program, reach, &uses, item);
    enums.into_iter().flat_map(drafts).collect()
}

fn of_enum(
    program: &Program<'_>,
    reach: &Reach,
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
    for variant in &tree[tree[data].variants] {
        let between = Span::new(before.end, variant.name.start);
        before = variant.name;
        let text = file.str(variant.name);
        let Some(made) = uses.made.get(&(name, text)) else {
            continue;
        };
        let is_tested = reach.names(program, item.file, text)
            || message(file.str(between))
                .is_some_and(|message| reach.quotes(program, item.file, message))
            || uses
                .status
                .get(&(name, text))
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

/// What an error says before anything is put in, where that is enough to be known by: the text in the attribute that
/// stands in front of a variant.
fn message(attributes: &str) -> Option<&str> {
    let text = words(attributes).filter_map(|word| match word {
        Word::Text(span) => attributes.get(span.range()),
        Word::Name(_) => None,
    });
    let message = text.last()?.trim_matches('"').split('{').next()?.trim();
    (message.len() >= 8).then_some(message)
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
        let known = |path| {
            let (of, variant) = last_two(file, path)?;
            let of = if of == "Self" {
                own_type(file, owner)?
            } else {
                of
            };
            enums.contains(of).then_some((of, variant))
        };
        for expr in tree.exprs_between(function.first, body) {
            match tree[expr] {
                Expr::Path(path) | Expr::Struct { path, .. } => {
                    if let Some(variant) = known(path) {
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
    let mut names = words(text).filter_map(|word| match word {
        Word::Name(span) => text.get(span.range()),
        Word::Text(_) => None,
    });
    names.find(|name| *name == "StatusCode")?;
    names.next()
}

fn last_two(file: &File, path: PathId) -> Option<Variant<'_>> {
    let tree = file.tree();
    match &tree[tree[path].segments] {
        [.., of, variant] => Some((file.str(of.name), file.str(variant.name))),
        _ => None,
    }
}

/// The name of the type that the `impl` around a function is for.
fn own_type(file: &File, function: ItemRef) -> Option<&str> {
    let tree = file.tree();
    let ItemKind::Impl(data) = tree[tree[function.item].parent?].kind else {
        return None;
    };
    let Type::Path(path) = tree[tree[data].self_ty] else {
        return None;
    };
    let last = tree[tree[path].segments].last()?;
    Some(file.str(last.name))
}
