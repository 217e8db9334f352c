mod shop {
    bitrix24::schema!("ui/fail/schema/several.yaml");
}

fn main() {}
