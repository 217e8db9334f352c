mod shop {
    bitrix24::schema!("fail/schema/error_without_name.yaml");
}

fn main() {}
