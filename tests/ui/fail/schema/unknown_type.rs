mod shop {
    bitrix24::schema!("fail/schema/unknown_type.yaml");
}

fn main() {}
