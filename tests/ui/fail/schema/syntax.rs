mod shop {
    bitrix24::schema!("ui/fail/schema/syntax.yaml");
}

fn main() {}
