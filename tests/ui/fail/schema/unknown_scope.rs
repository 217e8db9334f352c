mod shop {
    bitrix24::schema!("fail/schema/unknown_scope.yaml");
}

fn main() {}
