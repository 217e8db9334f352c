mod shop {
    bitrix24::schema!("ui/fail/schema/error_without_name.yaml");
}

fn main() {}
