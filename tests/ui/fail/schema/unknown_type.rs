mod shop {
    bitrix24::schema!("ui/fail/schema/unknown_type.yaml");
}

fn main() {}
