use bitrix24::crm::OwnerType;

fn main() {
    println!("{}", OwnerType::Deal);
}
