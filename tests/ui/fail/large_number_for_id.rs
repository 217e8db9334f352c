use bitrix24::crm::item::productrow;

fn main() {
    let id: u64 = 17622;
    let _ = productrow::get(id);
}
