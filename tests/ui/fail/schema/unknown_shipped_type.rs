mod shop {
    bitrix24::schema!("ui/fail/schema/unknown_shipped_type.yaml");
}

fn main() {}
