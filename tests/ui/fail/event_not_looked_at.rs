#![deny(unused_must_use)]

use bitrix24::event::{DecodeError, decode};

fn main() -> Result<(), DecodeError> {
    decode(b"event=ONCRMDEALADD")?;
    Ok(())
}
