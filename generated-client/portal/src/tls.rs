//! TLS of the server, with the feature `tls`.

#[cfg(feature = "tls")]
pub(crate) use self::accept::Tls;

/// There is no TLS without the feature.
#[cfg(not(feature = "tls"))]
#[derive(Debug, Clone)]
pub(crate) enum Tls {}

#[cfg(feature = "tls")]
mod accept {
    use std::fmt;
    use std::io;
    use std::sync::Arc;

    use tokio::net::TcpStream;
    use tokio_rustls::TlsAcceptor;
    use tokio_rustls::rustls::ServerConfig;
    use tokio_rustls::rustls::crypto::ring;
    use tokio_rustls::rustls::pki_types::pem::PemObject;
    use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
    use tokio_rustls::server::TlsStream;

    /// A certificate with its key.
    #[derive(Clone)]
    pub(crate) struct Tls(TlsAcceptor);

    impl Tls {
        /// Reads a certificate, with those that signed it, and its key.
        pub(crate) fn read(certificate: &[u8], key: &[u8]) -> io::Result<Self> {
            let refused = |what: &str, why: &dyn fmt::Display| {
                let message = format!("cannot use the {what}: {why}");
                io::Error::new(io::ErrorKind::InvalidInput, message)
            };
            let chain: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(certificate).collect();
            let chain = chain.map_err(|error| refused("certificate", &error))?;
            let key = PrivateKeyDer::from_pem_slice(key);
            let key = key.map_err(|error| refused("key", &error))?;
            let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
                .with_safe_default_protocol_versions()
                .map_err(|error| refused("versions of TLS", &error))?
                .with_no_client_auth()
                .with_single_cert(chain, key)
                .map_err(|error| refused("certificate", &error))?;
            Ok(Self(TlsAcceptor::from(Arc::new(config))))
        }

        pub(crate) async fn accept(&self, stream: TcpStream) -> io::Result<TlsStream<TcpStream>> {
            self.0.accept(stream).await
        }
    }

    impl fmt::Debug for Tls {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.debug_struct("Tls").finish_non_exhaustive()
        }
    }
}
