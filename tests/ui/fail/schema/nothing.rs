mod shop {
    bitrix24::schema!();
}

fn main() {}
