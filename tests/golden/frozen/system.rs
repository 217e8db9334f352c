//! What belongs to no method of its own.
//!
//! Documentation: <https://apidocs.bitrix24.com/error-codes/index.html>
/// An error that any method may return.
///
/// Documentation: <https://apidocs.bitrix24.com/error-codes/index.html>
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SystemError {
    /// The portal failed.
    ///
    /// Code `INTERNAL_SERVER_ERROR`, message `Internal server error`, status 500.
    InternalServerError,
    /// The portal failed, and what it had to answer made no sense to it.
    ///
    /// Code `ERROR_UNEXPECTED_ANSWER`, message `Server returned an unexpected response`, status 500.
    UnexpectedAnswer,
    /// Requests came too fast. The call did not run.
    ///
    /// Code `QUERY_LIMIT_EXCEEDED`, message `Too many requests`, status 503.
    QueryLimitExceeded,
    /// This method has used up its execution time. It is blocked until `operating_reset_at`; other methods are not.
    ///
    /// Code `OPERATION_TIME_LIMIT`, status 429.
    OperationTimeLimit,
    /// A batch must not contain this method.
    ///
    /// Code `ERROR_BATCH_METHOD_NOT_ALLOWED`, message `Method is not allowed for batch usage`, status 405.
    BatchMethodNotAllowed,
    /// The batch has more commands or parameters than the portal takes.
    ///
    /// Code `ERROR_BATCH_LENGTH_EXCEEDED`, message `Max batch length exceeded`, status 400.
    BatchLengthExceeded,
    /// The portal does not know the method at this address.
    ///
    /// Code `ERROR_METHOD_NOT_FOUND`, status 404.
    MethodNotFound,
    /// The access token or the webhook's code is wrong.
    ///
    /// Code `NO_AUTH_FOUND`, message `Wrong authorization data`, status 401.
    NoAuthFound,
    /// The call came over plain HTTP.
    ///
    /// Code `INVALID_REQUEST`, message `Https required`, status 400.
    InvalidRequest,
    /// The vendor has blocked this portal by hand; only its support lifts the block. Repeating the call is of no use.
    ///
    /// Code `OVERLOAD_LIMIT`, message `REST API is blocked due to overload`, status 503.
    OverloadLimit,
    /// The portal's plan does not include REST.
    ///
    /// Code `ACCESS_DENIED`, message `REST API is available only on commercial plans`, status 403.
    AccessDenied,
    /// The user behind the token or the webhook lacks the rights.
    ///
    /// Code `INVALID_CREDENTIALS`, message `Invalid request credentials`, status 403.
    InvalidCredentials,
    /// There is no such manifest.
    ///
    /// Code `ERROR_MANIFEST_IS_NOT_AVAILABLE`, message `Manifest is not available`, status 404.
    ManifestIsNotAvailable,
    /// The webhook or the application does not have the scope of the method.
    ///
    /// Code `insufficient_scope`, message `The request requires higher privileges than provided by the webhook token`, status 403.
    InsufficientScope,
    /// The application asks for more scopes than its card lists.
    ///
    /// Code `invalid_scope`.
    InvalidScope,
    /// The access token is too old and has to be refreshed.
    ///
    /// Code `expired_token`, message `The access token provided has expired`, status 401.
    ExpiredToken,
    /// The access token is not valid.
    ///
    /// Code `invalid_token`.
    InvalidToken,
    /// The refresh token or authorization code is not valid or too old.
    ///
    /// Code `invalid_grant`.
    InvalidGrant,
    /// The application's id or secret is wrong, or it is not installed.
    ///
    /// Code `invalid_client`.
    InvalidClient,
    /// The authorization failed, as when the application is not installed.
    ///
    /// Code `ERROR_OAUTH`.
    OAuth,
    /// The portal could not tell who the user is.
    ///
    /// Code `authorization_error`.
    AuthorizationError,
    /// The trial or paid time of the application is over.
    ///
    /// Code `PAYMENT_REQUIRED`.
    PaymentRequired,
    /// An administrator has kept the application from this user.
    ///
    /// Code `user_access_error`, message `The user does not have access to the application`, status 403.
    UserAccessError,
    /// The portal is gone, or its public part is closed.
    ///
    /// Code `PORTAL_DELETED`, message `Portal was deleted`, status 500.
    PortalDeleted,
    /// REST 3.0. A parameter is missing or wrong; the answer says which.
    ///
    /// Code `BITRIX_REST_V3_EXCEPTION_VALIDATION_REQUESTVALIDATIONEXCEPTION`, status 400.
    RequestValidation,
    /// REST 3.0. A field of the object is missing or wrong.
    ///
    /// Code `BITRIX_REST_V3_EXCEPTION_VALIDATION_DTOVALIDATIONEXCEPTION`.
    ObjectValidation,
    /// REST 3.0. A condition of the filter is wrong.
    ///
    /// Code `BITRIX_REST_V3_EXCEPTION_VALIDATION_REQUESTFILTERVALIDATIONEXCEPTION`.
    FilterValidation,
    /// REST 3.0. The body of the request is not JSON.
    ///
    /// Code `BITRIX_REST_V3_EXCEPTION_INVALIDJSONEXCEPTION`, status 400.
    InvalidJson,
    /// REST 3.0. The object has no field of that name.
    ///
    /// Code `BITRIX_REST_V3_EXCEPTION_UNKNOWNDTOPROPERTYEXCEPTION`, status 400.
    UnknownField,
    /// REST 3.0. The filter has an operator that does not exist.
    ///
    /// Code `BITRIX_REST_V3_EXCEPTION_UNKNOWNFILTEROPERATOREXCEPTION`, status 400.
    UnknownFilterOperator,
    /// REST 3.0. The filter is not built as a filter is.
    ///
    /// Code `BITRIX_REST_V3_EXCEPTION_INVALIDFILTEREXCEPTION`.
    InvalidFilter,
    /// REST 3.0. The order is not built as an order is.
    ///
    /// Code `BITRIX_REST_V3_EXCEPTION_INVALIDORDEREXCEPTION`.
    InvalidOrder,
    /// REST 3.0. The selection is not a list of names.
    ///
    /// Code `BITRIX_REST_V3_EXCEPTION_INVALIDSELECTEXCEPTION`.
    InvalidSelect,
    /// REST 3.0. The page asked for cannot be.
    ///
    /// Code `BITRIX_REST_V3_EXCEPTION_INVALIDPAGINATIONEXCEPTION`.
    InvalidPagination,
    /// REST 3.0. There is no such object.
    ///
    /// Code `BITRIX_REST_V3_EXCEPTION_ENTITYNOTFOUNDEXCEPTION`, status 400.
    EntityNotFound,
    /// REST 3.0. The user has no access to the object.
    ///
    /// Code `BITRIX_REST_V3_EXCEPTION_ACCESSDENIEDEXCEPTION`, status 403.
    AccessDeniedV3,
    /// REST 3.0. The webhook or the application does not have the scope of the method.
    ///
    /// Code `BITRIX_REST_V3_EXCEPTION_INSUFFICIENTSCOPEEXCEPTION`, status 403.
    InsufficientScopeV3,
    /// REST 3.0. The idempotency key belongs to another request.
    ///
    /// Code `BITRIX_REST_V3_EXCEPTION_IDEMPOTENCYKEYREUSEDEXCEPTION`, status 422.
    IdempotencyKeyReused,
    /// REST 3.0. The idempotency key is empty, longer than 255 characters or not printable ASCII.
    ///
    /// Code `BITRIX_REST_V3_EXCEPTION_INVALIDIDEMPOTENCYKEYEXCEPTION`, status 400.
    InvalidIdempotencyKey,
}
impl SystemError {
    /// Every one of them.
    pub const ALL: &'static [Self] = &[
        Self::InternalServerError,
        Self::UnexpectedAnswer,
        Self::QueryLimitExceeded,
        Self::OperationTimeLimit,
        Self::BatchMethodNotAllowed,
        Self::BatchLengthExceeded,
        Self::MethodNotFound,
        Self::NoAuthFound,
        Self::InvalidRequest,
        Self::OverloadLimit,
        Self::AccessDenied,
        Self::InvalidCredentials,
        Self::ManifestIsNotAvailable,
        Self::InsufficientScope,
        Self::InvalidScope,
        Self::ExpiredToken,
        Self::InvalidToken,
        Self::InvalidGrant,
        Self::InvalidClient,
        Self::OAuth,
        Self::AuthorizationError,
        Self::PaymentRequired,
        Self::UserAccessError,
        Self::PortalDeleted,
        Self::RequestValidation,
        Self::ObjectValidation,
        Self::FilterValidation,
        Self::InvalidJson,
        Self::UnknownField,
        Self::UnknownFilterOperator,
        Self::InvalidFilter,
        Self::InvalidOrder,
        Self::InvalidSelect,
        Self::InvalidPagination,
        Self::EntityNotFound,
        Self::AccessDeniedV3,
        Self::InsufficientScopeV3,
        Self::IdempotencyKeyReused,
        Self::InvalidIdempotencyKey,
    ];
    /// The code on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::InternalServerError => "INTERNAL_SERVER_ERROR",
            Self::UnexpectedAnswer => "ERROR_UNEXPECTED_ANSWER",
            Self::QueryLimitExceeded => "QUERY_LIMIT_EXCEEDED",
            Self::OperationTimeLimit => "OPERATION_TIME_LIMIT",
            Self::BatchMethodNotAllowed => "ERROR_BATCH_METHOD_NOT_ALLOWED",
            Self::BatchLengthExceeded => "ERROR_BATCH_LENGTH_EXCEEDED",
            Self::MethodNotFound => "ERROR_METHOD_NOT_FOUND",
            Self::NoAuthFound => "NO_AUTH_FOUND",
            Self::InvalidRequest => "INVALID_REQUEST",
            Self::OverloadLimit => "OVERLOAD_LIMIT",
            Self::AccessDenied => "ACCESS_DENIED",
            Self::InvalidCredentials => "INVALID_CREDENTIALS",
            Self::ManifestIsNotAvailable => "ERROR_MANIFEST_IS_NOT_AVAILABLE",
            Self::InsufficientScope => "insufficient_scope",
            Self::InvalidScope => "invalid_scope",
            Self::ExpiredToken => "expired_token",
            Self::InvalidToken => "invalid_token",
            Self::InvalidGrant => "invalid_grant",
            Self::InvalidClient => "invalid_client",
            Self::OAuth => "ERROR_OAUTH",
            Self::AuthorizationError => "authorization_error",
            Self::PaymentRequired => "PAYMENT_REQUIRED",
            Self::UserAccessError => "user_access_error",
            Self::PortalDeleted => "PORTAL_DELETED",
            Self::RequestValidation => {
                "BITRIX_REST_V3_EXCEPTION_VALIDATION_REQUESTVALIDATIONEXCEPTION"
            }
            Self::ObjectValidation => {
                "BITRIX_REST_V3_EXCEPTION_VALIDATION_DTOVALIDATIONEXCEPTION"
            }
            Self::FilterValidation => {
                "BITRIX_REST_V3_EXCEPTION_VALIDATION_REQUESTFILTERVALIDATIONEXCEPTION"
            }
            Self::InvalidJson => "BITRIX_REST_V3_EXCEPTION_INVALIDJSONEXCEPTION",
            Self::UnknownField => "BITRIX_REST_V3_EXCEPTION_UNKNOWNDTOPROPERTYEXCEPTION",
            Self::UnknownFilterOperator => {
                "BITRIX_REST_V3_EXCEPTION_UNKNOWNFILTEROPERATOREXCEPTION"
            }
            Self::InvalidFilter => "BITRIX_REST_V3_EXCEPTION_INVALIDFILTEREXCEPTION",
            Self::InvalidOrder => "BITRIX_REST_V3_EXCEPTION_INVALIDORDEREXCEPTION",
            Self::InvalidSelect => "BITRIX_REST_V3_EXCEPTION_INVALIDSELECTEXCEPTION",
            Self::InvalidPagination => {
                "BITRIX_REST_V3_EXCEPTION_INVALIDPAGINATIONEXCEPTION"
            }
            Self::EntityNotFound => "BITRIX_REST_V3_EXCEPTION_ENTITYNOTFOUNDEXCEPTION",
            Self::AccessDeniedV3 => "BITRIX_REST_V3_EXCEPTION_ACCESSDENIEDEXCEPTION",
            Self::InsufficientScopeV3 => {
                "BITRIX_REST_V3_EXCEPTION_INSUFFICIENTSCOPEEXCEPTION"
            }
            Self::IdempotencyKeyReused => {
                "BITRIX_REST_V3_EXCEPTION_IDEMPOTENCYKEYREUSEDEXCEPTION"
            }
            Self::InvalidIdempotencyKey => {
                "BITRIX_REST_V3_EXCEPTION_INVALIDIDEMPOTENCYKEYEXCEPTION"
            }
        }
    }
    pub(crate) fn text(self) -> &'static str {
        match self {
            Self::InternalServerError => "the portal failed",
            Self::UnexpectedAnswer => {
                "the portal failed, and what it had to answer made no sense to it"
            }
            Self::QueryLimitExceeded => "requests came too fast. The call did not run",
            Self::OperationTimeLimit => {
                "this method has used up its execution time. It is blocked until `operating_reset_at`; other methods are not"
            }
            Self::BatchMethodNotAllowed => "a batch must not contain this method",
            Self::BatchLengthExceeded => {
                "the batch has more commands or parameters than the portal takes"
            }
            Self::MethodNotFound => "the portal does not know the method at this address",
            Self::NoAuthFound => "the access token or the webhook's code is wrong",
            Self::InvalidRequest => "the call came over plain HTTP",
            Self::OverloadLimit => {
                "the vendor has blocked this portal by hand; only its support lifts the block. Repeating the call is of no use"
            }
            Self::AccessDenied => "the portal's plan does not include REST",
            Self::InvalidCredentials => {
                "the user behind the token or the webhook lacks the rights"
            }
            Self::ManifestIsNotAvailable => "there is no such manifest",
            Self::InsufficientScope => {
                "the webhook or the application does not have the scope of the method"
            }
            Self::InvalidScope => {
                "the application asks for more scopes than its card lists"
            }
            Self::ExpiredToken => "the access token is too old and has to be refreshed",
            Self::InvalidToken => "the access token is not valid",
            Self::InvalidGrant => {
                "the refresh token or authorization code is not valid or too old"
            }
            Self::InvalidClient => {
                "the application's id or secret is wrong, or it is not installed"
            }
            Self::OAuth => {
                "the authorization failed, as when the application is not installed"
            }
            Self::AuthorizationError => "the portal could not tell who the user is",
            Self::PaymentRequired => "the trial or paid time of the application is over",
            Self::UserAccessError => {
                "an administrator has kept the application from this user"
            }
            Self::PortalDeleted => "the portal is gone, or its public part is closed",
            Self::RequestValidation => {
                "REST 3.0. A parameter is missing or wrong; the answer says which"
            }
            Self::ObjectValidation => {
                "REST 3.0. A field of the object is missing or wrong"
            }
            Self::FilterValidation => "REST 3.0. A condition of the filter is wrong",
            Self::InvalidJson => "REST 3.0. The body of the request is not JSON",
            Self::UnknownField => "REST 3.0. The object has no field of that name",
            Self::UnknownFilterOperator => {
                "REST 3.0. The filter has an operator that does not exist"
            }
            Self::InvalidFilter => "REST 3.0. The filter is not built as a filter is",
            Self::InvalidOrder => "REST 3.0. The order is not built as an order is",
            Self::InvalidSelect => "REST 3.0. The selection is not a list of names",
            Self::InvalidPagination => "REST 3.0. The page asked for cannot be",
            Self::EntityNotFound => "REST 3.0. There is no such object",
            Self::AccessDeniedV3 => "REST 3.0. The user has no access to the object",
            Self::InsufficientScopeV3 => {
                "REST 3.0. The webhook or the application does not have the scope of the method"
            }
            Self::IdempotencyKeyReused => {
                "REST 3.0. The idempotency key belongs to another request"
            }
            Self::InvalidIdempotencyKey => {
                "REST 3.0. The idempotency key is empty, longer than 255 characters or not printable ASCII"
            }
        }
    }
}
