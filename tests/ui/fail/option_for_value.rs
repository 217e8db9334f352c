use bitrix24::crm::item::productrow::{Row, UpdateFields};

fn main() {
    let row = Row::default();
    let _ = UpdateFields::new().price(row.price);
}
