//! A TCP server that reads one request of HTTP and says what the test wants.

use std::future::Future;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

pub struct Server {
    address: SocketAddr,
    requests: Arc<Mutex<Vec<Request>>>,
}

/// A request as it came.
#[derive(Debug, Clone)]
pub struct Request {
    /// First line.
    pub line: String,
    /// The other lines of the head, in lower case.
    pub headers: Vec<String>,
    pub body: String,
}

impl Server {
    /// Reads a request, passes it to `talk` and closes the connection when `talk` is done.
    pub async fn new<F, T>(talk: F) -> Self
    where
        F: Fn(TcpStream, Request) -> T + Send + Sync + 'static,
        T: Future<Output = ()> + Send + 'static,
    {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let requests = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&requests);
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                if let Some(request) = read(&mut stream).await {
                    log.lock().expect("no panic").push(request.clone());
                    tokio::spawn(talk(stream, request));
                }
            }
        });
        Self { address, requests }
    }

    /// Answers every request with the same bytes and closes the connection.
    pub async fn answering(bytes: impl Into<Vec<u8>>) -> Self {
        let bytes: Arc<[u8]> = bytes.into().into();
        Self::new(move |mut stream, _| {
            let bytes = Arc::clone(&bytes);
            async move {
                // The client may have gone already.
                let _ = stream.write_all(&bytes).await;
                let _ = stream.shutdown().await;
            }
        })
        .await
    }

    /// Sends only the beginning of an answer.
    pub async fn stalling(bytes: &'static str) -> Self {
        Self::new(move |mut stream, _| async move {
            let _ = stream.write_all(bytes.as_bytes()).await;
            std::future::pending::<()>().await;
        })
        .await
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What errors call the portal.
    pub fn portal(&self) -> String {
        self.address.to_string()
    }

    pub fn requests(&self) -> Vec<Request> {
        self.requests.lock().expect("no panic").clone()
    }

    pub fn only_request(&self) -> Request {
        let mut requests = self.requests();
        assert_eq!(requests.len(), 1, "{requests:#?}");
        requests.remove(0)
    }
}

/// Reads one request with its body. Returns `None` if the client does not speak HTTP.
pub async fn read(stream: &mut (impl AsyncRead + Unpin)) -> Option<Request> {
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break end;
        }
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    };
    let head = std::str::from_utf8(&bytes[..end]).ok()?.to_owned();
    let mut lines = head.split("\r\n");
    let line = lines.next()?.to_owned();
    let headers: Vec<_> = lines.map(str::to_lowercase).collect();
    let length = headers
        .iter()
        .find_map(|line| line.strip_prefix("content-length: ")?.parse().ok())
        .unwrap_or(0);
    while bytes.len() < end + 4 + length {
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    }
    let body = String::from_utf8(bytes.split_off(end + 4)).ok()?;
    Some(Request {
        line,
        headers,
        body,
    })
}
