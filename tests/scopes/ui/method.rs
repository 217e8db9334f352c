fn main() {
    let _ = bitrix24::crm::item::productrow::get(17622);
}
