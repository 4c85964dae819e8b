//! Unsafe code that does not say why it is sound.

use rustora_source::Span;
use rustora_source::cargo::TargetKind;
use rustora_source::tree::{Expr, ExprId, ItemKind, Visibility};

use crate::facts::{CrateKind, File, FileId, ItemRef, Joins, Program};
use crate::finding::{Category, Confidence, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "unsafe-without-safety-comment",
    category: Category::Correctness,
    severity: Severity::Note,
    confidence: Confidence::Medium,
    fix: FixAvailability::None,
    why: "whoever changes the code around it cannot know what it rests on, and breaks it without touching it",
    page: include_str!("unsafe_without_safety_comment.md"),
    asks: &[Ask::Functions(check), Ask::Workspace(check_impls)],
};

/// How many further blocks of a function are shown.
const SHOWN: usize = 3;

/// Words that a comment without an invariant is made of.
const EMPTY_WORDS: &str = "a above all always be because below block call checked code correct do doing everything explain fine \
    fixme function good here i is it its just know m me must needed never no obvious of ok okay \
    perfectly probably re required s safe safely safety should so sound sure that the this to todo \
    totally trivially trust unsafe use used usage valid we well what why xxx you";

/// What the comments say about some unsafe code.
#[derive(Clone, Copy, PartialEq)]
enum Said {
    Something,
    Nothing,
    /// There is a comment, and nothing in it.
    Empty,
}

fn check(program: &Program<'_>, owner: ItemRef) -> Vec<Draft> {
    let file = program.file(owner.file);
    let tree = file.tree();
    let Some(function) = tree.function(owner.item) else {
        return Vec::new();
    };
    let Some(body) = function.body else {
        return Vec::new();
    };
    let is_open = |id: &ExprId| matches!(tree[*id], Expr::Block(block) if block.is_unsafe);
    let mut blocks: Vec<(ExprId, Said)> = Vec::new();
    let mut found = Vec::new();
    for id in tree.exprs_between(function.first, body).filter(is_open) {
        // A function inside this one is asked for itself.
        if tree.ancestors(id).last() == Some(body) && !asks_processor(file, id) {
            blocks.push((id, said_of_block(file, id)));
        }
    }
    let item = &tree[owner.item];
    let attrs = &tree[item.attrs];
    let for_processor = attrs
        .iter()
        .any(|attr| file.str(attr.name) == "target_feature");
    if blocks.is_empty() && !function.is_unsafe || for_processor || is_left_out(program, owner) {
        return found;
    }
    // A trait says itself what its functions ask for.
    let is_public = item.visibility == Visibility::Public;
    let head = Span::new(item.span.start, item.name.start);
    let said = said(&docs(file, head));
    if function.is_unsafe && is_public && said != Said::Something {
        let name = file.str(item.name);
        let message = format!("`unsafe fn {name}` does not say what its callers have to uphold");
        // Its blocks pass on what nobody has written down yet.
        return vec![sure_of(Draft::new(item.name, message), said)];
    }
    let mut silent = blocks.iter().filter(|(_, said)| *said != Said::Something);
    if let Some((first, said)) = silent.next() {
        let message = match said {
            Said::Empty => "the comment on this `unsafe` block names no invariant",
            _ => "this `unsafe` block does not say why it is sound",
        };
        let mut draft = Draft::new(keyword(file, tree.expr_span(*first)), message);
        for (id, _) in silent.take(SHOWN) {
            draft = draft.related(
                owner.file,
                keyword(file, tree.expr_span(*id)),
                "nor does this one",
            );
        }
        found.push(sure_of(draft, *said));
    }
    found
}

/// A comment may be missing because it stands elsewhere; one that is there and says nothing is surely meant.
fn sure_of(mut draft: Draft, said: Said) -> Draft {
    draft.confidence = (said == Said::Nothing).then_some(Confidence::Low);
    draft
}

fn check_impls(program: &Program<'_>, _: &Joins) -> Vec<(FileId, Draft)> {
    let mut found = Vec::new();
    for (id, file) in program.files().filter(|(_, file)| file.reviewed) {
        let tree = file.tree();
        for (item, data) in tree.items() {
            let ItemKind::Impl(of) = data.kind else {
                continue;
            };
            if !tree[of].is_unsafe || is_left_out(program, ItemRef { file: id, item }) {
                continue;
            }
            let end = tree.type_span(tree[of].self_ty).end;
            let head = Span::new(data.span.start, end);
            let said = said(&docs(file, head));
            let message = match said {
                Said::Something => continue,
                Said::Empty => "the comment on this `unsafe impl` names no invariant",
                Said::Nothing => "this `unsafe impl` does not say why it is sound",
            };
            found.push((id, sure_of(Draft::new(head, message), said)));
        }
    }
    found
}

/// Tests and tools, and what a program wrote.
fn is_left_out(program: &Program<'_>, item: ItemRef) -> bool {
    let file = program.file(item.file);
    let runs = match program.krate(file.krate).kind {
        CrateKind::Workspace { target, .. } => matches!(target, TargetKind::Lib | TargetKind::Bin),
        _ => false,
    };
    let head = file.text.lines().take(5);
    let mut head = head.filter(|line| line.starts_with("//") || line.starts_with("/*"));
    !runs || file.test || program.item(item).test || head.any(|line| line.contains("generated"))
}

/// Whether a block runs only where the processor was asked first, which says it all.
fn asks_processor(file: &File, id: ExprId) -> bool {
    let tree = file.tree();
    tree.ancestors(id).any(|outer| {
        matches!(tree[outer], Expr::If { cond, .. }
            if file.str(tree.expr_span(cond)).contains("_feature_detected!"))
    })
}

/// What is said at a block, inside it, or at the statements and blocks around it.
fn said_of_block(file: &File, id: ExprId) -> Said {
    let tree = file.tree();
    let inside = file.comments_in(tree.expr_span(id));
    let around = std::iter::once(id).chain(tree.ancestors(id));
    let around = around.map(|id| file.comments_at(tree.expr_span(id).start));
    let mut best = Said::Nothing;
    for text in std::iter::once(inside).chain(around) {
        match said(&text) {
            Said::Something => return Said::Something,
            Said::Empty => best = Said::Empty,
            Said::Nothing => {}
        }
    }
    best
}

/// Whether comments speak of soundness, and whether they say anything about it.
fn said(comments: &str) -> Said {
    let text = comments.to_lowercase();
    let Some((_, reason)) = text.split_once("safety") else {
        let speaks = ["safe", "sound", "invariant", "guarantee"];
        return if speaks.iter().any(|word| text.contains(word)) {
            Said::Something
        } else {
            Said::Nothing
        };
    };
    let mut words = reason.split(|c: char| !c.is_alphanumeric());
    if words.any(|word| !word.is_empty() && EMPTY_WORDS.split(' ').all(|empty| empty != word)) {
        Said::Something
    } else {
        Said::Empty
    }
}

/// What stands above an item, and in its documentation as far as its name.
fn docs(file: &File, head: Span) -> String {
    format!(
        "{} {}",
        file.comments_at(head.start),
        file.comments_in(head)
    )
}

/// The word `unsafe` of a block.
fn keyword(file: &File, block: Span) -> Span {
    let at = file.str(block).find("unsafe").unwrap_or(0);
    let start = block.start + u32::try_from(at).unwrap_or(0);
    Span::new(start, start + 6)
}
