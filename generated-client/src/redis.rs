//! A server of Redis that processes share.

use std::fmt;
use std::time::Duration;

use ::redis::aio::MultiplexedConnection;
use ::redis::{Client, Cmd, FromRedisValue, RedisError};
use tokio::sync::Mutex;

/// Longest time that an answer may take, a new connection included.
const LIMIT: Duration = Duration::from_secs(5);

/// A connection to Redis, which is made when it is needed and again when it was lost.
pub(crate) struct Redis {
    client: Client,
    connection: Mutex<Option<MultiplexedConnection>>,
}

/// A command has failed. The texts of the library do not contain the address, which may have a password.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    #[error("Redis did not answer in time")]
    Timeout,
    #[error(transparent)]
    Redis(RedisError),
}

impl Redis {
    /// Nothing is connected yet. The text of the error is the library's own, and does not repeat the address.
    pub(crate) fn new(address: &str) -> Result<Self, RedisError> {
        let client = Client::open(address)?;
        #[cfg(feature = "redis-tls")]
        provide(&client);
        Ok(Self {
            client,
            connection: Mutex::new(None),
        })
    }

    /// Sends a command. One whose answer is lost is not sent again: nobody knows whether it ran.
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

    /// The connection that there is, or a new one. Those who come at once wait for one.
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

/// The library takes its cryptography from the default of the process, and panics where there is none and several could
/// be meant. What the application has chosen stays.
#[cfg(feature = "redis-tls")]
fn provide(client: &Client) {
    use ::redis::ConnectionAddr;
    use rustls::crypto::{CryptoProvider, ring};

    let address = client.get_connection_info().addr();
    if matches!(address, ConnectionAddr::TcpTls { .. }) && CryptoProvider::get_default().is_none() {
        // Somebody may have been faster, and is as good.
        let _ = ring::default_provider().install_default();
    }
}

impl fmt::Debug for Redis {
    /// The address is not shown: it may have a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Redis").finish_non_exhaustive()
    }
}
