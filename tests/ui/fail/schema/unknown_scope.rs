mod shop {
    bitrix24::schema!("ui/fail/schema/unknown_scope.yaml");
}

fn main() {}
