mod shop {
    bitrix24::schema!("fail/schema/missing_key.yaml");
}

fn main() {}
