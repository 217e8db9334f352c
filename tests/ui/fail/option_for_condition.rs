use bitrix24::crm::item::productrow::Row;

fn main() {
    let name: Option<&str> = None;
    let _ = Row::PRODUCT_NAME.eq(name);
}
