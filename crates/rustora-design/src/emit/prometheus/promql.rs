//! Strings and numbers inside of Prometheus's expressions and templates.
//!
//! Every value from a design passes here. Strings of `PromQL` are those of Go between double quotes; what is not printable
//! ASCII is written as its number, so that an expression fits into any block of YAML. Labels and annotations of alerts are
//! templates, in which `{{` would start an action.

/// A string of `PromQL`.
pub(super) fn string(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            ' '..='~' => out.push(c),
            _ => {
                put!(out, "\\U{:08x}", u32::from(c));
            }
        }
    }
    out.push('"');
    out
}

/// The text where its template is expanded.
pub(super) fn untemplated(text: &str) -> String {
    text.replace("{{", "{{ \"{{\" }}")
}

/// `{job="api"}` from names and values.
pub(super) fn matching(labels: &[(&str, &str)]) -> String {
    let labels: Vec<String> = labels
        .iter()
        .map(|(name, value)| format!("{name}={}", string(value)))
        .collect();
    format!("{{{}}}", labels.join(","))
}

/// A number in decimals, as `PromQL` and the label `le` want it.
pub(super) fn number(value: f64) -> String {
    // Twelve digits: of 0.1 + 0.2 nobody wants the rest.
    let rounded: f64 = format!("{value:.12}").parse().unwrap_or(value);
    rounded.to_string()
}
