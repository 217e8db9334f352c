use bitrix24::crm::{self, Deal};

fn main() {
    #[allow(deprecated)]
    let _ = crm::deal::list().filter(Deal::ID.eq(1) | Deal::TITLE.eq("a"));
}
