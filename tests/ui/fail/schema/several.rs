mod shop {
    bitrix24::schema!("fail/schema/several.yaml");
}

fn main() {}
