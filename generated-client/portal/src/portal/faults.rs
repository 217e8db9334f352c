//! Fault injection in tests.

use super::Portal;
use crate::faults::Fault;

impl Portal {
    /// Injects a fault into the next call of the method; a second fault for the same method is for
    /// the call after it. The case of the name does not matter. A batch is the method `batch`, and
    /// its commands have no faults of their own. A call that is refused for its webhook or token,
    /// or has no method in its address, consumes no fault.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use bitrix24::crm::{OwnerType, item::productrow};
    /// use bitrix24_portal::{Fault, Portal};
    ///
    /// let portal = Portal::start().await?;
    /// portal.add_owner(OwnerType::Deal, 7);
    /// portal.fail_next("crm.item.productrow.add", Fault::CutAfter);
    ///
    /// let client = portal.client()?;
    /// let row = productrow::AddFields::new(7, OwnerType::Deal).product_name("Delivery").price(15);
    /// let error = client.call(productrow::add(row)).await.expect_err("the answer is lost");
    /// assert_eq!(error.did_run(), None); // unknown, so it was not sent again
    ///
    /// // A program has to check whether the row exists. Here it does.
    /// let filter = productrow::ListFilter::new(OwnerType::Deal, 7);
    /// let rows = client.call(productrow::list(filter)).await?;
    /// assert_eq!(rows.len(), 1);
    /// # Ok(())
    /// # }
    /// ```
    pub fn fail_next(&self, method: &str, fault: Fault) {
        self.desk.faults.add(method, fault);
    }

    /// Injects a fault into the `nth` call of the method from now on; the first is 1. It comes before
    /// the faults of [`fail_next`](Self::fail_next), which it does not move.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use bitrix24::crm::item::productrow;
    /// use bitrix24_portal::{Fault, Portal};
    ///
    /// let portal = Portal::start().await?;
    /// portal.fail_nth("crm.item.productrow.fields", 2, Fault::Html { ran: false });
    /// let client = portal.client()?;
    /// assert!(client.call(productrow::fields()).await.is_ok());
    /// assert!(client.call(productrow::fields()).await.is_err());
    /// assert!(client.call(productrow::fields()).await.is_ok());
    /// # Ok(())
    /// # }
    /// ```
    pub fn fail_nth(&self, method: &str, nth: u64, fault: Fault) {
        self.desk.faults.add_nth(method, nth, fault);
    }

    /// Injects faults at random into calls of every method: each call has one of these faults with
    /// the probability `rate`, from 0 to 1. The same seed gives the same faults in the same order.
    /// Faults of [`fail_next`](Self::fail_next) come first and do not change that order.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use bitrix24::crm::item::productrow;
    /// use bitrix24_portal::{Fault, Portal};
    ///
    /// let portal = Portal::start().await?;
    /// let lost = [Fault::CutBefore, Fault::CutWithin, Fault::BadGateway { ran: true }];
    /// portal.fail_randomly(42, 0.1, &lost);
    /// let client = portal.client()?;
    /// for _ in 0..20 {
    ///     client.call(productrow::fields()).await?; // a read is retried
    /// }
    /// assert_eq!(client.stats().retries, portal.faults_played());
    /// # Ok(())
    /// # }
    /// ```
    pub fn fail_randomly(&self, seed: u64, rate: f64, faults: &[Fault]) {
        self.desk.faults.draw_randomly(seed, rate, faults);
    }

    /// Removes all faults, random ones and those of next calls.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use bitrix24::crm::item::productrow;
    /// use bitrix24_portal::{Fault, Portal};
    ///
    /// let portal = Portal::start().await?;
    /// portal.fail_randomly(1, 1.0, &[Fault::Redirect]);
    /// let client = portal.client()?;
    /// assert!(client.call(productrow::fields()).await.is_err());
    /// portal.stop_failing();
    /// assert!(client.call(productrow::fields()).await.is_ok());
    /// # Ok(())
    /// # }
    /// ```
    pub fn stop_failing(&self) {
        self.desk.faults.clear();
    }

    /// The number of calls with a fault.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> std::io::Result<()> {
    /// let portal = bitrix24_portal::Portal::start().await?;
    /// assert_eq!(portal.faults_played(), 0);
    /// # Ok(())
    /// # }
    /// ```
    pub fn faults_played(&self) -> u64 {
        self.desk.faults.played()
    }
}
