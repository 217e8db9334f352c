mod shop {
    bitrix24::schema!("schema/shop.yaml");
}

fn main() {}
