mod shop {
    bitrix24::schema!("fail/schema/result_of_unknown_type.yaml");
}

fn main() {}
