use bitrix24::Id;
use bitrix24::catalog::Product;
use bitrix24::crm::item::productrow;

fn main() {
    let product: Id<Product> = Id::new(9621);
    let _ = productrow::get(product);
}
