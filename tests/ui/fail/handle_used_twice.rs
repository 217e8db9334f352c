use bitrix24::Client;
use bitrix24::crm::item::productrow;

async fn program(client: &Client) -> Result<(), bitrix24::AnyError> {
    let mut batch = client.batch();
    let row = batch.add(productrow::get(17622));
    let mut done = batch.send().await?;
    done.take(row)?;
    done.take(row)?;
    Ok(())
}

fn main() {}
