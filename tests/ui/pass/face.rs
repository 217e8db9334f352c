//! The public face of the client, as its design shows it.

use bitrix24::{Client, crm, dec};

async fn program() -> Result<(), bitrix24::AnyError> {
    let client = Client::webhook("https://example.bitrix24.com/rest/1/secret/")?;
    let fields = crm::item::productrow::AddFields::new(13142, crm::OwnerType::Deal)
        .product_id(9621)
        .price(dec!(80000))
        .quantity(dec!(2));
    let row = client.call(crm::item::productrow::add(fields)).await?;
    println!("{:?} costs {:?}", row.product_name, row.price);

    let filter = crm::item::productrow::ListFilter::new(crm::OwnerType::Deal, 13142);
    let rows = client.call(crm::item::productrow::list(filter)).await?;
    println!("{} rows", rows.len());

    match client.call(crm::item::productrow::get(17622)).await {
        Err(bitrix24::Error::Api(e)) if e.kind == crm::item::productrow::GetError::NotFound => {
            println!("no such row");
        }
        Err(other) => return Err(other.into()),
        Ok(row) => println!("{row:?}"),
    }
    Ok(())
}

#[test]
fn it_compiles_and_a_task_can_run_it() {
    fn is_send<T: Send>(_: T) {}
    is_send(program());
}

#[test]
fn a_client_is_cheap_to_share() {
    fn is_shared<T: Clone + Send + Sync + 'static>() {}
    is_shared::<Client>();
}
