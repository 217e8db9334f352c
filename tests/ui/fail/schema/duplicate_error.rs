mod shop {
    bitrix24::schema!("fail/schema/duplicate_error.yaml");
}

fn main() {}
