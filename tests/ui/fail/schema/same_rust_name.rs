mod shop {
    bitrix24::schema!("ui/fail/schema/same_rust_name.yaml");
}

fn main() {}
