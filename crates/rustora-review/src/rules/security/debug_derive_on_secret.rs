//! Secrets that a derived `Debug` prints with everything else.

use rustora_source::Span;
use rustora_source::tree::{Field, ItemKind};

use crate::facts::{
    File, FileId, ItemRef, Joins, Program, names_address, names_clear_secret, names_secret,
};
use crate::finding::{Category, Confidence, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "debug-derive-on-secret",
    category: Category::Security,
    severity: Severity::Warning,
    confidence: Confidence::Medium,
    fix: FixAvailability::None,
    why: "one `{:?}` in a log line or an error writes the secret in plain text to where logs go, and nobody who adds it sees \
          the secret in the code",
    page: include_str!("debug_derive_on_secret.md"),
    asks: &[Ask::Workspace(check)],
};

fn check(program: &Program<'_>, joins: &Joins) -> Vec<(FileId, Draft)> {
    let printings = program.printings(joins);
    let mut found = Vec::new();
    for (file, source) in program.files() {
        if !source.reviewed || source.test {
            continue;
        }
        for (id, item) in source.tree().items() {
            let item_ref = ItemRef { file, item: id };
            if item.test
                || !matches!(item.kind, ItemKind::Struct(_) | ItemKind::Enum(_))
                || !program.derives(item_ref, "Debug")
            {
                continue;
            }
            let fields = program.fields(item_ref);
            let mut secrets = fields
                .iter()
                .filter_map(|field| Some((field, secret(program, item_ref, field)?)));
            let Some((first, clear)) = secrets.next() else {
                continue;
            };
            let (name, owner) = (source.str(first.name), source.str(item.name));
            let message = format!("the derived `Debug` of `{owner}` prints `{name}` in plain text");
            let mut draft = Draft::new(first.name, message);
            let mut clear = clear;
            let mut is_kept_back = is_kept_back(source, first);
            for (field, is_clear) in secrets {
                clear |= is_clear;
                is_kept_back |= self::is_kept_back(source, field);
                draft = draft.related(file, field.name, "and this");
            }
            match printings.get(&item_ref) {
                Some(printing) => {
                    let text = printing.through.map_or_else(
                        || "printed here".to_owned(),
                        |outer| format!("printed here, as a part of `{}`", program.name(outer)),
                    );
                    draft = draft.related(printing.file, printing.span, text);
                }
                None if is_settings(owner) && is_kept_back => {}
                None => clear = false,
            }
            if !clear {
                draft.confidence = Some(Confidence::Low);
            }
            found.push((file, draft));
        }
    }
    found
}

/// Whether a field shows a secret: `Some(true)` where its name leaves no doubt.
fn secret(program: &Program<'_>, item: ItemRef, field: &Field) -> Option<bool> {
    let file = program.file(item.file);
    let name = file.str(field.name);
    if field.name == Span::default() || program.hides_field(item, field) {
        return None;
    }
    let is_address = names_address(name);
    if !is_address && !names_secret(name) {
        return None;
    }
    let ty = program.field_ty(item, &[], field);
    let is_bytes =
        || program.is_plain_list(&ty) && file.str(file.tree().type_span(field.ty)).contains("u8");
    let shows = program.is_plain_text(&ty)
        || (is_address && program.is_address(&ty))
        || (!is_address && is_bytes());
    let is_sealed = ["encrypted", "hashed"]
        .iter()
        .any(|how| name.split('_').any(|word| word == *how));
    shows.then(|| is_address || names_clear_secret(name) && !is_sealed)
}

/// Whether a field is left out when its type is written down: whoever said so does not want it to be seen.
fn is_kept_back(file: &File, field: &Field) -> bool {
    let tree = file.tree();
    let serde = tree[field.attrs]
        .iter()
        .filter(|attr| file.str(attr.name) == "serde");
    serde
        .flat_map(|attr| &tree[attr.args])
        .any(|arg| matches!(file.str(arg.name), "skip" | "skip_serializing"))
}

/// What a program is configured with is printed when it starts, sooner or later.
fn is_settings(name: &str) -> bool {
    ["Config", "Configuration", "Settings"]
        .iter()
        .any(|kind| name.ends_with(kind))
}
