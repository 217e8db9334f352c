//! A Redis server that processes share.

use std::fmt;
use std::time::Duration;

use ::redis::aio::MultiplexedConnection;
use ::redis::{Client, Cmd, FromRedisValue, RedisError};
use tokio::sync::Mutex;

/// Time limit of an answer, including a new connection.
const LIMIT: Duration = Duration::from_secs(5);

/// A connection to Redis, opened on demand and again after it was lost.
pub(crate) struct Redis {
    client: Client,
    connection: Mutex<Option<MultiplexedConnection>>,
}

/// A command failed. The messages of the library do not contain the address, which may have a
/// password.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    #[error("Redis did not answer in time")]
    Timeout,
    #[error(transparent)]
    Redis(RedisError),
}

impl Redis {
    /// It does not connect yet. The message of the error is the library's, and does not repeat the
    /// address.
    pub(crate) fn new(address: &str) -> Result<Self, RedisError> {
        let client = Client::open(address)?;
        #[cfg(feature = "redis-tls")]
        provide(&client);
        Ok(Self {
            client,
            connection: Mutex::new(None),
        })
    }

    /// Sends a command. A command whose answer is lost is not sent again, since it is unknown
    /// whether it ran.
    pub(crate) async fn query<T: FromRedisValue>(&self, command: &Cmd) -> Result<T, Failure> {
        let work = async {
            let mut connection = self.connect().await?;
            command.query_async(&mut connection).await
        };
        let result = match tokio::time::timeout(LIMIT, work).await {
            Ok(result) => result.map_err(Failure::Redis),
            Err(_) => Err(Failure::Timeout),
        };
        let is_lost = match &result {
            Ok(_) => false,
            Err(Failure::Timeout) => true,
            Err(Failure::Redis(error)) => error.is_unrecoverable_error() || error.is_io_error(),
        };
        if is_lost {
            *self.connection.lock().await = None;
        }
        result
    }

    /// The current connection, or a new one. Concurrent callers share one.
    async fn connect(&self) -> Result<MultiplexedConnection, RedisError> {
        let mut connection = self.connection.lock().await;
        if let Some(connection) = &*connection {
            return Ok(connection.clone());
        }
        let new = self.client.get_multiplexed_async_connection().await?;
        *connection = Some(new.clone());
        Ok(new)
    }
}

/// The library uses the default cryptography of the process, and panics without one when several
/// are compiled in. The application's choice is kept.
#[cfg(feature = "redis-tls")]
fn provide(client: &Client) {
    use ::redis::ConnectionAddr;
    use rustls::crypto::{CryptoProvider, ring};

    let address = client.get_connection_info().addr();
    if matches!(address, ConnectionAddr::TcpTls { .. }) && CryptoProvider::get_default().is_none() {
        // Another thread may have been faster, which is fine.
        let _ = ring::default_provider().install_default();
    }
}

impl fmt::Debug for Redis {
    /// The address is not printed: it may have a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Redis").finish_non_exhaustive()
    }
}
