use bitrix24::crm::item::productrow::Row;

fn main() {
    let _ = Row { price: None, ..Row::default() };
}
