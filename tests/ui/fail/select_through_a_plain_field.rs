use bitrix24::Key;
use bitrix24::tasks::task::v3::{self as task, Task};

fn main() {
    let _ = task::get(3835).select(Task::TITLE.then(Key::<String, i64>::new("length")));
}
