use bitrix24::crm::item::productrow;

fn main() {
    let _ = productrow::AddFields::new(13142);
}
