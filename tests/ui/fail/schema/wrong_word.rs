mod shop {
    bitrix24::schema!("ui/fail/schema/wrong_word.yaml");
}

fn main() {}
