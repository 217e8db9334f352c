const PATH: &str = "fail/schema/no_file.yaml";

mod shop {
    bitrix24::schema!(PATH);
}

fn main() {}
