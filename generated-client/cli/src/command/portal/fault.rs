//! Faults by their names.

use std::time::Duration;

use bitrix24_portal::Fault;

use crate::failure::Failure;

/// A fault of the next call of a method.
#[derive(Debug)]
pub(super) struct Injected {
    pub(super) method: String,
    pub(super) fault: Fault,
}

/// The names of faults that have no duration.
const NAMES: [(&str, Fault); 15] = [
    ("cut-before", Fault::CutBefore),
    ("cut-after", Fault::CutAfter),
    ("cut-within", Fault::CutWithin),
    ("internal-error", Fault::InternalError { ran: false }),
    ("internal-error-after", Fault::InternalError { ran: true }),
    ("bad-gateway", Fault::BadGateway { ran: false }),
    ("bad-gateway-after", Fault::BadGateway { ran: true }),
    ("unavailable", Fault::Unavailable { ran: false }),
    ("unavailable-after", Fault::Unavailable { ran: true }),
    ("redirect", Fault::Redirect),
    ("html", Fault::Html { ran: false }),
    ("html-after", Fault::Html { ran: true }),
    ("wrong-types", Fault::WrongTypes),
    ("query-limit", Fault::QueryLimit),
    ("truncated", Fault::Truncated),
];

impl Injected {
    /// Reads `crm.deal.add=cut-after`, or `crm.deal.add=delay:200` with milliseconds.
    pub(super) fn read(text: &str) -> Result<Self, Failure> {
        let refused = || {
            let names: Vec<&str> = NAMES.iter().map(|(name, _)| *name).collect();
            Failure::Usage(format!(
                "--fault {text}: expected METHOD=FAULT, where a fault is delay:MILLISECONDS, {}",
                names.join(", ")
            ))
        };
        let (method, name) = text.split_once('=').ok_or_else(refused)?;
        let fault = match name.strip_prefix("delay:") {
            Some(time) => Fault::Delay(Duration::from_millis(time.parse().map_err(|_| refused())?)),
            None => {
                let known = NAMES.iter().find(|(known, _)| *known == name);
                known.map(|(_, fault)| fault.clone()).ok_or_else(refused)?
            }
        };
        Ok(Self {
            method: method.to_owned(),
            fault,
        })
    }
}

/// The faults that are drawn at random: those that a program meets in production.
pub(super) fn random() -> [Fault; 5] {
    [
        Fault::CutBefore,
        Fault::CutAfter,
        Fault::InternalError { ran: false },
        Fault::BadGateway { ran: true },
        Fault::QueryLimit,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_are_read() {
        let read = |text: &str| Injected::read(text).map(|it| it.fault).ok();
        assert_eq!(read("user.get=html-after"), Some(Fault::Html { ran: true }));
        let delay = Fault::Delay(Duration::from_millis(200));
        assert_eq!(read("user.get=delay:200"), Some(delay));
        for wrong in ["user.get", "user.get=earthquake", "user.get=delay:soon"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
