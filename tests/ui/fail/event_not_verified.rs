use bitrix24::event;

fn main() {
    let body = b"event=ONCRMDEALADD&data[FIELDS][ID]=5";
    let event = event::decode(body).unwrap();
    println!("{:?}", event.data);
}
