use bitrix24::event::{Data, Event};

fn id(event: Event) -> bool {
    match event.data {
        Data::OnCrmDealAdd(_) => true,
        Data::Unknown { .. } => false,
    }
}

fn main() {
    let _ = id;
}
