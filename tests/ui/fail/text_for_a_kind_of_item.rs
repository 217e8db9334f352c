use bitrix24::crm::item;

fn main() {
    let _ = item::list("2");
}
