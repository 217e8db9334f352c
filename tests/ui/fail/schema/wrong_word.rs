mod shop {
    bitrix24::schema!("fail/schema/wrong_word.yaml");
}

fn main() {}
