mod shop {
    bitrix24::schema!("ui/fail/schema/required_key_no_field.yaml");
}

fn main() {}
