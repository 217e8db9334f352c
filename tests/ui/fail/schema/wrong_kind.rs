mod shop {
    bitrix24::schema!("ui/fail/schema/wrong_kind.yaml");
}

fn main() {}
