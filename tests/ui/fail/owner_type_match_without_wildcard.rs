use bitrix24::crm::OwnerType;

fn text(owner: &OwnerType) -> &str {
    match owner {
        OwnerType::Lead => "lead",
        OwnerType::Deal => "deal",
    }
}

fn main() {
    println!("{}", text(&OwnerType::Deal));
}
