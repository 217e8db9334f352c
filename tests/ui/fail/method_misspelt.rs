use bitrix24::crm::item::productrow;

fn main() {
    let _ = productrow::gett(17622);
}
