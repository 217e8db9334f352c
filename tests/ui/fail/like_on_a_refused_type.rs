use bitrix24::crm::{self, Deal};

fn main() {
    #[allow(deprecated)]
    let _ = crm::deal::list().filter(Deal::STAGE_ID.contains("NEW"));
}
