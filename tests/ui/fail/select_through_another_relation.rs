use bitrix24::tasks::task::v3::{self as task, Person, Task};

fn main() {
    let _ = task::get(3835).select(Task::GROUP.then(Person::EMAIL));
}
