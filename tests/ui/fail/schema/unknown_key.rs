mod shop {
    bitrix24::schema!("ui/fail/schema/unknown_key.yaml");
}

fn main() {}
