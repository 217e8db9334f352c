use bitrix24::crm::deal::productrows::Row;

fn main() {
    println!("{:?}", Row::default());
}
