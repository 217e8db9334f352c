//! Errors are so small that clippy's `result_large_err` accepts a user's function or closure that
//! returns them, also inside of the user's own enumeration.

use bitrix24::crm::item::productrow;
use bitrix24::error::{
    AnswerError, AuthError, BuildError, DownloadError, RequestError, TransportError,
};
use bitrix24::event::{DecodeError, VerifyError};
use bitrix24::oauth::{AddressError, StoreError, TokensError};
use bitrix24::paging::ListError;
use bitrix24::values::FileError;
use bitrix24::{AnyError, ApiError, Error, LimiterError, ParamsProblem};

/// At which clippy warns.
const LARGE: usize = 128;

#[test]
fn no_error_is_large() {
    macro_rules! sizes {
        ($($error:ty),* $(,)?) => {
            [$((stringify!($error), size_of::<$error>())),*]
        };
    }
    for (error, size) in sizes![
        AddressError,
        AnswerError,
        AnyError,
        ApiError<productrow::GetError>,
        AuthError,
        BuildError,
        DecodeError,
        DownloadError,
        Error<productrow::GetError>,
        FileError,
        LimiterError,
        ListError<productrow::ListError>,
        ParamsProblem,
        RequestError,
        StoreError,
        TokensError,
        TransportError,
        VerifyError,
    ] {
        // An enumeration around it takes a word more.
        assert!(
            size + size_of::<usize>() < LARGE,
            "{error} has {size} bytes"
        );
    }
}
