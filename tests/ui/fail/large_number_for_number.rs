use bitrix24::crm::OwnerType;
use bitrix24::crm::item::productrow::ListFilter;

fn main() {
    let deals = vec!["a deal"];
    let _ = ListFilter::new(OwnerType::Deal, deals.len());
}
