mod shop {
    bitrix24::schema!("fail/schema/no_file.yaml");
}

fn main() {}
