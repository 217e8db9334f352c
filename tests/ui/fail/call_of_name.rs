use bitrix24::Client;

async fn run(client: &Client) {
    let _ = client.call("crm.item.productrow.fields").await;
}

fn main() {
    let _ = run;
}
