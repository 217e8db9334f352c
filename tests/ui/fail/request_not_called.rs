#![deny(unused_must_use)]

use bitrix24::crm::item::productrow;

fn main() {
    productrow::delete(17622);
}
