//! From a deal to its payment: contacts, product rows, a delivery, and money, against a portal in
//! the process.
//!
//! `cargo run --example deal_to_payment`

use bitrix24::crm::item::{self, delivery, payment, productrow};
use bitrix24::crm::{EntityType, OwnerType, deal, orderentity};
use bitrix24::{Client, Error, Id, dec};
use bitrix24_portal::Portal;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

#[tokio::main]
async fn main() -> Outcome<()> {
    // In a program of your own:
    // `bitrix24::Client::webhook("https://example.bitrix24.com/rest/1/<code>/")?`.
    let portal = Portal::start().await?;
    let client = portal.client()?;
    println!("A portal runs at http://{}.", portal.address());

    let deal = sell(&client).await?;
    let rows = add_rows(&client, deal).await?;

    // Deliveries are created in the card of a deal, by people; no method does it.
    portal.add_delivery(OwnerType::Deal, deal, "Courier", dec!(9.90));

    let payment = bill(&client, deal).await?;
    refuse_to_bill_twice(&client, payment, rows[0]).await?;
    pay(&client, deal, payment).await?;
    close(&client, deal).await
}

/// Adds two contacts and a deal with them.
async fn sell(client: &Client) -> Outcome<i64> {
    let mut contacts = Vec::new();
    for name in ["Ann", "Ben"] {
        let contact = item::add(EntityType::Contact, item::AddFields::new().name(name));
        let id = client
            .call(contact)
            .await?
            .id
            .ok_or("a contact has an identifier")?;
        println!("Contact {id}: {name}.");
        contacts.push(Id::new(id.get()));
    }
    let fields = item::AddFields::new()
        .title("Phones for the office")
        .contact_ids(contacts)
        .currency_id("EUR");
    let added = client.call(item::add(EntityType::Deal, fields)).await?;
    let id = added.id.ok_or("a deal has an identifier")?.get();
    println!(
        "Deal {id}: {}, in the stage {}.",
        added.title.unwrap_or_default(),
        added
            .stage_id
            .map(|stage| stage.to_string())
            .unwrap_or_default(),
    );
    // Links with contacts have no methods among `crm.item.*`.
    for link in client.call(deal::contact::items::get(id)).await? {
        println!(
            "  linked with contact {}{}",
            link.contact_id
                .map(|contact| contact.to_string())
                .unwrap_or_default(),
            if link.is_primary == Some(true) {
                ", the primary one"
            } else {
                ""
            },
        );
    }
    Ok(id)
}

/// Gives the deal product rows. Its amount follows from them.
async fn add_rows(client: &Client, deal: i64) -> Outcome<Vec<Id<productrow::Row>>> {
    let phones = productrow::SetRow::new()
        .product_id(9621)
        .price(dec!(799.00))
        .quantity(3)
        .tax_rate(20);
    let cases = productrow::SetRow::new()
        .product_name("Case")
        .price(dec!(19.90))
        .quantity(3);
    let rows = client
        .call(productrow::set(deal, OwnerType::Deal, [phones, cases]))
        .await?;
    for row in &rows {
        println!(
            "  {} × {} at {}",
            row.quantity.unwrap_or_default(),
            row.product_name.as_deref().unwrap_or_default(),
            row.price.unwrap_or_default(),
        );
    }
    let read = client.call(item::get(EntityType::Deal, deal)).await?;
    println!(
        "The deal amounts to {} {}, taxes of {} among it.",
        read.opportunity.unwrap_or_default(),
        read.currency_id
            .map(|code| code.to_string())
            .unwrap_or_default(),
        read.tax_value.unwrap_or_default(),
    );
    Ok(rows.into_iter().filter_map(|row| row.id).collect())
}

/// Issues a payment for all that is not billed yet.
async fn bill(client: &Client, deal: i64) -> Outcome<Id<bitrix24::sale::Payment>> {
    let id = client.call(payment::add(deal, EntityType::Deal)).await?;
    let open = productrow::get_available_for_payment(deal, OwnerType::Deal);
    for row in client.call(open).await? {
        let row_id = row.id.ok_or("a row has an identifier")?;
        let quantity = row.quantity.unwrap_or_default();
        client
            .call(payment::product::add(id, row_id, quantity))
            .await?;
    }
    for delivery in client.call(delivery::list(deal, EntityType::Deal)).await? {
        let delivery_id = delivery.id.ok_or("a delivery has an identifier")?;
        client.call(payment::delivery::add(id, delivery_id)).await?;
        println!(
            "A {} brings it for {}.",
            delivery.delivery_name.unwrap_or_default(),
            delivery.price_delivery.unwrap_or_default(),
        );
    }
    show(client, id).await?;
    Ok(id)
}

/// What is billed cannot be billed again: the portal answers a documented error, and it is typed.
async fn refuse_to_bill_twice(
    client: &Client,
    payment: Id<bitrix24::sale::Payment>,
    row: Id<productrow::Row>,
) -> Outcome<()> {
    match client.call(payment::product::add(payment, row, 1)).await {
        Err(Error::Api(error)) if error.kind == payment::product::AddError::NotEnough => {
            println!(
                "Another phone cannot be billed: AddError::{:?}.",
                error.kind
            );
            Ok(())
        }
        Err(other) => Err(other.into()),
        Ok(_) => Err("the row was billed twice".into()),
    }
}

/// Marks the payment as paid, and shows the order that stands behind it.
async fn pay(client: &Client, deal: i64, payment: Id<bitrix24::sale::Payment>) -> Outcome<()> {
    client.call(payment::pay(payment)).await?;
    show(client, payment).await?;
    let of_deal = orderentity::ListFilter::new()
        .and(orderentity::OrderEntity::OWNER_ID.eq(deal))
        .and(orderentity::OrderEntity::OWNER_TYPE_ID.eq(EntityType::Deal));
    for link in client.call(orderentity::list().filter(of_deal)).await? {
        println!(
            "It belongs to order {}.",
            link.order_id
                .map(|order| order.to_string())
                .unwrap_or_default()
        );
    }
    Ok(())
}

/// Moves the deal to the stage of success.
async fn close(client: &Client, deal: i64) -> Outcome<()> {
    let won = item::UpdateFields::new().stage_id("WON");
    let changed = client
        .call(item::update(EntityType::Deal, deal, won))
        .await?;
    println!(
        "Deal {deal} is {}.",
        if changed.closed == Some(true) {
            "closed"
        } else {
            "open"
        }
    );
    Ok(())
}

async fn show(client: &Client, id: Id<bitrix24::sale::Payment>) -> Outcome<()> {
    let payment = client.call(payment::get(id)).await?;
    let when = match payment.date_paid {
        Some(date) => format!("paid at {date}"),
        None => "not paid".to_owned(),
    };
    println!(
        "Payment {}: {} {} by {}, {when}.",
        payment.account_number.unwrap_or_default(),
        payment.sum.unwrap_or_default(),
        payment
            .currency
            .map(|code| code.to_string())
            .unwrap_or_default(),
        payment.pay_system_name.unwrap_or_default(),
    );
    Ok(())
}
