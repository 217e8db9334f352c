use bitrix24::crm::Deal;
use bitrix24::crm::deal::ListFilter;

fn main() {
    let _ = ListFilter::new().and(Deal::TITLE.like("a%") & Deal::COMPANY_ID.like("1%"));
}
