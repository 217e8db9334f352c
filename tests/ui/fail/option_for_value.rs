use bitrix24::crm::item::productrow;

fn find(id: Option<i64>) {
    let _ = productrow::get(id);
}

fn main() {
    find(None);
}
