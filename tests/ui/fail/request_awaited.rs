use bitrix24::crm::item::productrow;

async fn remove() {
    productrow::delete(17622).await;
}

fn main() {
    let _ = remove;
}
