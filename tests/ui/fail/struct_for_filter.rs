use bitrix24::crm::OwnerType;
use bitrix24::crm::item::productrow;

struct Wanted {
    owner_type: OwnerType,
    owner_id: i64,
}

fn main() {
    let _ = productrow::list(Wanted { owner_type: OwnerType::Deal, owner_id: 13142 });
}
