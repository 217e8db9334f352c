//! The TLS back end of the client's own HTTP client.
//!
//! `portal` is the host that is called over https, if there is one.
//!
//! With both back ends compiled in, `native-tls` is used, since it is not the default.

use crate::error::BuildError;

#[cfg(feature = "native-tls")]
#[allow(clippy::unnecessary_wraps, reason = "the other back ends fail")]
pub(super) fn configure(
    builder: reqwest::ClientBuilder,
    _portal: Option<&str>,
) -> Result<reqwest::ClientBuilder, BuildError> {
    Ok(builder.tls_backend_native())
}

/// rustls on ring, with the certificates that the system trusts, including a company's own
/// authority.
///
/// The cryptography is set for this client only: the default of the process belongs to the
/// application.
#[cfg(all(feature = "rustls", not(feature = "native-tls")))]
pub(super) fn configure(
    builder: reqwest::ClientBuilder,
    portal: Option<&str>,
) -> Result<reqwest::ClientBuilder, BuildError> {
    use std::sync::Arc;

    let refused = |error: rustls::Error| BuildError::Tls {
        reason: error.to_string(),
    };
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .map_err(refused)?;
    let mut config = if portal.is_some() {
        let verifier = rustls_platform_verifier::Verifier::new(provider).map_err(refused)?;
        config
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(verifier))
            .with_no_client_auth()
    } else {
        // Nothing will be encrypted, so the system's certificates are neither read nor needed.
        config
            .with_root_certificates(rustls::RootCertStore::empty())
            .with_no_client_auth()
    };
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(builder.tls_backend_preconfigured(config))
}

#[cfg(not(any(feature = "rustls", feature = "native-tls")))]
pub(super) fn configure(
    builder: reqwest::ClientBuilder,
    portal: Option<&str>,
) -> Result<reqwest::ClientBuilder, BuildError> {
    if let Some(portal) = portal {
        return Err(BuildError::NoTls {
            portal: portal.to_owned(),
        });
    }
    Ok(builder)
}
