use bitrix24::crm::item::productrow::Row;

fn main() {
    let row = Row::default();
    println!("{:?}", row.colour);
}
