use bitrix24::crm::item::productrow;

fn main() {
    let _ = productrow::list(productrow::ListFilter::default());
}
