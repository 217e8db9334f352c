use bitrix24::crm::item::productrow;

fn main() {
    let error = productrow::GetError::NotFound;
    println!("{}", error == productrow::ListError::AccessDenied);
}
