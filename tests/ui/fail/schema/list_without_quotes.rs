mod shop {
    bitrix24::schema!("fail/schema/list_without_quotes.yaml");
}

fn main() {}
