//! Answers that a test sets, and calls without a request.

use std::sync::Arc;

use bitrix24::{Map, Value};

use super::Portal;
use crate::own::{Answered, IntoAnswered, Refusal};
use crate::protocol;

impl Portal {
    /// Sets the answer of a method from now on: alone, in batches and in REST 3.0, with or without
    /// an answer of its own. The case of the name does not matter. The parameters of a described
    /// method are checked first; those of any other are passed as they are.
    ///
    /// The function returns a value, an [`Answered`] with `total` and `next`, or a [`Refusal`].
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use bitrix24_portal::{Portal, Refusal};
    /// use serde_json::json;
    ///
    /// let portal = Portal::start().await?;
    /// portal.on("acme.ship.add", |params| match params["weight"].as_integer() {
    ///     Some(weight) if weight > 0 => Ok(json!({ "id": 7, "weight": weight })),
    ///     _ => Err(Refusal::new("NO_WEIGHT", "A ship has a weight")),
    /// });
    /// let client = portal.client()?;
    /// let ship = client.call_raw("acme.ship.add", json!({ "weight": 5 })).await?;
    /// assert_eq!(ship["weight"].as_integer(), Some(5));
    /// assert!(client.call_raw("acme.ship.add", json!({})).await.is_err());
    /// # Ok(())
    /// # }
    /// ```
    pub fn on<T: IntoAnswered>(
        &self,
        method: &str,
        answer: impl Fn(&Value) -> T + Send + Sync + 'static,
    ) {
        let respond = move |parameters: &Value| answer(parameters).into_answered();
        self.desk.own.on(method, Arc::new(respond));
    }

    /// Calls a method of the classic protocol without a request, as the webhook: for what a portal
    /// should have before a test. There are no faults, and [`requests`](Self::requests) does not
    /// have the call.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use serde_json::json;
    ///
    /// let portal = bitrix24_portal::Portal::start().await?;
    /// let status = json!({ "fields": { "ENTITY_ID": "SOURCE", "STATUS_ID": "FAIR", "NAME": "Fair" } });
    /// let added = portal.call("crm.status.add", status)?;
    /// assert!(added.result.as_integer().is_some());
    /// assert!(portal.requests().is_empty());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// The error that the method returns.
    pub fn call(&self, method: &str, parameters: impl Into<Value>) -> Result<Answered, Refusal> {
        let parameters = match parameters.into() {
            Value::Map(parameters) => parameters,
            _ => Map::new(),
        };
        let answer = protocol::call(&self.desk, method, &parameters)?;
        let mut answered = Answered::new(answer.result);
        answered.total = answer.total;
        answered.next = answer.next;
        Ok(answered)
    }
}
