use bitrix24::portal::Portal;

fn main() {
    let _ = Portal::start();
}
