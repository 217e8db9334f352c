#![deny(deprecated)]

use bitrix24::crm::deal::productrows;

fn main() {
    let _ = productrows::get(13142);
}
