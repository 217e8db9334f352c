mod shop {
    bitrix24::schema!("fail/schema/same_rust_name.yaml");
}

fn main() {}
