use bitrix24::Id;
use bitrix24::crm::OwnerType;

pub struct Kind {
    pub id: Id<OwnerType>,
}

fn main() {}
