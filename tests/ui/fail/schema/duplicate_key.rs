mod shop {
    bitrix24::schema!("ui/fail/schema/duplicate_key.yaml");
}

fn main() {}
