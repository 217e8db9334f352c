mod shop {
    bitrix24::schema!("fail/schema/syntax.yaml");
}

fn main() {}
