use bitrix24::crm::deal;

fn main() {
    let _ = deal::AddFields::new().uf_crm(1721244482250, "hi");
}
