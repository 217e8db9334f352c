mod shop {
    bitrix24::schema!("fail/schema/wrong_kind.yaml");
}

fn main() {}
