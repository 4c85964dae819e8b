//! The text of a receipt.

use std::fmt::Write;

use crate::orders::Order;

/// Fills `{{id}}`, `{{reference}}`, `{{lines}}` and `{{total}}` in the template.
///
/// The customer's reference goes in last, so that braces in it stay as they are.
pub fn render(template: &str, order: &Order) -> String {
    let mut lines = String::new();
    for line in &order.lines {
        // Writing to a string does not fail.
        let _ = writeln!(
            lines,
            "{:>5} x {:<20} {:>10}",
            line.quantity,
            line.sku,
            amount(line.price_cents)
        );
    }
    template
        .replace("{{id}}", &order.id.to_string())
        .replace("{{lines}}", &lines)
        .replace("{{total}}", &amount(order.total_cents))
        .replace("{{reference}}", &order.reference)
}

/// An amount in euros, from cents.
pub fn amount(cents: i64) -> String {
    format!("{}.{:02} EUR", cents / 100, cents % 100)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::orders::{Line, Status};

    #[test]
    fn every_placeholder_is_filled() {
        let order = Order {
            id: 7,
            reference: "{{total}}".to_owned(),
            status: Status::Paid,
            total_cents: 2905,
            created_at: 0,
            lines: vec![Line {
                sku: "MUG-1".to_owned(),
                quantity: 2,
                price_cents: 1450,
            }],
        };
        let text = render("{{id}} {{reference}} {{total}}\n{{lines}}", &order);
        assert!(text.starts_with("7 {{total}} 29.05 EUR\n"), "{text}");
        assert!(text.contains("2 x MUG-1"), "{text}");
    }
}
