mod shop {
    bitrix24::schema!("ui/fail/schema/duplicate_error.yaml");
}

fn main() {}
