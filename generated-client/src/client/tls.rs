//! The TLS back end of the client's own HTTP client.
//!
//! `portal` is who is reached over https, when anybody is.
//!
//! Where both back ends are compiled in, `native-tls` is taken: it is the one that somebody asked for.

use crate::error::BuildError;

#[cfg(feature = "native-tls")]
#[allow(clippy::unnecessary_wraps, reason = "the other back ends fail")]
pub(super) fn configure(
    builder: reqwest::ClientBuilder,
    _portal: Option<&str>,
) -> Result<reqwest::ClientBuilder, BuildError> {
    Ok(builder.tls_backend_native())
}

/// rustls on ring, with the certificates that the system trusts (a company's own authority included).
///
/// The cryptography is given to this one client: a default of the whole process belongs to the application.
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
        // Nothing will be encrypted, so the system's certificates need not be read, nor even be there.
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
