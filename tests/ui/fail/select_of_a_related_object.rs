use bitrix24::tasks::task::v3::{self as task, Person};

fn main() {
    let _ = task::get(3835).select(Person::EMAIL);
}
