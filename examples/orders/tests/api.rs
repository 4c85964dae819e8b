//! The service from the outside, over HTTP.

mod support;

use std::{sync::atomic::Ordering, time::Duration};

use axum::http::StatusCode;
use reqwest::Method;
use serde_json::json;
use support::App;

#[tokio::test]
async fn an_order_is_priced_from_the_catalogue() {
    let app = App::start("priced").await;
    let (status, order) = app
        .post(
            "/orders",
            json!({
                "reference": "spring",
                "email": "ada@example.org",
                "lines": [{ "sku": "MUG-1", "quantity": 2 }, { "sku": "PEN-3", "quantity": 1 }],
            }),
        )
        .await;
    assert_eq!(status, StatusCode::CREATED);
    assert_eq!(order["status"], "open");
    assert_eq!(order["total_cents"], 3499);

    let (_, again) = app.get(&format!("/orders/{}", order["id"])).await;
    assert_eq!(again, order);
}

#[tokio::test]
async fn an_unknown_product_is_named() {
    let app = App::start("unknown-product").await;
    let (status, body) = app
        .post(
            "/orders",
            json!({
                "reference": "spring",
                "email": "ada@example.org",
                "lines": [{ "sku": "MUG-9", "quantity": 1 }],
            }),
        )
        .await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(body["error"], "there is no product `MUG-9`");
}

#[tokio::test]
async fn an_order_that_nobody_placed_is_not_found() {
    let app = App::start("not-found").await;
    let (status, body) = app.get("/orders/4711").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert_eq!(body["error"], "no such order");
}

#[tokio::test]
async fn a_wrong_key_opens_nothing() {
    let app = App::start("wrong-key").await;
    let (status, _) = app
        .request(Method::GET, "/orders", "not-the-key", None)
        .await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    let (status, _) = app
        .request(Method::GET, "/health", "not-the-key", None)
        .await;
    assert_eq!(status, StatusCode::OK);
}

#[tokio::test]
async fn a_search_finds_orders_with_their_lines() {
    let app = App::start("search").await;
    app.two_mugs("spring fair").await;
    app.two_mugs("autumn fair").await;
    app.two_mugs("office").await;

    let (_, found) = app.get("/orders?reference=fair").await;
    let found = found.as_array().unwrap();
    assert_eq!(found.len(), 2);
    assert_eq!(found[0]["reference"], "autumn fair");
    assert_eq!(
        found[1]["lines"],
        json!([{ "sku": "MUG-1", "quantity": 2, "price_cents": 1450 }])
    );

    let (_, newest) = app.get("/orders?limit=1").await;
    assert_eq!(newest[0]["reference"], "office");
}

#[tokio::test]
async fn paying_twice_charges_once() {
    let app = App::start("paying-twice").await;
    let order = app.two_mugs("spring").await;
    for _ in 0..2 {
        let (status, paid) = app.pay(&order, "visa").await;
        assert_eq!(status, StatusCode::OK);
        assert_eq!(paid["status"], "paid");
    }
    assert_eq!(app.providers.charges.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_declined_card_leaves_the_order_open() {
    let app = App::start("declined").await;
    let order = app.two_mugs("spring").await;
    let (status, _) = app.pay(&order, "declined").await;
    assert_eq!(status, StatusCode::PAYMENT_REQUIRED);
    let (_, open) = app.get(&order).await;
    assert_eq!(open["status"], "open");
}

#[tokio::test]
async fn a_charge_survives_a_short_outage() {
    let app = App::start("outage").await;
    let order = app.two_mugs("spring").await;
    app.providers.outages.store(1, Ordering::SeqCst);
    let (status, _) = app.pay(&order, "visa").await;
    assert_eq!(status, StatusCode::OK);
}

#[tokio::test]
async fn nothing_is_charged_for_what_is_out_of_stock() {
    let app = App::start("out-of-stock").await;
    let order = app.two_mugs("spring").await;
    app.providers.sold_out.store(true, Ordering::SeqCst);
    let (status, body) = app.pay(&order, "visa").await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert_eq!(body["error"], "out of stock: MUG-1");
    assert_eq!(app.providers.charges.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn a_receipt_needs_a_payment() {
    let app = App::start("receipt").await;
    let order = app.two_mugs("spring").await;
    let receipt = format!("{order}/receipt");
    let (status, _) = app.get(&receipt).await;
    assert_eq!(status, StatusCode::CONFLICT);

    app.pay(&order, "visa").await;
    let (status, text) = app.get(&receipt).await;
    assert_eq!(status, StatusCode::OK);
    assert!(
        text.as_str().unwrap().contains("Total: 29.00 EUR"),
        "{text}"
    );
}

#[tokio::test]
async fn a_payment_sends_the_receipt() {
    let app = App::start("mail").await;
    let order = app.two_mugs("spring").await;
    app.pay(&order, "visa").await;

    let mail = app.outbox.join("order-1.eml");
    tokio::time::sleep(Duration::from_millis(200)).await;
    let mail = std::fs::read_to_string(mail).unwrap();
    assert!(
        mail.contains("To: ada@example.org\nSubject: Your order spring\n"),
        "{mail}"
    );
    assert!(mail.contains("29.00 EUR"), "{mail}");
    app.stop().await;
}
