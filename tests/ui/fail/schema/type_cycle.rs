mod shop {
    bitrix24::schema!("ui/fail/schema/type_cycle.yaml");
}

fn main() {}
