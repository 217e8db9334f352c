use bitrix24::crm::widget::{CrmDetailActivityOptions, CrmDetailTabCode};
use bitrix24::placement;

fn main() {
    let options = CrmDetailActivityOptions::new();
    placement::bind_with_options(CrmDetailTabCode::Deal, "https://example.com/tab", options);
}
