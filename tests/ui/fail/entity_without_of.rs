#[derive(bitrix24::Entity)]
struct MyDeal {
    title: String,
}

fn main() {}
