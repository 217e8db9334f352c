mod shop {
    bitrix24::schema!("fail/schema/type_cycle.yaml");
}

fn main() {}
