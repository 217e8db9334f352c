mod shop {
    bitrix24::schema!("fail/schema/unknown_key.yaml");
}

fn main() {}
