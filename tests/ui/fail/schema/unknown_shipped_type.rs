mod shop {
    bitrix24::schema!("fail/schema/unknown_shipped_type.yaml");
}

fn main() {}
