use bitrix24::crm::item::productrow;

fn main() {
    let _ = productrow::UpdateFields::new().quantitty(2);
}
