use bitrix24::crm::item::productrow::{self, GetError, Row};
use bitrix24::{Client, Error};

async fn changed(client: &Client) -> Result<Row, Error<GetError>> {
    client.call(productrow::delete(17622)).await?;
    client.call(productrow::get(17623)).await
}

fn main() {
    let _ = changed;
}
