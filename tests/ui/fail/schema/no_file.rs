mod shop {
    bitrix24::schema!("ui/fail/schema/no_file.yaml");
}

fn main() {}
