mod shop {
    bitrix24::schema!("ui/fail/schema/missing_key.yaml");
}

fn main() {}
