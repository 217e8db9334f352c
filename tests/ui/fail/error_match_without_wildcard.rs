use bitrix24::crm::item::productrow::GetError;

fn text(error: &GetError) -> &str {
    match error {
        GetError::EntityTypeNotSupported => "objects of this kind have no rows",
        GetError::AccessDenied => "not yours",
        GetError::NotFound => "no such row",
        GetError::MissingParameter => "which row?",
        GetError::Other => "something else",
        GetError::System(_) => "the portal",
        GetError::Unknown { .. } => "something new",
    }
}

fn main() {
    println!("{}", text(&GetError::NotFound));
}
