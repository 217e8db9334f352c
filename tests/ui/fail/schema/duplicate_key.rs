mod shop {
    bitrix24::schema!("fail/schema/duplicate_key.yaml");
}

fn main() {}
