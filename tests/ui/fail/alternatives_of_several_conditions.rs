use bitrix24::tasks::task::v3::{self as task, Task};

fn main() {
    let _ = task::list().filter((Task::ID.ge(1) & Task::ID.le(9)) | Task::ID.eq(20));
}
