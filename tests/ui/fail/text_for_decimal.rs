use bitrix24::crm::item::productrow;

fn main() {
    let _ = productrow::UpdateFields::new().price("80000");
}
