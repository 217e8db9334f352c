use bitrix24::dec;

fn main() {
    println!("{}", dec!("80000"));
}
