use bitrix24::Decimal;
use bitrix24::crm::item::productrow::Row;

fn main() {
    let row = Row::default();
    let price: Decimal = row.price;
    println!("{price}");
}
