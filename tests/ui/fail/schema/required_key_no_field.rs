mod shop {
    bitrix24::schema!("fail/schema/required_key_no_field.yaml");
}

fn main() {}
