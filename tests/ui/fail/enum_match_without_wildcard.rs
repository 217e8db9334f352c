use bitrix24::crm::item::productrow::DiscountType;

fn text(discount: &DiscountType) -> &str {
    match discount {
        DiscountType::Absolute => "amount",
        DiscountType::Percentage => "percent",
        DiscountType::Unknown(other) => other,
    }
}

fn main() {
    println!("{}", text(&DiscountType::Absolute));
}
